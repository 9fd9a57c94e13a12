"""Forms of a draft's entries: each text in both languages, side by side."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from squad.framework.drafts.messages import LABELS, LANGUAGE_NAMES
from squad.framework.messages import EVIDENCE, NETWORKS
from squad.framework.rules.document.shapes import MOST_CHOICES, MOST_MATERIAL, MOST_SAMPLES
from squad.framework.rules.document.typography import typeset
from squad.framework.rules.model import STAGES, Evidence, NetworkKind, Text
from squad.web.forms import Form, KeyedForm, VersionField, tidy, tidy_lines

LONGEST_TEXT = 2_000
LONGEST_RULES = 6_000
LONGEST_NUMBER = 5
POSITION = re.compile(r"\d{1,3}", re.ASCII)


class _AtMost:
    """Refuses what no page could show, in words that say what to do."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: PlainForm, field: Any) -> None:
        del form
        over = len(field.data or "") - self.most
        if over > 0:
            raise ValidationError(_("Shorten this by %(over)s characters or more.", over=over))


def _text_field(language: str, clean: Callable[[Any], Any], most: int) -> Any:
    return TextAreaField(LANGUAGE_NAMES[language], filters=[clean], validators=[_AtMost(most)])


def _typeset(text: Any, language: str) -> Any:
    tidied = tidy(text)
    return typeset(tidied, language) if isinstance(tidied, str) else tidied


class TextForm(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """One text in both languages; what a keyboard has no key for is set by rule."""

    en = _text_field("en", partial(_typeset, language="en"), LONGEST_TEXT)
    fr = _text_field("fr", partial(_typeset, language="fr"), LONGEST_TEXT)


class OwnWordsForm(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """The same for what a company says itself: it stands as it was written."""

    en = _text_field("en", tidy_lines, LONGEST_RULES)
    fr = _text_field("fr", tidy_lines, LONGEST_RULES)


class CountField(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """A whole number; whether it is a sensible one, the checker says."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
            raise ValueError(_("Enter a whole number, in figures."))
        self.data = int(typed)


def _ticks(label: Any, choices: Sequence[tuple[str, Any]] = ()) -> Any:
    return SelectMultipleField(
        label,
        choices=[SelectChoice(value, words) for value, words in choices],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class EntryForm(Form):
    """An entry of a draft; its stamp tells whether somebody saved it meanwhile."""

    stamp = HiddenField(default="")


class AreaForm(EntryForm):
    """What an area is called and what its stages mean."""

    name = FormField(TextForm, LABELS["name"])
    about = FormField(TextForm, LABELS["about"])


# As the document calls them, so that a flaw's place leads to its field.
for _stage in STAGES:
    setattr(
        AreaForm,
        f"stages-{_stage}",
        FormField(TextForm, _l("What stage %(stage)s means", stage=_stage)),
    )


class MilestoneForm(EntryForm):
    """One milestone."""

    text = FormField(TextForm, LABELS["text"])
    short = FormField(TextForm, LABELS["short"])
    detail = FormField(TextForm, LABELS["detail"])
    core = RadioField(
        _l("Core or extra"),
        choices=[SelectChoice("core", _l("Core")), SelectChoice("extra", _l("Extra"))],
        default="core",
    )
    evidence = _ticks(
        LABELS["evidence"], [(e.value, EVIDENCE[e]) for e in Evidence if e is not Evidence.TOLD]
    )
    drill = BooleanField(LABELS["drill"])
    networks = _ticks(LABELS["networks"], [(n.value, NETWORKS[n]) for n in NetworkKind])
    purposes = _ticks(LABELS["purposes"])
    refresh_days = CountField(LABELS["refresh_days"])

    def offer(self, purposes: Iterable[tuple[str, str]]) -> None:
        """Give the ticks of purposes their names."""
        self.purposes.choices = [SelectChoice(code, name) for code, name in purposes]


class NewMilestoneForm(MilestoneForm, KeyedForm):
    """A milestone that is not there yet."""


class Entries(FieldList):  # type: ignore[misc]  # WTForms has no types
    """A list of fields; a position that no page of ours writes is passed over."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterable[int]:
        start = f"{prefix}-"
        for name in formdata:
            position = name.removeprefix(start).partition("-")[0]
            if name.startswith(start) and POSITION.fullmatch(position):
                yield int(position)


class ChoiceForm(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """One answer that a sample set offers; one without words goes."""

    code = HiddenField(filters=[tidy])
    label = FormField(TextForm, LABELS["label"])


class SampleForm(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """One thing to judge; one without words goes."""

    text = FormField(TextForm, LABELS["text"])
    answer = SelectField(LABELS["answer"], validate_choice=False)
    reason = FormField(TextForm, LABELS["reason"])
    whom = FormField(TextForm, LABELS["whom"])
    material = Entries(FormField(TextForm, LABELS["material"]), max_entries=MOST_MATERIAL)


class RulesForm(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """What the company says itself."""

    title = FormField(OwnWordsForm, LABELS["title"])
    text = FormField(OwnWordsForm, LABELS["text"])
    address = FormField(OwnWordsForm, LABELS["address"])


class SampleSetForm(EntryForm):
    """A sample set with its key and, where the company has them, its own rules."""

    title = FormField(TextForm, LABELS["title"])
    instruction = FormField(TextForm, LABELS["instruction"])
    needed = CountField(LABELS["needed"])
    choices = Entries(FormField(ChoiceForm), max_entries=MOST_CHOICES)
    samples = Entries(FormField(SampleForm), max_entries=MOST_SAMPLES)
    by_rules = BooleanField(LABELS["by_rules"])
    key_note = FormField(TextForm, LABELS["key_note"])
    rules = FormField(RulesForm)


class FrameworkFileForm(KeyedForm):
    """A framework in a .zip file."""

    file = FileField(_l("File"))

    def validate_file(self, field: FileField) -> None:
        """A file must be there."""
        if not field.data or not field.data.filename:
            raise ValidationError(_("Choose a file first."))


class PublishForm(KeyedForm):
    """A yes to the draft as it was looked at."""

    version = VersionField(default=0)


def typed_text(field: Any, *, optional: bool = False) -> Text:
    """A text out of its form; {} where an optional one is empty in both languages."""
    text: Mapping[str, str] = {language: words or "" for language, words in field.data.items()}
    return {} if optional and not any(text.values()) else text

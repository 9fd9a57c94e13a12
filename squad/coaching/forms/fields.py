"""Fields with sentences of our own, and the milestones that a log states."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, RadioField, StringField, TimeField, ValidationError
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice
from wtforms.widgets import HiddenInput

from squad.coaching.rules.statements import OFFERED_EVIDENCE, StatedMilestone
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Autonomy, Evidence
from squad.web.converters import read_number
from squad.web.forms import DayField, tidy

STATED, KNOWN_BY = "m-", "e-"
LOGGED_AUTONOMY = (Autonomy.TOGETHER, Autonomy.ALONE)
LONGEST_CODE = 40


class ClockField(TimeField):  # type: ignore[misc]  # WTForms has no types
    """A time of day."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        try:
            self.data = time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            raise ValueError(_("Enter a time as in 08:30.")) from None


class WholeNumberField(StringField):  # type: ignore[misc]  # WTForms has no types
    """A whole number that may be left empty."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
            raise ValueError(_("Enter a whole number, for example 45."))
        self.data = int(typed)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)


class VersionField(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """The version that was read. Sent without one, nothing was: then none is saved over."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = read_number(valuelist[0]) or 0 if valuelist else 0


class OneOfField(RadioField):  # type: ignore[misc]  # WTForms has no types
    """Radios, of which one may be needed; nothing chosen is None."""

    data: Any

    def __init__(self, *args: Any, needed: bool = False, **values: Any) -> None:
        super().__init__(*args, **values)
        self.needed = needed

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([v for v in valuelist if v != ""])
        if valuelist and valuelist[-1] == "":
            self.data = None

    def pre_validate(self, form: PlainForm) -> None:
        del form
        chosen = self.data is not None
        known = not self.validate_choice or self.data in {choice.value for choice in self.choices}
        if (chosen and not known) or (self.needed and not chosen):
            raise ValidationError(_("Choose one of these."))


class StatedField(Field):  # type: ignore[misc]  # WTForms has no types
    """Every `m-CODE` of the form: what is said of a milestone, and `e-CODE`: how it is known."""

    data: dict[str, tuple[str, str]]

    def process(self, formdata: Any, *_args: Any, **_values: Any) -> None:
        self.process_errors: list[str] = []
        self.raw_data = []
        self.data = {}
        names = sorted(n for n in (formdata or {}) if n.startswith(STATED))
        for name in names:
            code, said = name.removeprefix(STATED)[:LONGEST_CODE], formdata.get(name)
            known_by = formdata.get(f"{KNOWN_BY}{code}", "")
            if said:
                self.raw_data.append(f"{code}:{said}:{known_by}")
                self.data[code] = (said, known_by)

    def pre_validate(self, form: PlainForm) -> None:
        del form
        for said, known_by in self.data.values():
            if said not in LOGGED_AUTONOMY or known_by not in {"", *OFFERED_EVIDENCE}:
                raise ValidationError(_("Choose together or alone."))

    def statements(self, evidence: Mapping[str, Evidence]) -> tuple[StatedMilestone, ...]:
        """What is stated, with the evidence that each begins with where none was chosen."""
        return tuple(
            StatedMilestone(
                code=code,
                autonomy=Autonomy(said),
                evidence=Evidence(known_by) if known_by else evidence.get(code, Evidence.SEEN),
            )
            for code, (said, known_by) in self.data.items()
        )


class StepForm(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """One next step: what, who, by when."""

    words = StringField(_l("What"), filters=[tidy])
    owner = OneOfField(
        _l("Who"),
        choices=[SelectChoice(side.value) for side in (Side.MENTEE, Side.MENTOR)],
        default=Side.MENTEE.value,
    )
    due_on = DayField(_l("By when"))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said here."""
        return not self.words.data and not self.due_on.data


def local_text(moment: datetime) -> str:
    """A wall-clock time as the value of a choice: 2026-12-15T08:30."""
    return moment.strftime("%Y-%m-%dT%H:%M")

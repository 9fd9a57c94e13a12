"""What is written in a drill, what is seen in it, how a milestone is stated from it."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.fields import SelectChoice

from squad.coaching.forms.fields import OneOfField
from squad.drills.rules import Answers, Sight
from squad.framework.rules.model import Autonomy
from squad.web.forms import Form, KeyedForm, VersionField, tidy_lines

WORDS, SORTED, SIGHT = "words_", "sorted_", "sight_"
OPENED = "opened"
Options = Sequence[tuple[str, str]]


class PlayForm(Form):
    """The fields of one drill, as far as its messages have arrived."""

    version = VersionField(default=0)
    minute = VersionField(default=0)

    def words(self) -> dict[str, str]:
        """What was written, by task."""
        return {n.removeprefix(WORDS): f.data or "" for n, f in self._of(WORDS)}

    def choices(self) -> dict[int, str]:
        """Under which choice each message was put, by its number."""
        return {int(n.removeprefix(SORTED)): f.data or "" for n, f in self._of(SORTED)}

    def _of(self, kind: str) -> list[tuple[str, Any]]:
        return [(name, field) for name, field in self._fields.items() if name.startswith(kind)]


def play_form(
    tasks: Mapping[str, str],
    messages: int,
    options: Options,
    *,
    answers: Answers,
    version: int,
    minute: int,
) -> PlayForm:
    """A form with a text for each task and a choice for each message.

    `tasks`: labels by code; `options`: the choices of a sorting, () where nothing is sorted.
    """
    fields: dict[str, Any] = {}
    for code, label in tasks.items():
        fields[f"{WORDS}{code}"] = TextAreaField(label, filters=[tidy_lines])
    for number in range(1, messages + 1) if options else ():
        unsorted = SelectChoice("", _l("Not sorted"))
        choices = [unsorted, *(SelectChoice(value, name) for value, name in options)]
        label = _l("Message %(number)s", number=number)
        fields[f"{SORTED}{number}"] = SelectField(label, choices=choices, validate_choice=False)
    data: dict[str, Any] = {"version": version, "minute": minute}
    data |= {f"{WORDS}{code}": text for code, text in answers.words.items()}
    data |= {f"{SORTED}{number}": choice for number, choice in answers.sorted.items()}
    made: PlayForm = type("PlayDrillForm", (PlayForm,), fields)(data=data)
    return made


class SightForm(Form):
    """Of each of four criteria: seen or not."""

    criteria: ClassVar[int] = 0
    version = VersionField(default=0)

    def sights(self) -> tuple[Sight | None, ...]:
        """What is said of each, in their order."""
        said = [self._fields[f"{SIGHT}{n}"].data for n in range(1, self.criteria + 1)]
        return tuple(Sight(each) if each in set(Sight) else None for each in said)


def sight_form(
    labels: Sequence[str],
    names: Mapping[Sight, str],
    *,
    needed: bool,
    version: int = 0,
    said: Sequence[Sight | None] = (),
) -> SightForm:
    """A form for these criteria; `needed`: each of them has to be said."""
    choices = [SelectChoice(sight.value, name) for sight, name in names.items()]
    fields: dict[str, Any] = {"criteria": len(labels)}
    for number, label in enumerate(labels, start=1):
        fields[f"{SIGHT}{number}"] = OneOfField(label, choices=choices, needed=needed)
    data: dict[str, Any] = {"version": version}
    data |= {f"{SIGHT}{n}": sight for n, sight in enumerate(said, start=1)}
    made: SightForm = type("CriteriaForm", (SightForm,), fields)(data=data)
    return made


class StateDrillForm(KeyedForm):
    """How it was done, and whether it was opened or played in a session."""

    autonomy = OneOfField(
        _l("How was it done?"),
        choices=[SelectChoice(Autonomy.TOGETHER), SelectChoice(Autonomy.ALONE)],
        needed=True,
    )
    known = OneOfField(_l("How is it known?"), needed=True)


def state_form(known: Options) -> StateDrillForm:
    """The form with the ways in which it can be known: opened, or one of the pair's sessions."""
    form = StateDrillForm()
    form.known.choices = [SelectChoice(value, label) for value, label in known]
    return form

"""Forms of enrolment, weights and drafts. Choices are passed in."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from squad.framework.messages import NETWORKS
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.kernel.languages import LANGUAGES
from squad.pairings.matching.messages import CRITERIA, LANGUAGE_NAMES, SITE_WISHES, TEMPERAMENTS
from squad.pairings.matching.rules.enrolment import HOURS, USUAL_PLACES, Answers, Temperament
from squad.pairings.matching.rules.weights import Criterion, SiteWish, Weights
from squad.programmes.forms import NumberField
from squad.web.converters import read_number
from squad.web.forms import Form, KeyedForm, VersionField, tidy

EITHER = "either"


def _several(label: Any, choices: list[SelectChoice] | None = None) -> Any:
    return SelectMultipleField(
        label,
        choices=choices or [],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class AddPeopleForm(KeyedForm):
    """People of the roster for one side of the pool: those ticked, or all that a filter finds."""

    person = SelectMultipleField(validate_choice=False)
    everybody = StringField()
    """The button that takes all whom the filter finds."""
    capacity = NumberField(_l("Mentees each of them takes"), default=USUAL_PLACES)

    def chosen(self) -> list[int]:
        """The people who are ticked."""
        return [id_ for each in self.person.data or [] if (id_ := read_number(each))]


class AnswersForm(Form):
    """What somebody says who enrols; a side is asked its own questions."""

    version = VersionField(default=0)
    strengths = _several(_l("Strengths"))
    purposes = _several(_l("Purposes"))
    networks = _several(
        _l("Kinds of network"), [SelectChoice(kind.value, NETWORKS[kind]) for kind in NetworkKind]
    )
    languages = _several(
        _l("Languages"),
        [SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
    )
    hours = SelectMultipleField(
        _l("Usually free"), choices=[SelectChoice(code, code) for code in HOURS]
    )
    capacity = NumberField(_l("Mentees at a time"))
    site = StringField(_l("Where to meet"), filters=[tidy])
    temperament = RadioField(
        _l("Faced with something new"),
        choices=[
            *(SelectChoice(each.value, TEMPERAMENTS[each]) for each in Temperament),
            SelectChoice(EITHER, TEMPERAMENTS[EITHER]),
        ],
        default=EITHER,
        validators=[Optional()],
    )

    def offer(self, *, side: Side, areas: Mapping[str, str], purposes: Mapping[str, str]) -> None:
        """Give the lists their names; what the side is not asked is no part of the form."""
        self.strengths.choices = [SelectChoice(code, name) for code, name in areas.items()]
        self.purposes.choices = [SelectChoice(code, name) for code, name in purposes.items()]
        for name in ("purposes",) if side is Side.MENTOR else ("strengths", "capacity", "site"):
            del self[name]

    def fill(self, answers: Answers, version: int) -> None:
        """Show what is stored."""
        self.version.data = version
        for name in ("strengths", "purposes", "networks", "languages", "hours"):
            if name in self:
                self[name].data = [str(code) for code in getattr(answers, name)]
        for name in ("capacity", "site"):
            if name in self:
                self[name].data = getattr(answers, name)
        self.temperament.data = answers.temperament or EITHER

    def answers(self) -> Answers:
        """What was said. Call it once the form is valid."""
        said = {name: self[name].data or [] for name in self._fields if name != "csrf_token"}
        temperament = self.temperament.data
        return Answers(
            strengths=frozenset(map(Area, said.get("strengths", []))),
            purposes=frozenset(said.get("purposes", [])),
            networks=frozenset(map(NetworkKind, said["networks"])),
            languages=frozenset(said["languages"]),
            hours=frozenset(said["hours"]),
            capacity=self["capacity"].data if "capacity" in self else 1,
            site=str(said.get("site") or ""),
            temperament=Temperament(temperament) if temperament in set(Temperament) else None,
        )


class WeightsForm(Form):
    """What a programme weighs."""

    version = VersionField(default=0)
    strengths = NumberField(CRITERIA[Criterion.STRENGTHS])
    networks = NumberField(CRITERIA[Criterion.NETWORKS])
    function = NumberField(CRITERIA[Criterion.FUNCTION])
    site = NumberField(CRITERIA[Criterion.SITE])
    temperament = NumberField(CRITERIA[Criterion.TEMPERAMENT])
    site_wish = RadioField(
        _l("Which site"),
        choices=[SelectChoice(wish.value, SITE_WISHES[wish]) for wish in SiteWish],
        default=SiteWish.SAME.value,
    )

    def fill(self, weights: Weights, version: int) -> None:
        """Show what is stored."""
        self.version.data = version
        for criterion in Criterion:
            self[criterion].data = weights.of(criterion)
        self.site_wish.data = weights.site_wish.value

    def weights(self) -> Weights:
        """What was typed. Call it once the form is valid."""
        each = {criterion.value: self[criterion].data for criterion in Criterion}
        return Weights(**each, site_wish=SiteWish(self.site_wish.data))


class DraftForm(Form):
    """A press on a draft, with the version that was looked at."""

    version = VersionField(default=0)


class LockForm(DraftForm):
    """Whether a pair is kept in later runs."""

    locked = HiddenField()


class ChoiceForm(DraftForm):
    """Another mentor, or an exchange: `mentor-ID` or `with-ID`."""

    choice = RadioField(validate_choice=False)

    def chosen(self, kind: str) -> int | None:
        """The person who was chosen so, if one was."""
        said, _dash, id_ = str(self.choice.data or "").partition("-")
        return read_number(id_) if said == kind else None


class PublishForm(KeyedForm):
    """The draft becomes proposals."""

    version = VersionField(default=0)
    acknowledged = BooleanField(
        _l("I have read these notices, and propose these pairs all the same")
    )

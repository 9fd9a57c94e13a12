"""Forms of programmes. Choices are passed in."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice

from squad.framework.rules.model import STAGES, Area
from squad.programmes.messages import FIGURES, RATING_READERS, READING_MODES
from squad.programmes.rules import RANGES, ProgrammeDefaults, ProgrammeDraft, ReadingMode
from squad.web.converters import read_id
from squad.web.forms import DayField, Form, KeyedForm, VersionField, tidy

NO, YES = "no", "yes"


class NumberField(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """A whole number; what is missing or unreadable is said in our words."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            self.data = int(valuelist[0] if valuelist else "")
        except ValueError as error:
            raise ValueError(_("Enter a whole number, in figures.")) from error


class IdField(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """A row's id; what no column can hold is none."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = read_id(valuelist[0] if valuelist else "")


class ProgrammeForm(KeyedForm):
    """A programme with its dates, figures, target and HR's reading mode."""

    version = VersionField(default=0)
    source = HiddenField(default="")
    """The programme that a new one starts from, by id."""
    name = StringField(_l("Name"), filters=[tidy])
    code = StringField(_l("Code"), filters=[tidy])
    starts_on = DayField(_l("First day"), needed=True)
    ends_on = DayField(_l("Last day"), needed=True)
    time_zone = SelectField(_l("Time zone"))
    framework_version_id = SelectField(_l("Version of the framework"), validate_choice=False)
    reading_mode = RadioField(
        _l("What HR reads"),
        choices=[SelectChoice(mode.value, READING_MODES[mode]) for mode in ReadingMode],
        default=ReadingMode.NAMED.value,
    )
    ratings_in_groups = RadioField(
        _l("Who reads ratings"),
        choices=[SelectChoice(code, RATING_READERS[code == YES]) for code in (NO, YES)],
        default=NO,
    )
    planned_sessions = NumberField(FIGURES["planned_sessions"])
    minutes = NumberField(FIGURES["minutes"])
    cadence_days = NumberField(FIGURES["cadence_days"])
    weeks = NumberField(FIGURES["weeks"])
    overdue_amber_days = NumberField(FIGURES["overdue_amber_days"])
    overdue_red_days = NumberField(FIGURES["overdue_red_days"])
    closing_offer_days = NumberField(FIGURES["closing_offer_days"])
    proposal_working_days = NumberField(FIGURES["proposal_working_days"])
    boss_distance = NumberField(FIGURES["boss_distance"])
    target_purpose = SelectField()
    target_presence = SelectField()
    target_listening = SelectField()
    target_publishing = SelectField()
    target_conversing = SelectField()
    target_care = SelectField()

    def offer(self, *, zones: Sequence[str], areas: Mapping[Area, str]) -> None:
        """Give the selects their choices and the areas their names."""
        self.time_zone.choices = list(zones)
        for area in Area:
            field = self.target_of(area)
            field.label.text = areas[area]
            field.choices = stage_choices()

    def offer_versions(self, versions: Sequence[tuple[int, str]]) -> None:
        """The versions that a new programme can begin with; the first is the usual one."""
        choices = [SelectChoice(str(version_id), label) for version_id, label in versions]
        self.framework_version_id.choices = choices

    def fill(self, draft: ProgrammeDraft, mode: ReadingMode, version: int) -> None:
        """Show a stored programme, or what a new one starts from."""
        for name in ("code", "name", "starts_on", "ends_on", "time_zone"):
            self[name].data = getattr(draft, name)
        for name in RANGES:
            self[name].data = getattr(draft.figures, name)
        for area in Area:
            self.target_of(area).data = str(draft.figures.target.get(area) or 0)
        self.reading_mode.data = mode.value
        self.ratings_in_groups.data = YES if draft.ratings_in_groups else NO
        self.version.data = version

    def target_of(self, area: Area) -> Any:
        """The field of an area's target stage."""
        return self[f"target_{area}"]

    def draft(self) -> ProgrammeDraft | None:
        """What was typed, as the rules read it; None while a field cannot be read."""
        if not self.validate():
            return None
        figures = {name: self[name].data for name in RANGES}
        target = {area: int(self.target_of(area).data or 0) for area in Area}
        return ProgrammeDraft(
            code=self.code.data or "",
            name=self.name.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            time_zone=self.time_zone.data,
            figures=ProgrammeDefaults(
                **figures, target={area: stage for area, stage in target.items() if stage}
            ),
            ratings_in_groups=self.ratings_in_groups.data == YES,
        )


class ClosedPeriodForm(KeyedForm):
    """Days on which the programme stands still."""

    starts_on = DayField(_l("First closed day"), needed=True)
    ends_on = DayField(_l("Last closed day"), needed=True)


class RoleForm(Form):
    """A role to give or to take back."""

    person_id = IdField()
    programme_id = IdField()
    role = StringField()


def stage_choices() -> list[SelectChoice]:
    """Not in the target, or one of the three stages."""
    return [
        SelectChoice("0", _("Not in the target")),
        *(SelectChoice(str(stage), _("Stage %(stage)s", stage=stage)) for stage in STAGES),
    ]

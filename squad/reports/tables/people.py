"""The people of a programme as a table: one row each, in the order of their list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask_babel import lazy_gettext as _l

from squad.access.classes import DataClass
from squad.files.tables.shapes import Column, Kind, Table, Text
from squad.files.writing import Cell
from squad.framework.glossary import TERMS
from squad.framework.messages import RUNGS, localized
from squad.framework.rules.model import Area, Framework
from squad.pairings.messages import STATES
from squad.reports.contract import OF_AREA, target_counts
from squad.reports.shapes import MenteeFigures
from squad.reports.texts import gettext as _

PEOPLE = "people"
_RUNGS: Mapping[int, Text] = {int(rung): name for rung, name in RUNGS.items()}
_ROSTER = _l("As the roster has it today.")

WHO = (
    Column("name", _l("Name"), _ROSTER, data_class=DataClass.ACCOUNT),
    Column("email", _l("E-mail"), _ROSTER, data_class=DataClass.ACCOUNT),
    Column("function", _l("Function"), _ROSTER, data_class=DataClass.ACCOUNT),
    Column("site", _l("Site"), _ROSTER, data_class=DataClass.ACCOUNT),
)
PROGRAMME = Column(
    "programme", _l("Programme"), _l("The code of the programme."), data_class=DataClass.NONE
)
AS_OF = Column(
    "as_of", _l("Day of the report"), TERMS["as-of"].meaning, Kind.DAY, data_class=DataClass.NONE
)
STANDING = (
    Column("state", _l("Pairing"), _l("Where the pairing stands."), words=STATES),
    Column("headline_stage", _l("Rung"), TERMS["ladder"].meaning, Kind.NUMBER, words=_RUNGS),
    Column(
        "headline_in_target",
        _l("Rung in the target"),
        _l("Whether the target, once met, reaches a rung of the ladder."),
        Kind.YES_NO,
    ),
    Column(
        "headline_reach",
        _l("Rung of the target"),
        _l("The rung that the target reaches once it is met."),
        Kind.NUMBER,
        words=_RUNGS,
    ),
    Column("target_met", TERMS["target-met"].name, TERMS["target-met"].meaning, Kind.YES_NO),
    Column("held", _l("Milestones held"), TERMS["held"].meaning, Kind.NUMBER),
    Column(
        "to_confirm",
        TERMS["to-confirm"].name,
        _l(
            "Not held yet: one of the pair said so, and the other’s answer is awaited. "
            "HR reads it as of today only."
        ),
        Kind.NUMBER,
    ),
    Column("to_refresh", TERMS["to-refresh"].name, TERMS["to-refresh"].meaning, Kind.NUMBER),
    Column("at_start", TERMS["at-start"].name, TERMS["at-start"].meaning, Kind.NUMBER),
    Column("set_aside", TERMS["set-aside"].name, TERMS["set-aside"].meaning, Kind.NUMBER),
    Column("total", _l("Milestones in the target"), TERMS["target"].meaning, Kind.NUMBER),
)
TIME = (
    Column("sessions_held", TERMS["sessions"].name, TERMS["sessions"].meaning, Kind.NUMBER),
    Column(
        "minutes",
        _l("Minutes"),
        _l("In sessions held; preparation and travel are not in it."),
        Kind.NUMBER,
    ),
    Column("last_session", _l("Last session"), _l("The day of the last one held."), Kind.DAY),
    Column(
        "days_silent",
        _l("Days silent"),
        _l(
            "Days since the last session held, or since acceptance; closed days and pauses are "
            "not counted. Empty where nothing is awaited."
        ),
        Kind.NUMBER,
    ),
)


def in_chapters(framework: Framework) -> Sequence[tuple[str, Sequence[Column]]]:
    """All columns of a person's row under their heads, in the order of the row.

    The areas are named as the programme's framework does.
    """
    return (
        (_("Who"), (*WHO, PROGRAMME, AS_OF)),
        (_("Where they stand"), STANDING),
        *((localized(framework.areas[a].name), tuple(_of_area(framework, a))) for a in Area),
        (_("Time"), TIME),
    )


def people_columns(framework: Framework) -> Sequence[Column]:
    """The same in a row."""
    return [column for _head, columns in in_chapters(framework) for column in columns]


def _of_area(framework: Framework, area: Area) -> Iterator[Column]:
    name = localized(framework.areas[area].name)
    said = {
        "stage": (_("%(area)s: stage", area=name), TERMS["stage"].meaning),
        "target": (
            _("%(area)s: stage in the target", area=name),
            _l("The stage that the two agreed; empty where the area is not in the target."),
        ),
        "held": (
            _("%(area)s: milestones held", area=name),
            _l("Milestones of the target held in this area."),
        ),
        "total": (
            _("%(area)s: milestones in the target", area=name),
            _l("Milestones that the target asks for in this area."),
        ),
    }
    for code in OF_AREA:
        label, meaning = said[code]
        yield Column(f"{area.value}_{code}", label, meaning, Kind.NUMBER)


def people_table(framework: Framework, people: Iterable[MenteeFigures]) -> Table:
    """A row for each of `people`, which is read while the table is written."""
    return Table(PEOPLE, _("People"), people_columns(framework), map(person_row, people))


def person_row(figures: MenteeFigures) -> list[Cell]:
    """One person as a row under `people_columns`."""
    counted, person = figures.progress, figures.person
    return [
        person.name,
        person.email,
        person.function,
        person.site,
        figures.programme,
        figures.as_of,
        figures.state.value,
        int(counted.headline),
        counted.headline_in_target,
        int(counted.headline_reach),
        counted.target_met,
        *target_counts(figures),
        *(getattr(area, name) for area in counted.areas for name in OF_AREA),
        figures.sessions.held,
        figures.sessions.minutes,
        figures.sessions.last,
        figures.days_silent,
    ]

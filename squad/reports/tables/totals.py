"""Tables of a whole programme: nobody by name, and never narrowed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p

from squad.coaching.messages import MOMENTS
from squad.coaching.messages.brought import BROUGHT_ANSWERS
from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.coaching.rules.ratings import LEVELS
from squad.files.tables.shapes import Column, Kind, Table, Text
from squad.files.writing import Cell
from squad.framework.glossary import TERMS
from squad.framework.messages import RUNGS, localized
from squad.framework.rules.model import Area, Rung
from squad.reports.cohort_shapes import Cohort, GroupFigures
from squad.reports.cohort_wording import group_name
from squad.reports.messages import CANCELLED, OUTCOMES, PARTITIONS, RATED
from squad.reports.queries.brought import BroughtTotals
from squad.reports.rating_contract import named_counts
from squad.reports.rating_rules import RatingsInGroups, RatingTable, Series
from squad.reports.shapes import ProgrammeCard
from squad.reports.tables.people import AS_OF, PROGRAMME
from squad.reports.texts import gettext as _

LATEST = "latest"
_MENTEES = Column("mentees", _l("People"), _l("How many people it speaks of."), Kind.NUMBER)
ON_RUNGS = tuple(
    Column(f"stage_{int(rung)}", name, TERMS["ladder"].meaning, Kind.NUMBER)
    for rung, name in RUNGS.items()
)
_OF_TARGETS = (
    Column(
        "targets_met",
        TERMS["target-met"].name,
        _l("How many people have met their target; counted as of today alone."),
        Kind.NUMBER,
    ),
    Column(
        "held",
        _l("Milestones held"),
        _l("Target milestones that these people hold; counted as of today alone."),
        Kind.NUMBER,
    ),
    Column(
        "total",
        _l("Milestones in the target"),
        _l("Target milestones of these people together; counted as of today alone."),
        Kind.NUMBER,
    ),
)
_OUTCOMES: Mapping[str, Text] = {
    CoachingState.HELD.value: OUTCOMES[CoachingState.HELD],
    **{f"cancelled_{side.value}": CANCELLED[side] for side in CancelledBy},
    CoachingState.MISSED.value: OUTCOMES[CoachingState.MISSED],
}
_BY_MOMENT: Mapping[str, Text] = {
    LATEST: _l("The latest answer"),
    **{str(moment): name for moment, name in MOMENTS.items()},
}


def groups_table(cohort: Cohort) -> Table:
    """A row for each group that may be shown; a withheld partition has none."""
    shown = [group for group in cohort.groups if group.value is not None]
    columns = (
        PROGRAMME,
        AS_OF,
        Column("by", _l("Grouped by"), TERMS["groups"].meaning, words=_values(PARTITIONS)),
        Column(
            "value",
            _l("Group"),
            _l("Where nobody is read by name, groups under five people are put together."),
            words=_group_names(cohort, shown),
        ),
        _MENTEES,
        *ON_RUNGS,
        *_OF_TARGETS,
    )  # fmt: skip
    return Table("groups", _("Groups"), columns, (
        [cohort.programme.code, cohort.as_of, g.by.value, g.value, g.mentees, *g.ladder,
         g.targets_met, g.held, g.total]
        for g in shown
    ))  # fmt: skip


def _values(names: Mapping[Any, Text]) -> Mapping[str, Text]:
    return {code.value: name for code, name in names.items()}


def _group_names(cohort: Cohort, groups: Iterable[GroupFigures]) -> Mapping[str, str]:
    """Names by value; one that means two things, as a site called “fr” does, stays as it is."""
    names: dict[str, set[str]] = {}
    for group in groups:
        names.setdefault(group.value or "", set()).add(group_name(cohort.programme, group))
    return {value: found.pop() for value, found in names.items() if len(found) == 1}


def sides_table(cohort: Cohort) -> Table | None:
    """What became of sessions; None where too few people stand behind it."""
    totals = cohort.totals
    if totals is None or totals.sessions.cancelled is None:
        return None
    counts = {
        CoachingState.HELD.value: totals.sessions.held,
        **{f"cancelled_{s.value}": n for s, n in totals.sessions.cancelled.items()},
        CoachingState.MISSED.value: totals.sessions.missed,
    }
    columns = (
        PROGRAMME,
        AS_OF,
        Column("outcome", _l("What became of it"), TERMS["sides"].meaning, words=_OUTCOMES),
        Column("sessions", _l("Sessions"), TERMS["session"].meaning, Kind.NUMBER),
    )
    rows = ([cohort.programme.code, cohort.as_of, code, count] for code, count in counts.items())
    return Table("sides", _("Sessions, by side"), columns, rows)


def brought_table(programme: ProgrammeCard, brought: BroughtTotals | None) -> Table | None:
    """Signs of success by answer, of each moment that can be shown; None while none can."""
    if brought is None:
        return None
    counted = {LATEST: brought.latest}
    if brought.moments is not None:
        counted = {moment.value: counts for moment, counts in brought.moments.items()}
    columns = (
        PROGRAMME,
        AS_OF,
        Column("moment", _l("Moment"), TERMS["brought"].meaning, words=_BY_MOMENT),
        Column("answer", _p("what was answered", "Answer"), TERMS["sign-of-success"].meaning,
               words=BROUGHT_ANSWERS),
        Column("signs", _l("Signs"), _l("Signs of success with this answer."), Kind.NUMBER),
        _MENTEES,
    )  # fmt: skip
    rows = (
        [programme.code, brought.as_of, moment, answer.value, number, counts.mentees]
        for moment, counts in counted.items()
        for answer, number in counts.signs.items()
    )
    return Table("brought", _("What it brought"), columns, rows)


def ratings_table(programme: ProgrammeCard, ratings: RatingsInGroups | None) -> Table | None:
    """A row for each series of ratings that may be shown; None where none are counted."""
    if ratings is None:
        return None
    areas = {a.value: localized(programme.framework.areas[a].name) for a in Area}
    columns = (
        PROGRAMME,
        AS_OF,
        Column("area", TERMS["area"].name, TERMS["area"].meaning, words=areas),
        Column("what", _l("Said"), TERMS["ratings"].meaning, words=RATED),
        Column("asked", _l("Asked"), _l("How many people were asked."), Kind.NUMBER),
        Column("answered", _l("Answered"), _l("How many people it speaks of."), Kind.NUMBER),
        Column("missing", _l("Missing"), _l("Asked and not counted."), Kind.NUMBER),
        *(_said_stage(level) for level in LEVELS),
    )
    return Table("ratings", _("Ratings"), columns, _rated(programme, ratings))


def _said_stage(level: int) -> Column:
    label = _("Stage %(stage)s", stage=level) if level else RUNGS[Rung.START]
    meaning = _l("How many people chose this stage.")
    return Column(f"stage_{level}", label, meaning, Kind.NUMBER)


def _rated(programme: ProgrammeCard, ratings: RatingsInGroups) -> Iterator[list[Cell]]:
    for area in Area:
        for series in Series:
            table: RatingTable | None = ratings.tables.get((series, area))
            if table is None:
                continue
            who = [table.asked, table.shown.answered, table.missing]
            for name, counts in named_counts(series, table):
                yield [programme.code, ratings.as_of, area.value, name, *who, *counts.values()]

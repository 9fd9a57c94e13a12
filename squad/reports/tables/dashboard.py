"""The dashboard of a programme as tables: its months, its areas, how far people came."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from squad.access.classes import DataClass
from squad.coaching.rules.log import CancelledBy
from squad.files.tables.shapes import Column, Kind, Table
from squad.files.writing import Cell
from squad.framework.glossary import TERMS
from squad.framework.messages import localized
from squad.framework.rules.model import STAGES
from squad.reports.cohort_shapes import Cohort, MonthFigures
from squad.reports.dashboard_shapes import Dashboard
from squad.reports.messages import CANCELLED
from squad.reports.tables.people import AS_OF, PROGRAMME
from squad.reports.tables.totals import ON_RUNGS
from squad.reports.texts import gettext as _

_NUMBER = Kind.NUMBER
_MONTHS = (
    PROGRAMME,
    Column(
        "on",
        _l("Month end"),
        _l("The last day of the month, or the day of the report."),
        Kind.DAY,
        DataClass.NONE,
    ),
    Column("mentees", _l("People"), _l("How many people it speaks of."), _NUMBER),
    *ON_RUNGS,
    Column("held", _l("Milestones held"), TERMS["held"].meaning, _NUMBER),
    Column("at_start", TERMS["at-start"].name, TERMS["at-start"].meaning, _NUMBER),
    Column("to_refresh", TERMS["to-refresh"].name, TERMS["to-refresh"].meaning, _NUMBER),
    Column("total", _l("Milestones in the target"), TERMS["target"].meaning, _NUMBER),
    Column("targets_met", TERMS["target-met"].name, TERMS["target-met"].meaning, _NUMBER),
    Column("silent_amber", _l("Silent, not for long"), TERMS["silent"].meaning, _NUMBER),
    Column("silent_red", _l("Silent for long"), TERMS["silent"].meaning, _NUMBER),
    Column("sessions_held", TERMS["sessions"].name, TERMS["sessions"].meaning, _NUMBER),
    *(
        Column(f"cancelled_{side.value}", CANCELLED[side], TERMS["sides"].meaning, _NUMBER)
        for side in CancelledBy
    ),
    Column("missed", _l("Sessions missed"), TERMS["sides"].meaning, _NUMBER),
    Column(
        "minutes",
        _l("Minutes"),
        _l("In sessions held; preparation and travel are not in it."),
        _NUMBER,
    ),
    Column("other_minutes", _l("Minutes beside"), TERMS["time-given"].meaning, _NUMBER),
)


def months_table(cohort: Cohort, dashboard: Dashboard) -> Table:
    """Everything that the dashboard draws over time; sessions are those of the month."""
    rows = ([cohort.programme.code, *_month(month)] for month in dashboard.months)
    return Table("months", _("Months"), _MONTHS, rows)


def _month(month: MonthFigures) -> list[Cell]:
    sessions = month.sessions
    cancelled = sessions.cancelled
    return [
        month.on,
        month.people,
        *month.ladder,
        month.held,
        month.at_start,
        month.to_refresh,
        month.total,
        month.targets_met,
        month.amber,
        month.red,
        sessions.held,
        *(cancelled[side] if cancelled is not None else None for side in CancelledBy),
        sessions.missed,
        sessions.minutes,
        sessions.other_minutes,
    ]


def areas_table(cohort: Cohort, dashboard: Dashboard) -> Table:
    """How many people are at each stage of each area."""
    names = {a.value: localized(text.name) for a, text in cohort.programme.framework.areas.items()}
    columns = (
        PROGRAMME,
        AS_OF,
        Column("area", TERMS["area"].name, TERMS["area"].meaning, words=names),
        *(_at_stage(stage) for stage in (0, *STAGES)),
    )
    rows = (
        [cohort.programme.code, cohort.as_of, area.value, *counts]
        for area, counts in dashboard.areas.items()
    )
    return Table("areas", _("Areas and stages"), columns, rows)


def _at_stage(stage: int) -> Column:
    label = _("Stage %(stage)s", stage=stage) if stage else ON_RUNGS[0].label
    return Column(f"stage_{stage}", label, TERMS["stage"].meaning, _NUMBER)


def course_table(cohort: Cohort, dashboard: Dashboard) -> Table | None:
    """How many people came how far, a row; None where nothing may be shown."""
    funnel = dashboard.funnel
    if funnel is None:
        return None
    steps = {
        "invited": (_("Invited"), funnel.invited),
        "accepted": (_("Accepted by both"), funnel.accepted),
        "first": (_("First session held"), funnel.first),
        "half": (_("Half of the sessions held"), funnel.half),
        "all_sessions": (_("All planned sessions held"), funnel.all_sessions),
        "closed": (_("Pairing completed, after the review"), funnel.closed),
    }
    names = {code: name for code, (name, _count) in steps.items()}
    columns = (
        PROGRAMME,
        AS_OF,
        Column("step", _l("Step"), TERMS["course"].meaning, words=names),
        Column("mentees", _l("People"), _l("How many people it speaks of."), _NUMBER),
    )
    rows: Iterator[list[Cell]] = (
        [cohort.programme.code, cohort.as_of, code, count] for code, (_name, count) in steps.items()
    )
    return Table("course", _("From invitation to review"), columns, rows)

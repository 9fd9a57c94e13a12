"""A programme's months, course and areas, out of its ledger: pure."""

from collections.abc import Mapping
from datetime import date

from squad.framework.rules.model import Area
from squad.reports.cohort_figures import ladder_at, month_days
from squad.reports.cohort_shapes import MonthFigures, SessionTotals
from squad.reports.dashboard_shapes import Funnel
from squad.reports.ledger.reading import Sums
from squad.reports.ledger.rules.measures import CANCELLED, STEPS, Measure, OfMonth, stage
from squad.reports.rules import sides_shown

EVER, NEVER = "0000-00", "9999-99"
"""Before and after every month."""


def months_of(sums: Sums, as_of: date, *, least: int) -> tuple[MonthFigures, ...]:
    """Each month's end since the first person took part, and the day of the report.

    `least`: ends with fewer people are left out. The first month that is shown holds the sessions
    of those before it as well, and the last one what was called off ahead: the total, less the
    months shown, would else tell of few people.
    """
    days = [
        (day, month)
        for day, month in month_days(sums, as_of)
        if sums.upto(Measure.PEOPLE, month) >= max(least, 1)
    ]
    by_side = sides_shown([sums.upto(Measure.PEOPLE, month) for _, month in days])
    firsts = [EVER, *(month for _, month in days[1:])]
    lasts = [*(month for _, month in days[:-1]), NEVER]
    return tuple(
        _month(sums, day, month, _sessions(sums, first, last, by_side=sides))
        for (day, month), first, last, sides in zip(days, firsts, lasts, by_side, strict=False)
    )


def _month(sums: Sums, day: date, month: str, sessions: SessionTotals) -> MonthFigures:
    return MonthFigures(
        on=day,
        people=sums.upto(Measure.PEOPLE, month),
        ladder=ladder_at(sums, month),
        held=sums.upto(Measure.HELD, month),
        at_start=sums.upto(Measure.AT_START, month),
        total=sums.upto(Measure.TOTAL, month),
        to_refresh=sums.upto(Measure.TO_REFRESH, month),
        targets_met=sums.upto(Measure.TARGET_MET, month),
        amber=sums.upto(Measure.AMBER, month),
        red=sums.upto(Measure.RED, month),
        sessions=sessions,
    )


def _sessions(sums: Sums, first: str, last: str, *, by_side: bool) -> SessionTotals:
    def count(kind: OfMonth) -> int:
        return sums.of_months(kind, first, last)

    return SessionTotals(
        held=count(OfMonth.HELD),
        minutes=count(OfMonth.MINUTES),
        other_minutes=count(OfMonth.OTHER_MINUTES),
        cancelled={side: count(kind) for side, kind in CANCELLED.items()} if by_side else None,
        missed=count(OfMonth.MISSED) if by_side else None,
    )


def funnel_of(sums: Sums) -> Funnel:
    """How far people have come, in all of their pairings together."""
    return Funnel(
        invited=sums.total(Measure.INVITED),
        accepted=sums.total(Measure.PEOPLE),
        first=sums.total(Measure.FIRST),
        half=sums.total(Measure.HALF),
        all_sessions=sums.total(Measure.ALL),
        closed=sums.total(Measure.CLOSED),
    )


def areas_of(sums: Sums) -> Mapping[Area, tuple[int, int, int, int]]:
    """People at each stage of each area, 0 first."""
    people = sums.total(Measure.PEOPLE)
    found = {}
    for area in Area:
        one, two, three = (sums.total(stage(area, step)) for step in STEPS)
        found[area] = (people - one - two - three, one, two, three)
    return found

"""The figures of a whole programme, out of its ledger: pure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from squad.pairings.rules.states import LOGGABLE, PairingState
from squad.reports.cohort_shapes import Ladder, MonthEnd, SessionTotals, Totals
from squad.reports.dashboard_shapes import MonthFigures
from squad.reports.ledger.reading import Sums
from squad.reports.ledger.rules.measures import CANCELLED, Measure, OfMonth, in_state, rung
from squad.reports.rules import figures_shown

ONE_DAY = timedelta(days=1)


def totals_of(sums: Sums) -> Totals:
    """The figures of everybody together, as of the day."""
    people = sums.total(Measure.PEOPLE)
    return Totals(
        ladder=_ladder(people, [sums.total(rung(step)) for step in (1, 2, 3)]),
        targets_met=sums.total(Measure.TARGET_MET),
        held=sums.total(Measure.HELD),
        total=sums.total(Measure.TOTAL),
        to_refresh=sums.total(Measure.TO_REFRESH),
        sessions=_sessions(sums.all_months, by_side=figures_shown(people)),
        amber=sums.total(Measure.AMBER),
        red=sums.total(Measure.RED),
        under_way=sum(sums.total(in_state(state)) for state in LOGGABLE),
    )


def states_of(sums: Sums) -> tuple[PairingState, ...]:
    """The states in which somebody's pairing stands."""
    return tuple(state for state in PairingState if sums.total(in_state(state)))


def month_ends(sums: Sums, as_of: date, *, least: int = 0) -> tuple[MonthEnd, ...]:
    """People on each rung at each month's end since the first began, and at `as_of`.

    `least`: days with fewer people are left out.
    """
    found = []
    for day, month in month_days(sums, as_of):
        people = sums.upto(Measure.PEOPLE, month)
        if people >= max(least, 1):
            rungs = [sums.upto(rung(step), month) for step in (1, 2, 3)]
            found.append(MonthEnd(day, _ladder(people, rungs)))
    return tuple(found)


def month_days(sums: Sums, as_of: date) -> Iterable[tuple[date, str]]:
    """The month ends since somebody took part that come before `as_of`, then `as_of`."""
    first = sums.first_month
    if first is None:
        return
    month = date.fromisoformat(f"{first}-01")
    while True:
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        end = min(following - ONE_DAY, as_of)
        yield end, f"{month:%Y-%m}"
        if end == as_of:
            return
        month = following


def month_figures(sums: Sums, on: date, months: Sequence[str], *, by_side: bool) -> MonthFigures:
    """A programme at the end of the last of `months`, with the sessions of all of them."""

    def upto(measure: str) -> int:
        return sums.upto(measure, months[-1])

    def of_months(kind: OfMonth) -> int:
        return sum(sums.total(kind.in_month(month)) for month in months)

    people = upto(Measure.PEOPLE)
    return MonthFigures(
        on=on,
        people=people,
        ladder=_ladder(people, [upto(rung(step)) for step in (1, 2, 3)]),
        held=upto(Measure.HELD),
        at_start=upto(Measure.AT_START),
        total=upto(Measure.TOTAL),
        to_refresh=upto(Measure.TO_REFRESH),
        targets_met=upto(Measure.TARGET_MET),
        amber=upto(Measure.AMBER),
        red=upto(Measure.RED),
        sessions=_sessions(of_months, by_side=by_side),
    )


def _ladder(people: int, rungs: list[int]) -> Ladder:
    return (people - sum(rungs), rungs[0], rungs[1], rungs[2])


def _sessions(count: Callable[[OfMonth], int], *, by_side: bool) -> SessionTotals:
    sides = {side: count(measure) for side, measure in CANCELLED.items()}
    return SessionTotals(
        held=count(OfMonth.HELD),
        minutes=count(OfMonth.MINUTES),
        other_minutes=count(OfMonth.OTHER_MINUTES),
        cancelled=sides if by_side else None,
        missed=count(OfMonth.MISSED) if by_side else None,
    )

"""The figures of a whole programme, out of its ledger: pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from squad.pairings.rules.states import LOGGABLE, PairingState
from squad.reports.cohort_shapes import Ladder, SessionTotals, Totals
from squad.reports.ledger.reading import Sums
from squad.reports.ledger.rules.measures import CANCELLED, STEPS, Measure, OfMonth, in_state, rung
from squad.reports.rules import figures_shown

ONE_DAY = timedelta(days=1)


def totals_of(sums: Sums) -> Totals:
    """The figures of everybody together, as of the day."""
    people = sums.total(Measure.PEOPLE)
    return Totals(
        ladder=_ladder(people, *(sums.total(rung(step)) for step in STEPS)),
        targets_met=sums.total(Measure.TARGET_MET),
        held=sums.total(Measure.HELD),
        total=sums.total(Measure.TOTAL),
        to_refresh=sums.total(Measure.TO_REFRESH),
        sessions=_sessions(sums, by_side=figures_shown(people)),
        amber=sums.total(Measure.AMBER),
        red=sums.total(Measure.RED),
        under_way=sum(sums.total(in_state(state)) for state in LOGGABLE),
    )


def states_of(sums: Sums) -> tuple[PairingState, ...]:
    """The states in which somebody's pairing stands."""
    return tuple(state for state in PairingState if sums.total(in_state(state)))


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


def ladder_at(sums: Sums, month: str) -> Ladder:
    """People on each rung at the end of a month."""
    people = sums.upto(Measure.PEOPLE, month)
    return _ladder(people, *(sums.upto(rung(step), month) for step in STEPS))


def _ladder(people: int, one: int, two: int, three: int) -> Ladder:
    return (people - one - two - three, one, two, three)


def _sessions(sums: Sums, *, by_side: bool) -> SessionTotals:
    sides = {side: sums.all_months(measure) for side, measure in CANCELLED.items()}
    return SessionTotals(
        held=sums.all_months(OfMonth.HELD),
        minutes=sums.all_months(OfMonth.MINUTES),
        other_minutes=sums.all_months(OfMonth.OTHER_MINUTES),
        cancelled=sides if by_side else None,
        missed=sums.all_months(OfMonth.MISSED) if by_side else None,
    )

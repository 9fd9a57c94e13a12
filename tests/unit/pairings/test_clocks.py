"""Silence and closing: what stops and what counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.pairings.rules.clocks import (
    Level,
    Limits,
    Planned,
    PlannedTime,
    next_planned,
    offers_closing,
    pauses,
    silence,
    still_to_confirm,
)
from squad.pairings.rules.states import PairingState as P
from squad.programmes.rules import Period, ProgrammeDefaults

ACCEPTED = date(2026, 3, 2)
HELD = date(2026, 3, 20)
USUAL = ProgrammeDefaults()


def limits(cadence: int = USUAL.cadence_days) -> Limits:
    return Limits(
        cadence, USUAL.overdue_amber_days, USUAL.overdue_red_days, USUAL.closing_offer_days
    )


def level(days: int, *, held: bool = True, cadence: int = 21, planned=(), closed=()) -> Level:
    last = HELD if held else None
    found = silence(
        accepted_on=ACCEPTED,
        last_held_on=last,
        planned=planned,
        on=(last or ACCEPTED) + timedelta(days=days),
        limits=limits(cadence),
        closed=closed,
    )
    return found.level


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, Level.NONE), (9, Level.NONE), (10, Level.AMBER), (20, Level.AMBER), (21, Level.RED)],
)
def test_the_first_session_is_overdue_from_acceptance(days, expected):
    assert level(days, held=False) is expected


def test_a_planned_first_session_does_not_hide_that_it_is_overdue():
    soon = Planned(ACCEPTED + timedelta(days=13))
    assert level(12, held=False, planned=[soon]) is Level.AMBER


@pytest.mark.parametrize(
    ("cadence", "amber", "red"), [(21, 28, 42), (14, 21, 28), (7, 14, 21), (10, 17, 24)]
)
def test_then_silent_since_the_last_held_session(cadence, amber, red):
    assert level(amber - 1, cadence=cadence) is Level.NONE
    assert level(amber, cadence=cadence) is Level.AMBER
    assert level(red - 1, cadence=cadence) is Level.AMBER
    assert level(red, cadence=cadence) is Level.RED


def test_something_planned_within_one_cadence_breaks_the_silence():
    today = HELD + timedelta(days=50)
    assert level(50, planned=[Planned(today)]) is Level.NONE
    assert level(50, planned=[Planned(today + timedelta(days=21))]) is Level.NONE
    assert level(50, planned=[Planned(today + timedelta(days=22))]) is Level.RED
    assert level(50, planned=[Planned(today - timedelta(days=1))]) is Level.RED


def test_a_session_moved_twice_no_longer_counts():
    soon = HELD + timedelta(days=33)
    assert level(30, planned=[Planned(soon, moves=1)]) is Level.NONE
    assert level(30, planned=[Planned(soon, moves=2)]) is Level.AMBER


def test_closed_days_stop_the_clock():
    closed = [Period(HELD + timedelta(days=5), HELD + timedelta(days=14))]
    assert level(37, closed=closed) is Level.NONE
    assert level(38, closed=closed) is Level.AMBER
    on = HELD + timedelta(days=14)
    found = silence(
        accepted_on=ACCEPTED,
        last_held_on=HELD,
        planned=(),
        on=on,
        limits=limits(),
        closed=closed,
    )
    assert (found.days, found.since) == (4, HELD)


def test_closing_is_offered_at_sixty_days_of_silence():
    for days, offered in ((59, False), (60, True)):
        found = silence(
            accepted_on=ACCEPTED,
            last_held_on=HELD,
            planned=(),
            on=HELD + timedelta(days=days),
            limits=limits(),
        )
        assert offers_closing(found, after_days=60) is offered
    planned = silence(
        accepted_on=ACCEPTED,
        last_held_on=HELD,
        planned=[Planned(HELD + timedelta(days=70))],
        on=HELD + timedelta(days=65),
        limits=limits(),
    )
    assert not offers_closing(planned, after_days=60)


@given(st.integers(0, 200), st.integers(7, 90), st.booleans())
def test_silence_only_deepens_while_nothing_happens(days, cadence, held):
    order = list(Level)
    now, next_day = (level(days + d, held=held, cadence=cadence) for d in (0, 1))
    assert order.index(next_day) >= order.index(now)


def test_a_pause_stands_until_the_day_before_it_is_resumed():
    day = lambda n: ACCEPTED + timedelta(days=n)  # noqa: E731
    moves = [(P.ACTIVE, day(0)), (P.PAUSED, day(5)), (P.ACTIVE, day(9)), (P.PAUSED, day(20))]
    assert pauses(moves) == (Period(day(5), day(8)), Period(day(20), date.max))


def test_a_pause_of_no_day_is_none():
    assert pauses([(P.PAUSED, ACCEPTED), (P.ACTIVE, ACCEPTED)]) == ()


def test_next_plan_is_the_first_whose_day_has_not_passed():
    at = [datetime(2026, 3, n, 22, 30, tzinfo=UTC) for n in (2, 9, 30)]
    times = [PlannedTime(each) for each in at]
    assert next_planned(times, date(2026, 3, 3), "Europe/Paris") == at[1]
    assert next_planned(times, date(2026, 3, 9), "Europe/Paris") == at[1]
    # 22:30 UTC of the 9th is the 10th in Auckland.
    assert next_planned(times, date(2026, 3, 10), "Pacific/Auckland") == at[1]
    assert next_planned(times, date(2026, 4, 1), "Europe/Paris") is None


def test_statements_lapse_with_the_days_to_answer():
    assert still_to_confirm(3, None, ACCEPTED) == 3
    assert still_to_confirm(3, ACCEPTED, ACCEPTED + timedelta(days=14)) == 3
    assert still_to_confirm(3, ACCEPTED, ACCEPTED + timedelta(days=15)) == 0

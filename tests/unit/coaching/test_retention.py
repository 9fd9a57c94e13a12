"""When a retention check is offered, and until when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules.retention import (
    AFTER_DAYS,
    OPEN_DAYS,
    Ended,
    RetentionProblem,
    Said,
    check_open,
    count_no_longer,
    window_of,
)
from squad.kernel.errors import DomainError
from squad.pairings.rules.states import PairingState
from squad.programmes.rules import Period, is_open

END = date(2026, 6, 1)
OPENS = END + timedelta(days=AFTER_DAYS)
OVER = Ended(PairingState.COMPLETED, END, held_sessions=2, goes_on=False)
periods = st.builds(
    lambda start, length: Period(END + timedelta(days=start), END + timedelta(days=start + length)),
    st.integers(-10, 160),
    st.integers(0, 40),
)


def test_it_opens_on_the_ninetieth_day_for_twenty_eight_days():
    assert window_of(OVER) == Period(OPENS, OPENS + timedelta(days=OPEN_DAYS - 1))


@given(st.lists(periods, max_size=4))
def test_the_days_that_count_are_twenty_eight_whatever_is_closed(stopped):
    window = window_of(replace(OVER, stopped=stopped))
    assert window is not None
    assert window.starts_on == OPENS
    days = (window.ends_on - window.starts_on).days + 1
    counted = sum(is_open(OPENS + timedelta(days=n), stopped) for n in range(days))
    assert counted == OPEN_DAYS
    assert is_open(window.ends_on, stopped)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": PairingState.ACTIVE},
        {"state": PairingState.DECLINED},
        {"ended_on": None},
        {"held_sessions": 0},
        {"goes_on": True},
    ],
)
def test_it_is_not_offered(facts):
    assert window_of(replace(OVER, **facts)) is None


@pytest.mark.parametrize("day", [OPENS - timedelta(days=1), OPENS + timedelta(days=OPEN_DAYS)])
def test_outside_of_its_days_nothing_is_said(day):
    with pytest.raises(DomainError, match=RetentionProblem.NOT_OPEN):
        check_open(window_of(OVER), day)


def test_inside_of_them_it_is_open():
    window = check_open(window_of(OVER), OPENS)
    assert check_open(window, window.ends_on) is window


def test_only_what_is_no_longer_done_is_counted():
    assert count_no_longer({"a": Said.NO_LONGER, "b": Said.NO_OCCASION, "c": None}) == 1

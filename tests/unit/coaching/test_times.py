"""Late entries, additions within seven days, the day to propose for the next session."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules.times import (
    TimeProblem,
    additions_until,
    check_addition,
    default_next_day,
    is_late,
)
from squad.kernel.errors import DomainError
from squad.programmes.rules import Period, is_open

TUESDAY = date(2026, 12, 1)
YEAR_END = Period(date(2026, 12, 21), date(2027, 1, 3))


def test_more_than_seven_days_after_is_a_late_entry():
    assert not is_late(TUESDAY, TUESDAY + timedelta(days=7))
    assert is_late(TUESDAY, TUESDAY + timedelta(days=8))


def test_either_may_add_within_seven_days_of_those_that_count():
    check_addition(logged_on=TUESDAY, on=TUESDAY + timedelta(days=7))
    with pytest.raises(DomainError) as refused:
        check_addition(logged_on=TUESDAY, on=TUESDAY + timedelta(days=8))
    assert refused.value.code == TimeProblem.ADDITION_TOO_LATE
    assert refused.value.params == {"until": date(2026, 12, 8)}
    before_the_break = date(2026, 12, 18)
    until = additions_until(before_the_break, [YEAR_END])
    assert until == date(2027, 1, 8)
    check_addition(logged_on=before_the_break, on=until, closed=[YEAR_END])


def test_the_same_weekday_one_cadence_later():
    assert default_next_day(TUESDAY, cadence_days=14, today=TUESDAY) == date(2026, 12, 15)
    assert default_next_day(TUESDAY, cadence_days=10, today=TUESDAY) == date(2026, 12, 8)
    assert default_next_day(TUESDAY, cadence_days=11, today=TUESDAY) == date(2026, 12, 15)


def test_closed_periods_are_skipped_by_whole_weeks():
    proposed = default_next_day(TUESDAY, cadence_days=21, today=TUESDAY, closed=[YEAR_END])
    assert proposed == date(2027, 1, 5)


def test_a_late_entry_still_proposes_a_day_to_come():
    proposed = default_next_day(TUESDAY, cadence_days=21, today=date(2027, 2, 9))
    assert proposed == date(2027, 2, 16)
    on_its_day = default_next_day(TUESDAY, cadence_days=21, today=date(2026, 12, 22))
    assert on_its_day == date(2026, 12, 29)


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(days, st.integers(7, 90), st.integers(0, 200), days, st.integers(0, 90))
def test_the_day_proposed_is_open_to_come_and_of_the_same_weekday(
    on, cadence, later, starts_on, length
):
    closed = [Period(starts_on, starts_on + timedelta(days=length))]
    today = on + timedelta(days=later)
    proposed = default_next_day(on, cadence_days=cadence, today=today, closed=closed)
    assert proposed > today
    assert proposed.weekday() == on.weekday()
    assert is_open(proposed, closed)
    assert (proposed - on).days >= 7 * max(1, round(cadence / 7 - 0.5))

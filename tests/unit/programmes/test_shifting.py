"""The next edition's days: after the earlier ones, ahead, and closed on the same days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from squad.programmes.rules import Period, check_closed_periods
from squad.programmes.shifting import closed_anew, next_dates

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
LENGTHS = st.integers(0, 400)


def test_august_and_the_years_end_are_closed_again():
    closed = [
        Period(date(2026, 8, 1), date(2026, 8, 31)),
        Period(date(2026, 12, 24), date(2027, 1, 2)),
    ]
    assert next_dates(date(2026, 9, 7), date(2027, 1, 29), date(2027, 2, 3)) == (
        date(2027, 9, 7),
        date(2028, 1, 29),
    )
    assert closed_anew(closed, date(2027, 9, 7), date(2028, 1, 29)) == (
        Period(date(2027, 12, 24), date(2028, 1, 2)),
    )
    assert closed_anew(closed, date(2027, 1, 1), date(2028, 12, 31))[:2] == (
        Period(date(2026, 12, 24), date(2027, 1, 2)),
        Period(date(2027, 8, 1), date(2027, 8, 31)),
    )


@given(DAYS, LENGTHS, DAYS, st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=4))
def test_new_days_lie_ahead_and_closed_ones_stand_alone(starts_on, length, today, periods):
    ends_on = starts_on + timedelta(days=length)
    first, last = next_dates(starts_on, ends_on, today)
    assert first > ends_on
    assert first >= today
    assert abs((last - first).days - length) <= 2
    closed = [Period(day, day + timedelta(days=days)) for day, days in periods]
    anew = closed_anew(closed, first, last)
    check_closed_periods(anew)
    assert all(period.starts_on <= last and period.ends_on >= first for period in anew)

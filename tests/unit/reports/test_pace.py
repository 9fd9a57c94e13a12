"""The pace of an agreement, and the range of what the next sessions may bring."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from squad.programmes.rules import Period
from squad.reports.pace import (
    AHEAD,
    LEAST_SESSIONS,
    LOOKED_AT,
    Terms,
    guide_of,
    outlook_of,
    pace_between,
    value_on,
)

START = date(2026, 7, 6)
days = st.integers(0, 300).map(lambda n: START + timedelta(days=n))
periods = st.builds(
    lambda day, more: Period(day, day + timedelta(days=more)), days, st.integers(0, 40)
)
terms = st.builds(
    Terms,
    since=days,
    held=st.integers(0, 30),
    total=st.integers(0, 60),
    sessions=st.integers(1, 52),
    cadence_days=st.integers(7, 90),
)


@given(terms, days, st.lists(periods, max_size=4))
def test_a_guide_climbs_from_what_was_held_to_the_target_and_rests_in_closed_periods(
    terms, until, closed
):
    guide = guide_of(terms, until=until, closed=closed)
    if guide is None:
        assert terms.total <= terms.held or until <= terms.since
        return
    assert guide.vertices[0] == (terms.since, terms.held)
    assert guide.vertices[-1][0] <= until
    for (day, value), (after, then) in pairwise(guide.vertices):
        assert day < after
        assert terms.held <= value <= then <= terms.total
    for period in closed:
        at = [value_on(guide, day) for day in (period.starts_on, period.ends_on)]
        assert None in at or at[0] == at[1]


def test_a_guide_needs_the_planned_sessions_at_the_cadence_and_the_closed_days():
    terms = Terms(START, held=0, total=18, sessions=6, cadence_days=21)
    end = START + timedelta(days=6 * 21)
    guide = guide_of(terms, until=date(2027, 12, 31), closed=())
    assert guide.vertices == ((START, 0.0), (end, 18.0))
    assert value_on(guide, START + timedelta(days=21)) == 3
    assert value_on(guide, START - timedelta(days=1)) is None
    assert value_on(guide, end + timedelta(days=9)) == 18
    two_weeks = Period(date(2026, 8, 3), date(2026, 8, 16))
    later = guide_of(terms, until=date(2027, 12, 31), closed=(two_weeks,))
    assert later.vertices[-1] == (end + timedelta(days=14), 18.0)


@given(st.integers(0, 200), st.integers(1, 50))
def test_the_range_of_a_pace_is_never_negative_and_contains_the_mean(gained, sessions):
    low, high = pace_between(gained, sessions)
    assert 0 <= low <= gained / sessions < high


@given(st.integers(0, 20), st.integers(1, 20), st.integers(2, 5))
def test_the_range_is_wider_with_fewer_sessions_at_the_same_pace(gained, sessions, times):
    low, high = pace_between(gained, sessions)
    surer_low, surer_high = pace_between(gained * times, sessions * times)
    assert high - low > surer_high - surer_low


@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.lists(days, max_size=9),
    st.lists(days, max_size=30),
)
def test_an_outlook_is_whole_milestones_between_what_is_held_and_the_target(
    held, total, held_on, reached_on
):
    outlook = outlook_of(held=held, total=total, held_on=held_on, reached_on=reached_on)
    if len(held_on) < LEAST_SESSIONS or held >= total:
        assert outlook is None
        return
    if outlook is None:  # even the slow end reaches the target
        sessions = min(len(held_on), LOOKED_AT)
        gained = sum(day >= sorted(held_on)[-sessions] for day in reached_on)
        assert held + pace_between(gained, sessions)[0] * AHEAD >= total
        return
    mean = held + outlook.gained / outlook.sessions * AHEAD
    assert held <= outlook.low <= min(mean, total) <= outlook.high <= total
    assert outlook.low < outlook.high
    assert outlook.gained == sum(day >= sorted(held_on)[-outlook.sessions] for day in reached_on)


def test_nothing_is_said_before_four_sessions_nor_when_nothing_is_left():
    held_on = [START + timedelta(days=21 * n) for n in range(4)]
    assert outlook_of(held=3, total=9, held_on=held_on[:3], reached_on=held_on) is None
    assert outlook_of(held=9, total=9, held_on=held_on, reached_on=held_on) is None
    outlook = outlook_of(held=3, total=9, held_on=held_on, reached_on=held_on)
    assert (outlook.gained, outlook.sessions, outlook.ahead) == (4, 4, 3)
    assert (outlook.low, outlook.high) == (4, 9)

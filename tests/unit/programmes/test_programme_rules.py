"""A programme's figures and dates, and clocks that stand still."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.framework.rules.model import Area
from squad.kernel.errors import DomainError
from squad.programmes.rules import (
    RANGES,
    Period,
    ProgrammeDefaults,
    ProgrammeDraft,
    ProgrammeProblem,
    ReadingMode,
    add_open_days,
    add_working_days,
    check_closed_periods,
    check_programme,
    check_ratings_in_groups,
    check_reading_mode,
    open_days,
    problems_of,
)

DRAFT = ProgrammeDraft(
    code="spring-2026",
    name="Spring 2026",
    starts_on=date(2026, 3, 2),
    ends_on=date(2026, 7, 19),
    time_zone="Europe/Paris",
)
AUGUST = Period(date(2026, 8, 1), date(2026, 8, 31))

days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
periods = st.builds(
    lambda start, length: Period(start, start + timedelta(days=length)),
    days,
    st.integers(0, 60),
)


def codes(draft: ProgrammeDraft) -> set[str]:
    return {problem.code for problem in problems_of(draft)}


def test_the_defaults_are_those_that_were_promised():
    figures = ProgrammeDefaults()
    assert (figures.planned_sessions, figures.minutes, figures.cadence_days) == (6, 45, 21)
    assert (figures.weeks, figures.closing_offer_days) == (20, 60)
    assert (figures.overdue_amber_days, figures.overdue_red_days) == (10, 21)
    assert (figures.proposal_working_days, figures.boss_distance) == (5, 2)
    assert figures.target == {
        Area.PURPOSE: 1,
        Area.PRESENCE: 2,
        Area.LISTENING: 2,
        Area.PUBLISHING: 1,
        Area.CONVERSING: 2,
    }
    assert not codes(DRAFT)


def test_every_default_lies_in_its_range():
    figures = ProgrammeDefaults()
    assert all(low <= getattr(figures, name) <= high for name, (low, high) in RANGES.items())


@pytest.mark.parametrize(
    "code", ["Spring", "spring_2026", "-spring", "spring--26", "", "é", "a" * 41]
)
def test_a_code_is_kebab_case(code):
    assert codes(replace(DRAFT, code=code)) == {ProgrammeProblem.CODE_FORM}


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": "  "}, ProgrammeProblem.NAME_LENGTH, "name"),
        ({"ends_on": DRAFT.starts_on}, ProgrammeProblem.ENDS_BEFORE_START, "ends_on"),
        ({"ends_on": date(2036, 1, 1)}, ProgrammeProblem.TOO_LONG, "ends_on"),
        ({"time_zone": "Paris"}, ProgrammeProblem.TIME_ZONE_UNKNOWN, "time_zone"),
        ({"time_zone": "../etc"}, ProgrammeProblem.TIME_ZONE_UNKNOWN, "time_zone"),
        ({"time_zone": ""}, ProgrammeProblem.TIME_ZONE_UNKNOWN, "time_zone"),
    ],
)
def test_a_wrong_field_is_named(change, code, field):
    with pytest.raises(DomainError) as refused:
        check_programme(replace(DRAFT, **change))
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"planned_sessions": 0}, ProgrammeProblem.FIGURE_RANGE),
        ({"minutes": 300}, ProgrammeProblem.FIGURE_RANGE),
        ({"overdue_red_days": 10}, ProgrammeProblem.RED_BEFORE_AMBER),
        ({"closing_offer_days": 21}, ProgrammeProblem.CLOSING_BEFORE_RED),
        ({"target": {Area.PURPOSE: 1}}, ProgrammeProblem.TARGET_BASICS),
        ({"target": {Area.PURPOSE: 1, Area.PRESENCE: 4}}, ProgrammeProblem.TARGET_STAGE),
    ],
)
def test_a_wrong_figure_is_refused(change, code):
    assert codes(replace(DRAFT, figures=replace(ProgrammeDefaults(), **change))) == {code}


def test_closed_periods_may_touch_but_not_overlap():
    check_closed_periods([AUGUST, Period(date(2026, 9, 1), date(2026, 9, 1))])
    with pytest.raises(DomainError) as refused:
        check_closed_periods([Period(date(2026, 8, 31), date(2026, 9, 2)), AUGUST])
    assert refused.value.code == ProgrammeProblem.CLOSED_OVERLAP
    assert refused.value.params == {"starts_on": AUGUST.starts_on, "ends_on": AUGUST.ends_on}


def test_a_closed_period_of_one_day_is_possible_and_one_of_none_is_not():
    check_closed_periods([Period(date(2026, 5, 1), date(2026, 5, 1))])
    with pytest.raises(DomainError) as refused:
        check_closed_periods([Period(date(2026, 5, 2), date(2026, 5, 1))])
    assert refused.value.code == ProgrammeProblem.CLOSED_ENDS_BEFORE_START


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date.min, date(2026, 1, 2), "starts_on"),
        (date(2026, 1, 1), date.max, "ends_on"),
        (date(1999, 12, 31), date(1999, 12, 31), "starts_on"),
    ],
)
def test_a_closed_period_lies_in_years_that_clocks_can_count(first, last, field):
    with pytest.raises(DomainError) as refused:
        check_closed_periods([AUGUST, Period(first, last)])
    assert (refused.value.code, refused.value.field) == (ProgrammeProblem.CLOSED_YEAR, field)


def test_what_hr_reads_is_set_before_anyone_accepts():
    check_reading_mode(ReadingMode.NAMED, ReadingMode.GROUPS_ONLY, anyone_accepted=False)
    check_reading_mode(ReadingMode.NAMED, ReadingMode.NAMED, anyone_accepted=True)
    with pytest.raises(DomainError) as refused:
        check_reading_mode(ReadingMode.GROUPS_ONLY, ReadingMode.NAMED, anyone_accepted=True)
    assert refused.value.code == ProgrammeProblem.READING_MODE_FIXED


def test_august_does_not_count():
    assert open_days(date(2026, 7, 30), date(2026, 9, 2), [AUGUST]) == 3
    assert open_days(date(2026, 7, 30), date(2026, 8, 31), [AUGUST]) == 1
    assert open_days(date(2026, 8, 5), date(2026, 8, 20), [AUGUST]) == 0
    assert open_days(date(2026, 3, 1), date(2026, 3, 11), [AUGUST]) == 10


def test_days_in_two_periods_are_left_out_once():
    leave = Period(date(2026, 7, 27), date(2026, 8, 9))
    assert open_days(date(2026, 7, 20), date(2026, 9, 1), [AUGUST, leave]) == 7


def test_a_pause_without_an_end_stops_the_clock():
    assert open_days(date(2026, 3, 1), date(2026, 6, 1), [Period(date(2026, 3, 3), date.max)]) == 1


@given(days, days, st.lists(periods, max_size=4))
def test_open_days_are_counted_one_by_one(since, until, closed):
    step = timedelta(days=1)
    counted, day = 0, since
    while day < until:
        day += step
        counted += not any(p.starts_on <= day <= p.ends_on for p in closed)
    assert open_days(since, until, closed) == counted


@given(st.tuples(days, days, days).map(sorted), st.lists(periods, max_size=4))
def test_open_days_add_up(three, closed):
    first, second, third = three
    total = open_days(first, second, closed) + open_days(second, third, closed)
    assert total == open_days(first, third, closed)


@given(days, st.integers(1, 60), st.lists(periods, max_size=3))
def test_adding_open_days_reaches_the_first_such_day(since, count, closed):
    day = add_open_days(since, count, closed)
    assert open_days(since, day, closed) == count
    assert open_days(since, day - timedelta(days=1), closed) == count - 1


def test_five_working_days_skip_the_weekend_and_closed_days():
    wednesday = date(2026, 3, 4)
    assert add_working_days(wednesday, 5) == date(2026, 3, 11)
    assert add_working_days(wednesday, 5, [Period(date(2026, 3, 9), date(2026, 3, 9))]) == date(
        2026, 3, 12
    )
    assert add_working_days(date(2026, 3, 6), 1) == date(2026, 3, 9)


def test_under_a_pause_without_an_end_no_day_is_ever_reached():
    pause = Period(date(2026, 3, 6), date.max)
    assert add_open_days(date(2026, 3, 2), 3, [pause]) == date(2026, 3, 5)
    assert add_open_days(date(2026, 3, 2), 4, [pause]) == date.max
    assert add_working_days(date(2026, 3, 2), 4, [pause]) == date.max


def test_who_reads_ratings_is_fixed_from_the_first_acceptance():
    check_ratings_in_groups(current=False, wanted=True, anyone_accepted=False)
    check_ratings_in_groups(current=True, wanted=True, anyone_accepted=True)
    for wanted in (True, False):
        with pytest.raises(DomainError) as refused:
            check_ratings_in_groups(current=not wanted, wanted=wanted, anyone_accepted=True)
        assert refused.value.code == ProgrammeProblem.RATINGS_FIXED

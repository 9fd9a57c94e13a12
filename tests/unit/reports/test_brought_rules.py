"""What it brought where nobody is read by name: no two readings differ by fewer than five."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules.brought import MOMENTS, BroughtAnswer
from squad.coaching.rules.ratings import Moment
from squad.reports.brought_rules import Shared, brought_at
from squad.reports.rules import LEAST_PEOPLE

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 200).map(lambda n: FIRST + timedelta(days=n))
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)


@st.composite
def shares(draw):
    """One share of a mentee with two signs, taken back some day or not."""
    on = draw(DAYS)
    return Shared(
        mentee_id=draw(st.integers(1, 24)),
        purpose_id=draw(st.integers(0, 1)),
        moment=draw(st.sampled_from(MOMENTS)),
        answer=draw(st.sampled_from(BroughtAnswer)),
        on=on,
        until=draw(st.none() | st.integers(0, 90).map(lambda n: on + timedelta(days=n))),
    )


def read_on(all_shared, today):
    """What the table holds on a day: nothing later, and nothing of what was taken back."""
    for each in all_shared:
        if each.on <= today:
            gone = each.until is not None and each.until <= today
            yield replace(each, answer=None) if gone else replace(each, until=None)


@given(st.lists(shares(), max_size=90), st.lists(st.tuples(DAYS, DAYS), min_size=2, max_size=8))
def test_no_two_readings_differ_by_fewer_than_five_people(all_shared, readings):
    all_shared = sorted(all_shared, key=lambda each: each.on)
    for moment in MOMENTS:
        found = [
            brought_at(list(read_on(all_shared, today)), min(asked, today)).get(moment)
            for today, asked in readings
        ]
        for one, other in combinations([each for each in found if each], 2):
            assert min(one.mentees, other.mentees) >= LEAST_PEOPLE
            for differ in (one.people - other.people, other.people - one.people):
                assert not differ or len(differ) >= LEAST_PEOPLE
            if one.people == other.people:
                assert one == other, "the same people say what they said"


def shared(*people, on=date(2026, 3, 10), answer=BroughtAnswer.NO, **rest):
    return [Shared(n, 0, Moment.HALF, answer, on, **rest) for n in people]


def test_a_person_counts_with_what_stood_at_the_end_of_their_month():
    said = shared(1, 2, 3, 4, 5) + shared(1, on=MARCH, answer=BroughtAnswer.REACHED)
    said += shared(2, on=APRIL, answer=BroughtAnswer.REACHED)
    for day in (MARCH, APRIL):
        signs = brought_at(said, day)[Moment.HALF].signs
        assert (signs[BroughtAnswer.NO], signs[BroughtAnswer.REACHED]) == (4, 1)


def test_what_was_taken_back_before_its_month_ended_never_counted():
    said = shared(1, 2, 3, 4, 5) + shared(6, answer=None, until=date(2026, 3, 20))
    assert brought_at(said, MARCH)[Moment.HALF].people == {1, 2, 3, 4, 5}


def test_a_step_that_somebody_left_is_gone_for_good():
    said = shared(1, 2, 3, 4) + shared(5, answer=None, until=APRIL)
    said += shared(6, 7, 8, 9, 10, on=APRIL)
    assert brought_at(said, MARCH) == {}
    assert brought_at(said, APRIL)[Moment.HALF].people == {6, 7, 8, 9, 10}


def test_the_two_moments_stand_apart():
    said = shared(1, 2, 3, 4, 5)
    said += [replace(each, moment=Moment.END) for each in said[:4]]
    assert brought_at(said, MARCH).keys() == {Moment.HALF}

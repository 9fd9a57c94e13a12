"""Ratings of a whole programme: no two tables that are shown differ by fewer than five people."""

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules.ratings import LEVELS
from squad.framework.rules.model import Area
from squad.reports.rating_rules import Said, Series, ratings_at, shown_at
from squad.reports.rules import LEAST_PEOPLE, month_ends_upto

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 300).map(lambda n: FIRST + timedelta(days=n))
SAID = st.builds(
    Said,
    mentee_id=st.integers(1, 40),
    by_id=st.integers(1, 12),
    on=DAYS,
    levels=st.tuples(*[st.sampled_from(LEVELS)] * 3),
)
END = date(2027, 1, 31)


def said(*people, on=FIRST, by=None, level=1):
    return [Said(n, by or n, on, (level,)) for n in people]


@given(st.lists(SAID, max_size=60), st.lists(DAYS, min_size=2, max_size=12))
def test_no_two_tables_differ_by_fewer_than_five_people(all_said, days):
    shown = [shown_at(all_said, day) for day in sorted(days)]
    tables = [s for s in shown if s is not None]
    for table in tables:
        assert table.answered >= LEAST_PEOPLE
        for column in table.columns:
            assert sum(column.values()) == table.answered
    for earlier, later in combinations(tables, 2):
        assert earlier.people <= later.people
        new = later.people - earlier.people
        assert not new or len(new) >= LEAST_PEOPLE
        raters = {s.by_id for s in all_said if s.mentee_id in new}
        assert not new or len(raters) >= LEAST_PEOPLE
        if not new:
            assert later == earlier, "a table that did not grow says what it said"
    for gone, later in pairwise(shown):
        assert gone is None or later is not None


@given(st.lists(SAID, max_size=60), DAYS)
def test_what_is_said_later_changes_no_earlier_table(all_said, day):
    known = [s for s in all_said if s.on <= day]
    assert shown_at(all_said, day) == shown_at(known, day)


def test_five_people_are_shown_at_the_end_of_their_month():
    assert shown_at(said(1, 2, 3, 4), END) is None
    five = said(1, 2, 3, 4, 5, on=date(2026, 3, 10))
    assert shown_at(five, date(2026, 3, 30)) is None
    shown = shown_at(five, date(2026, 3, 31))
    assert (shown.on, shown.answered) == (date(2026, 3, 31), 5)
    assert shown.columns == ({0: 0, 1: 5, 2: 0, 3: 0},)


def test_four_more_wait_for_a_fifth():
    begun = said(1, 2, 3, 4, 5) + said(6, 7, 8, 9, on=date(2026, 2, 3))
    assert shown_at(begun, END).answered == 5
    begun += said(10, on=date(2026, 5, 6))
    assert shown_at(begun, date(2026, 4, 30)).answered == 5
    assert shown_at(begun, date(2026, 5, 31)).answered == 10


def test_one_mentor_who_speaks_of_five_is_one_person():
    assert shown_at(said(1, 2, 3, 4, 5, by=99), END) is None


def test_a_person_counts_once_with_what_was_readable_first():
    twice = said(1, 2, 3, 4, 5) + said(1, on=date(2026, 6, 1), level=3)
    assert shown_at(twice, END).columns == ({0: 0, 1: 5, 2: 0, 3: 0},)


def test_how_many_were_asked_is_told_with_a_table_and_never_alone():
    cell, other = (Series.HALF_BY_MENTEE, Area.CARE), (Series.HALF_BY_MENTEE, Area.PURPOSE)
    found = ratings_at(
        {cell: said(1, 2, 3, 4, 5), other: said(1, 2)}, {cell: {4, 5, 6}, other: {1, 2, 3}}, END
    )
    assert found.tables.keys() == {cell}
    assert (found.tables[cell].asked, found.tables[cell].missing) == (6, 1)


def test_month_ends():
    assert month_ends_upto(date(2026, 1, 31), date(2026, 1, 30)) == []
    assert month_ends_upto(date(2025, 12, 2), date(2026, 2, 28)) == [
        date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28)]  # fmt: skip

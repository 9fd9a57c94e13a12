"""Small groups cannot be read from a table, nor worked out of it."""

from collections import Counter
from datetime import date
from itertools import product
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from squad.reports.grouping import tables_shown
from squad.reports.rules import (
    LEAST_PEOPLE,
    OTHER,
    figures_shown,
    last_month_end,
    month_end_shown,
    month_ends_upto,
    partition,
    sides_shown,
)

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def shown(people):
    groups = partition(people)
    return groups and {group.value: group.count for group in groups}


def test_groups_under_five_merge_into_other():
    assert shown({"Sales": 9, "Legal": 3, "IT": 2, "HR": 6}) == {"HR": 6, "Sales": 9, OTHER: 5}


def test_the_smallest_other_group_joins_an_other_that_stays_under_five():
    groups = partition({"Sales": 9, "Legal": 3, "HR": 6})
    assert [(g.value, g.count) for g in groups] == [("Sales", 9), (OTHER, 9)]
    assert groups[1].members == ("HR", "Legal")
    assert groups[1].merged
    assert not groups[0].merged


@pytest.mark.parametrize(
    "people",
    [{"Sales": 9, "Legal": 3}, {"Sales": 40}, {"Sales": 2, "Legal": 2}, {"A": 4, "B": 4}, {}],
)
def test_fewer_than_two_groups_left_withholds_the_partition(people):
    assert partition(people) is None


def test_a_group_of_nobody_is_no_group():
    assert shown({"Sales": 9, "HR": 6, "Legal": 0}) == {"HR": 6, "Sales": 9}


def test_a_site_that_is_called_other_stays_apart_from_what_is_merged():
    groups = partition({OTHER: 7, "Lyon": 8, "Nice": 5})
    assert not any(group.merged for group in groups)


@pytest.mark.parametrize("own", [OTHER, "Other"])
def test_a_site_that_is_called_other_goes_with_what_is_merged(own):
    groups = partition({own: 6, "Sales": 7, "A": 3, "B": 2})
    assert [(g.value, g.count, g.merged) for g in groups] == [
        ("Sales", 7, False),
        (OTHER, 11, True),
    ]
    assert set(groups[1].members) == {own, "A", "B"}
    assert partition({own: 6, "A": 3}) is None


def test_under_five_mentees_every_figure_is_withheld():
    assert not figures_shown(4)
    assert figures_shown(5)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=12))
def test_no_small_group_is_published_or_recovered_by_subtraction(people):
    groups = partition(people)
    if groups is None:
        return
    total = sum(people.values())
    assert len(groups) >= 2
    assert all(group.count >= LEAST_PEOPLE for group in groups)
    assert sum(group.count for group in groups) == total
    for group in groups:
        rest = total - sum(other.count for other in groups if other is not group)
        assert rest == group.count == sum(people[value] for value in group.members)
        assert group.merged or people[group.value] >= LEAST_PEOPLE


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=12), st.randoms())
def test_every_table_of_a_partition_has_the_same_groups(people, random):
    shuffled = list(people.items())
    random.shuffle(shuffled)
    assert partition(dict(shuffled)) == partition(people)


def test_groups_only_goes_back_to_the_last_month_end():
    assert last_month_end(date(2026, 3, 1)) == date(2026, 2, 28)
    assert last_month_end(date(2026, 3, 31)) == date(2026, 2, 28)
    assert last_month_end(date(2026, 1, 15)) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("wanted", "today", "expected"),
    [
        (date(2026, 3, 31), date(2026, 4, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 3, 31), date(2026, 2, 28)),
        (date(2026, 3, 30), date(2026, 6, 1), date(2026, 2, 28)),
        (date(2026, 9, 1), date(2026, 6, 1), date(2026, 5, 31)),
    ],
)
def test_only_month_ends_that_are_over_are_shown(wanted, today, expected):
    assert month_end_shown(wanted, today) == expected


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ([5, 6, 7], [True, True, True]),
        ([2, 4, 6, 7], [False, False, False, True]),
        ([4], [False]),
        ([], []),
    ],
)
def test_a_month_of_too_few_takes_the_next_one_with_it(people, shown):
    assert sides_shown(people) == shown


def test_what_was_put_together_stays_so_where_its_parts_could_be_told_apart():
    first = Counter({(("Sales",), JANUARY): 9, (("Legal",), JANUARY): 4})
    first += Counter({(("IT",), JANUARY): 2, (("HR",), JANUARY): 3})
    [alone] = tables_shown(first | {(("Legal",), FEBRUARY): 2})
    assert [(g.value, g.count) for g in alone] == [("Sales", 9), (OTHER, 11)]
    come = {(("Legal",), FEBRUARY): 8, (("IT",), FEBRUARY): 7, (("HR",), FEBRUARY): 5}
    [many] = tables_shown(first | come)
    assert len(many) == 4


def test_a_table_waits_where_another_kind_of_an_earlier_month_tells_of_one():
    """Paris (6) could be read in January; Sales, five of these six, is large in February."""
    begun = Counter({(("Sales", "Paris"), JANUARY): 4, (("Legal", "Paris"), JANUARY): 2})
    begun += Counter({(("Law", "Nice"), JANUARY): 3, (("HR", "Nice"), JANUARY): 3})
    assert tables_shown(begun)[1] is not None
    come = {(("Sales", "Paris"), FEBRUARY): 1, (("Legal", "Nice"), FEBRUARY): 4}
    functions, sites = tables_shown(begun | come)
    assert functions is None
    assert sites is not None


ENDS = month_ends_upto(date(2026, 1, 1), date(2026, 4, 30))


def somebody(random):
    """(function, site, level, purpose), month: functions keep to their sites, but for a few."""
    function = random.choice("SSSSSLLLIIHHR")
    site = "Paris" if function in "SL" or random.random() < 0.2 else "Lyon"
    level, purpose = random.choice("xxxy"), random.choice("aaab")
    return (function, site, level, purpose), date(2026, random.choice((1, 1, 2, 3, 4)), 1)


def published(people, end):
    """Who has come by a month's end, and the groups of each table of it, as sets of people."""
    here = frozenset(n for n, (_, since) in enumerate(people) if since <= end)
    if not figures_shown(len(here)):
        return here, []
    tables = tables_shown(Counter(people[n] for n in here))
    return here, [
        [frozenset(n for n in here if people[n][0][at] in group.members) for group in groups]
        for at, groups in enumerate(tables)
        if groups is not None
    ]


def two_published(people):
    """Every table, every one of its end or a later one, and who was there at the first's end."""
    ends = [published(people, end) for end in ENDS]
    for at, (here, tables) in enumerate(ends):
        for _, others in ends[at:]:
            for one, other in product(tables, others):
                yield here, one, other


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), st.integers(5, 60))
def test_no_two_published_tables_can_be_subtracted_to_tell_of_a_few(random, count):
    """What an attacker can do who knows who is in which group: any two tables, of any two ends."""
    for here, table, other_table in two_published([somebody(random) for _ in range(count)]):
        for one, other in product(table, other_table):
            assert min(len(one), len(other)) >= LEAST_PEOPLE
            told = one - other or (other & here) - one
            few = max(len(one - other), len(other - one)) < LEAST_PEOPLE
            assert not (one & other and told and few)
        for one in table:
            parts = [p for p in other_table if p & here <= one and len(p - here) < LEAST_PEOPLE]
            assert not parts or not 0 < len(one.difference(*parts)) < LEAST_PEOPLE
        for other in other_table:
            parts = [part for part in table if part <= other]
            if parts and len(other - here) < LEAST_PEOPLE:
                assert not 0 < len((other & here).difference(*parts)) < LEAST_PEOPLE


def test_a_large_programme_has_its_tables_in_a_moment():
    """100,000 people of 20,000 kinds who came in over twelve months: about 0.2 s of work."""
    random = Random(1)
    many = (60, 80, 6, 5, 8)
    kinds = {
        (tuple(str(random.randrange(n)) for n in many), date(2026, random.randrange(1, 13), 1)): 5
        for _ in range(20_000)
    }
    before = process_time()
    assert None not in tables_shown(kinds)
    assert process_time() - before < 2

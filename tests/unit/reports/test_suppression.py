"""Small groups cannot be read from a table, nor worked out of it."""

from collections import Counter
from datetime import date
from itertools import product

import pytest
from hypothesis import given
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
    partition_since,
    sides_shown,
)


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
    first = {"Sales": 9, "Legal": 4, "IT": 2, "HR": 3}
    alone = partition_since([first, {**first, "Legal": 6}])
    assert [(g.value, g.count) for g in alone] == [("Sales", 9), (OTHER, 11)]
    many = partition_since([first, {"Sales": 9, "Legal": 12, "IT": 9, "HR": 8}])
    assert len(many) == 4


ENDS = month_ends_upto(date(2026, 1, 1), date(2026, 4, 30))


def somebody(random):
    """(function, site, level, purpose), day: functions keep to their sites, but for a few."""
    function = random.choice("SSSSSLLLIIHHR")
    site = "Paris" if function in "SL" or random.random() < 0.2 else "Lyon"
    level, purpose = random.choice("xxxy"), random.choice("aaab")
    return (function, site, level, purpose), date(2026, random.choice((1, 1, 2, 3, 4)), 9)


def published(people, end):
    """The groups of each table of a month's end, as sets of people."""
    here = {n: values for n, (values, since) in enumerate(people) if since <= end}
    if not figures_shown(len(here)):
        return {}
    begun = [Counter((people[n][0][at], people[n][1]) for n in here) for at in range(4)]
    tables = tables_shown(begun, Counter(here.values()), end)
    return {
        at: [frozenset(n for n in here if here[n][at] in group.members) for group in groups]
        for at, groups in enumerate(tables)
        if groups is not None
    }


@given(st.randoms(use_true_random=False), st.integers(5, 45))
def test_no_two_published_tables_can_be_subtracted_to_tell_of_a_few(random, count):
    """What an attacker can do who knows who is in which group: pair by pair, end by end."""
    people = [somebody(random) for _ in range(count)]
    shown = {(at, end): cells for end in ENDS for at, cells in published(people, end).items()}
    for ((at, end), cells), ((other_at, other_end), others) in product(shown.items(), repeat=2):
        assert all(len(cell) >= LEAST_PEOPLE for cell in cells)
        for one, other in product(cells, others):
            if end == other_end:
                assert not (other < one and len(one - other) < LEAST_PEOPLE)
            elif at == other_at and end < other_end and one & other:
                gone, come = one - other, other - one
                assert not (0 < len(gone) < LEAST_PEOPLE and len(come) < LEAST_PEOPLE)

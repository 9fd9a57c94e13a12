"""Small groups cannot be read from a table, nor worked out of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.reports.rules import (
    LEAST_PEOPLE,
    OTHER,
    figures_shown,
    last_month_end,
    month_end_shown,
    partition,
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

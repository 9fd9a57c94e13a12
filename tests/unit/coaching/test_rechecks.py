"""What is worth showing again, from the last fresh days of what is held."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules.rechecks import (
    SOON_DAYS,
    Dues,
    dues_of,
    first_evidence,
    is_late,
    is_listed,
    refreshes_from,
)
from squad.framework.rules.model import Evidence
from tests.support.fluency import make_framework

TODAY = date(2026, 12, 1)
days = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))


@given(days)
def test_what_is_late_or_will_be_within_thirty_days_is_listed(due):
    wait = (refreshes_from(due) - TODAY).days
    assert is_late(due, TODAY) == (wait <= 0)
    assert is_listed(due, TODAY) == (wait <= SOON_DAYS)


@given(st.lists(days))
def test_each_listed_one_is_counted_once(dues):
    counted = dues_of(dues, TODAY)
    assert counted.late == sum(is_late(due, TODAY) for due in dues)
    assert counted.late + counted.soon == sum(is_listed(due, TODAY) for due in dues)


def test_nothing_due_says_nothing():
    assert not Dues()
    assert Dues(0, 1)


@pytest.mark.parametrize(
    ("listed", "first"),
    [
        ({Evidence.SEEN}, Evidence.SEEN),
        ({Evidence.CHECKED}, Evidence.CHECKED),
        ({Evidence.CHECKED, Evidence.SEEN}, Evidence.CHECKED),
        ({Evidence.MEASURED, Evidence.CHECKED}, Evidence.CHECKED),
        ({Evidence.MEASURED, Evidence.SEEN}, Evidence.SEEN),
    ],
)
def test_a_recheck_begins_with_the_strongest_of_checked_and_seen(listed, first):
    milestone = make_framework().milestones["purpose-1a"]
    assert first_evidence(replace(milestone, evidence=frozenset(listed))) is first

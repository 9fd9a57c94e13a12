"""What is no tip, how many places are free, and what a group is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.framework.rules.model import Area
from squad.kernel.errors import DomainError
from squad.room.rules import TIP_LENGTH, RoomProblem, TipDraft, check_huddle, check_tip, free_places


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("", RoomProblem.TIP_EMPTY),
        (" … !", RoomProblem.TIP_EMPTY),
        ("x" * (TIP_LENGTH + 1), RoomProblem.TIP_TOO_LONG),
    ],
)
def test_what_is_no_tip(words, problem):
    check_tip(TipDraft(Area.CARE, "x" * TIP_LENGTH))
    with pytest.raises(DomainError) as refused:
        check_tip(TipDraft(Area.CARE, words))
    assert (refused.value.code, refused.value.field) == (problem, "words")


def test_a_group_is_two_or_more():
    check_huddle(2)
    with pytest.raises(DomainError) as refused:
        check_huddle(1)
    assert refused.value.field == "pairings"


@given(st.integers(1, 10), st.integers(0, 20))
def test_places_are_never_owed_and_add_up(capacity, taken):
    free = free_places(capacity, taken)
    assert 0 <= free <= capacity
    assert free + min(taken, capacity) == capacity

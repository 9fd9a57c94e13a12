"""Ticks stay, in the order of the points, whatever is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.kernel.errors import DomainError
from squad.pairings.induction.rules import Point, is_complete, ticked_with

SOME = st.sets(st.sampled_from(Point))


@given(SOME.filter(bool), st.sets(st.sampled_from([*Point, "odd", ""])))
def test_a_tick_stays_and_what_is_no_point_is_left_out(before, sent):
    ticked = ticked_with(before, sent)
    assert set(ticked) == before | (sent & set(Point))
    assert list(ticked) == [point for point in Point if point in ticked]
    assert is_complete(ticked) is (len(ticked) == len(Point))


def test_there_are_as_many_points_as_the_pages_say():
    assert len(Point) == 7


def test_nothing_at_all_is_no_answer():
    with pytest.raises(DomainError):
        ticked_with((), ["odd"])

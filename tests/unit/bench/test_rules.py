"""Sizes of the invented company, its names, and figures out of times."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.bench.rules import CROWD, LEAST, MOST, percentile, read_sizes, scale_of, words
from squad.kernel.text import fold


@given(st.integers(LEAST, MOST))
def test_a_company_has_exactly_so_many_mentees(mentees):
    scale = scale_of(mentees)
    assert scale.mentees == mentees
    assert scale.crowd == CROWD
    assert scale.copies >= 1
    assert scale.rest < scale.seed


def test_sizes_are_read_smallest_first():
    assert read_sizes("100000, 1000,1000") == (1000, 100_000)


@pytest.mark.parametrize("text", ["", "x", "1000,", "1e4", "-1000", str(LEAST - 1), "999999999"])
def test_other_sizes_are_refused(text):
    with pytest.raises(ValueError):
        read_sizes(text)


def test_no_two_names_sort_alike():
    enough = MOST // 100
    made = list(islice(words(), enough))
    assert len({fold(word) for word in made}) == enough
    assert made[:50] != sorted(made[:50])


@given(st.lists(st.floats(0, 1e6), min_size=1), st.sampled_from([0.5, 0.95, 1.0]))
def test_a_percentile_is_a_time_that_so_many_do_not_exceed(times, share):
    found = percentile(times, share)
    assert found in times
    assert sum(time <= found for time in times) >= share * len(times)
    assert sum(time < found for time in times) < share * len(times)

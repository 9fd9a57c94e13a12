"""The clock that the demo sets."""

from datetime import UTC, datetime, timedelta

import pytest

from squad.kernel.clock import Clock

LONG_AGO = datetime(2020, 2, 29, 12, tzinfo=UTC)


def test_a_clock_is_set_for_a_block_and_goes_on_afterwards():
    clock = Clock(timedelta(days=3))
    before = clock.now()
    with clock.set_to(LONG_AGO):
        assert timedelta() <= clock.now() - LONG_AGO < timedelta(minutes=1)
    assert timedelta() <= clock.now() - before < timedelta(minutes=1)


def test_it_goes_on_after_a_failure_too():
    clock = Clock()
    with pytest.raises(ValueError, match="stop"), clock.set_to(LONG_AGO):
        raise ValueError("stop")
    assert clock.shift == timedelta()

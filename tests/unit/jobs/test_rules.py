"""Payloads, slots, pauses and failures of jobs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.jobs.rules import (
    DONE_KEPT,
    LEASE,
    check_payload,
    check_periods,
    failure_code,
    pause_after,
    slot_key,
)

FIRST = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=50_000)).map(FIRST.__add__)
PERIODS = st.timedeltas(timedelta(seconds=1), DONE_KEPT)


def test_a_payload_holds_ids_and_codes():
    check_payload({"batch": 7, "language": "fr-CA", "whole": True, "none": None, "x": "care-1a"})
    for text in ("Inès Garnier", "", "a" * 65, "what was said."):
        with pytest.raises(ValueError, match="'it' holds a text"):
            check_payload({"it": text})


@given(MOMENTS, PERIODS)
def test_a_moment_and_the_next_period_are_in_slots_that_follow_each_other(at, period):
    number = int(slot_key("sweep", period, at).removeprefix("sweep:"))
    assert slot_key("sweep", period, at + period) == f"sweep:{number + 1}"
    begun = FIRST + number * period
    assert begun <= at < begun + period


def test_a_period_is_shorter_than_what_tells_that_its_slot_was_served():
    for period in (timedelta(), DONE_KEPT, timedelta(days=-1)):
        with pytest.raises(ValueError, match="within 7 days"):
            check_periods({"sweep": period})


def test_pauses_grow_and_a_lease_is_a_minute_at_least():
    assert [pause_after(n).total_seconds() for n in (0, 1, 2, 3)] == [10, 10, 40, 160]
    assert timedelta(seconds=60) <= LEASE


def test_a_failure_is_the_class_of_its_error_alone():
    assert failure_code(ValueError("Inès wrote this")) == "ValueError"

"""What a job may be, how often it is tried, and which slot of time a periodic one is for. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

LEASE = timedelta(seconds=60)
"""How long a job is a worker's without a word from it; then any other may take it."""
HEARTBEAT_SECONDS = 15.0
MOST_TRIES = 5
"""How often a job is taken without getting on before it is given up."""
FIRST_PAUSE = timedelta(seconds=10)
PAUSE_GROWS = 4
DONE_KEPT = timedelta(days=7)
DEAD_KEPT = timedelta(days=30)
LONGEST_CODE = 64

Payload = Mapping[str, int | bool | str | None]
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    """Given up: it failed too often, or ended its workers."""


class Outcome(StrEnum):
    """How a handler left its job."""

    DONE = "done"
    MORE = "more"
    """There is more to do: any worker goes on, after the others that wait."""


def check_payload(payload: Payload) -> None:
    """Refuse whatever is neither an id nor a code: a payload holds no name and no text."""
    for name, value in payload.items():
        if isinstance(value, str) and not _CODE.fullmatch(value):
            raise ValueError(f"a payload holds ids and codes, but {name!r} holds a text")


def check_periods(periods: Mapping[str, timedelta]) -> None:
    """Refuse a period that outlives what tells that its slot was served: the job's row."""
    for name, period in periods.items():
        if not timedelta() < period < DONE_KEPT:
            raise ValueError(f"{name!r} must come round within {DONE_KEPT.days} days")


def slot_key(name: str, period: timedelta, now: datetime) -> str:
    """The unique key of the slot of time that `now` falls into: slots count from 1970, UTC."""
    since = now - datetime(1970, 1, 1, tzinfo=UTC)
    return f"{name}:{since // period}"


def pause_after(tries: int) -> timedelta:
    """How long a job waits after its n-th failure in a row: 10 s, 40 s, 160 s …"""
    return FIRST_PAUSE * int(PAUSE_GROWS ** max(tries - 1, 0))


def failure_code(error: BaseException) -> str:
    """The class of an error, short: its text could hold what somebody typed."""
    return type(error).__name__[:LONGEST_CODE]

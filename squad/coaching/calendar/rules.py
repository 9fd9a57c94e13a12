"""Times to choose from, and sessions as calendars know them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from squad.coaching.rules.log import FURTHEST_DAYS, CoachingState
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError

MOST_TIMES = 3
LONGEST_TITLE = 60
NAMES = UUID("a6f0cf5c-8d0f-4b59-9a55-2f6d1a0b7c3e")
"""What identifiers of calendar entries are made within: ours, and never another one."""


class OfferOutcome(StrEnum):
    """How an offer of times was closed."""

    TAKEN = "taken"
    REPLACED = "replaced"
    """By another offer, of either side."""
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Its times have passed, and nobody chose one: whoever offered them was told."""


class OfferProblem(StrEnum):
    """Why times cannot be offered, or taken."""

    NONE = "times_none"
    PAST = "times_past"
    TOO_FAR = "times_too_far"
    TWICE = "times_twice"
    OVER = "times_over"
    OWN = "times_own"
    PASSED = "times_passed"


def check_times(times: Sequence[datetime], now: datetime) -> None:
    """Refuse none at all, a time that has come, one in more than a year, the same one twice."""
    if not times:
        raise DomainError(OfferProblem.NONE, field="day_1")
    for place, at in enumerate(times, start=1):
        field = f"day_{place}"
        if at <= now:
            raise DomainError(OfferProblem.PAST, field=field)
        if at > now + timedelta(days=FURTHEST_DAYS):
            raise DomainError(OfferProblem.TOO_FAR, field=field)
        if at in times[: place - 1]:
            raise DomainError(OfferProblem.TWICE, field=field)


def check_taking(at: datetime | None, *, offered_by: Side, taker: Side, now: datetime) -> None:
    """Refuse one's own side's times, a time that was not offered, and one that has come."""
    if taker is offered_by:
        raise DomainError(OfferProblem.OWN)
    if at is None:
        raise DomainError(OfferProblem.OVER)
    if at <= now:
        raise DomainError(OfferProblem.PASSED)


class TitleProblem(StrEnum):
    """Why entries of one's calendar cannot be called so."""

    TOO_LONG = "title_too_long"


def check_title(title: str) -> None:
    """Refuse what no calendar would show."""
    if len(title) > LONGEST_TITLE:
        raise DomainError(TitleProblem.TOO_LONG, field="title", most=LONGEST_TITLE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as a calendar knows it: when, and under which title; nothing of what it is for."""

    uid: str
    sequence: int
    """Grows with each change; a calendar keeps the greatest."""
    title: str
    starts: datetime | date
    """A day alone where no time was said."""
    minutes: int
    changed_at: datetime
    called_off: bool

    @property
    def ends(self) -> datetime | date:
        """When it is over."""
        if isinstance(self.starts, datetime):
            return self.starts + timedelta(minutes=self.minutes)
        return self.starts + timedelta(days=1)


def uid_of(coaching_session_id: int, known_at: datetime) -> str:
    """The identifier of a session in every calendar, for good: it follows from the session alone.

    It tells nothing, and does not change with the address of the installation.
    """
    return str(uuid5(NAMES, f"{coaching_session_id} {known_at.astimezone(UTC).isoformat()}"))


def is_called_off(state: CoachingState, *, voided: bool, pairing_over: bool) -> bool:
    """Whether a session that was planned does not take place; with a pairing ends what is ahead."""
    if state is CoachingState.PLANNED:
        return voided or pairing_over
    return voided or state is not CoachingState.HELD


def sequence_of(version: int, state: CoachingState, *, pairing_over: bool) -> int:
    """A session's version, which each save counts up; the pairing's end, no save, counts as one."""
    return version + (pairing_over and state is CoachingState.PLANNED)

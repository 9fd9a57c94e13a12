"""Times to choose from: what may be offered, what of it can still be taken."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from squad.coaching.rules.log import FURTHEST_DAYS
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError

MOST_TIMES = 3


class OfferOutcome(StrEnum):
    """How an offer of times was closed. One whose times have all passed needs no closing."""

    TAKEN = "taken"
    REPLACED = "replaced"
    """By another offer, of either side."""
    WITHDRAWN = "withdrawn"


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

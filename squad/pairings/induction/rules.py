"""The induction: its points, and when a mentor has gone through all of them."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from squad.kernel.errors import DomainError


class Point(StrEnum):
    """One thing that a mentor knows before the first session, in the order in which it is read."""

    CONFIDENTIAL = "confidential"
    READERS = "readers"
    FIRST_SESSION = "first_session"
    LOG = "log"
    ATTEST = "attest"
    HANDS_OFF = "hands_off"
    NOT_RIGHT = "not_right"


class InductionProblem(StrEnum):
    """Why the induction cannot be saved."""

    NOTHING_TICKED = "induction_nothing_ticked"


def ticked_with(before: Collection[Point], now: Iterable[str]) -> tuple[Point, ...]:
    """All that is ticked by now, in order: a tick stays, and what is no point is left out."""
    known = {*before, *now}
    ticked = tuple(point for point in Point if point in known)
    if not ticked:
        raise DomainError(InductionProblem.NOTHING_TICKED)
    return ticked


def is_complete(ticked: Collection[Point]) -> bool:
    """Whether nothing is left to go through."""
    return set(ticked) >= set(Point)

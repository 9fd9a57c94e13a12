"""Tips, what mentors show each other, group sessions: their limits. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from squad.framework.rules.model import Area
from squad.kernel.errors import DomainError

TIP_LENGTH = 1_000
LEAST_PAIRINGS = 2
"""Of a group session; with one mentee it is a session like any other."""


class RoomProblem(StrEnum):
    """Why something is not taken in the room."""

    TIP_EMPTY = "tip_empty"
    TIP_TOO_LONG = "tip_too_long"
    NOT_IN_POOL = "room_not_in_pool"
    TOO_FEW = "huddle_too_few"


@dataclass(frozen=True, slots=True)
class TipDraft:
    """A tip as somebody writes it."""

    area: Area
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a mentor lets the other mentors see of themself."""

    places: bool = False
    strengths: bool = False


class InPairingError(DomainError):
    """A group session cannot be logged with one of the mentees; `name` says with whom."""

    def __init__(self, name: str, error: DomainError) -> None:
        super().__init__(error.code, field="pairings", **error.params)
        self.name = name


def check_tip(draft: TipDraft) -> None:
    """Refuse a tip that says nothing, or too much to be read in passing."""
    if not any(sign.isalnum() for sign in draft.words):
        raise DomainError(RoomProblem.TIP_EMPTY, field="words")
    over = len(draft.words) - TIP_LENGTH
    if over > 0:
        raise DomainError(RoomProblem.TIP_TOO_LONG, field="words", most=TIP_LENGTH, over=over)


def free_places(capacity: int, taken: int) -> int:
    """How many mentees more somebody takes: never fewer than none."""
    return max(0, capacity - taken)


def check_huddle(pairings: int) -> None:
    """Refuse a group of fewer than two."""
    if pairings < LEAST_PAIRINGS:
        raise DomainError(RoomProblem.TOO_FEW, field="pairings")

"""A draft of pairs: its shapes, and why somebody is left over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from squad.framework.rules.fluency import Side

MOST_CELLS = 16_000_000
"""Mentees times free places that one run weighs, in a few seconds and half a gigabyte."""


class DraftProblem(StrEnum):
    """Why a draft is not made, or not changed so."""

    TOO_LARGE = "match_too_large"
    NO_PROGRAMME = "match_no_programme"
    CHANGED = "match_draft_changed"
    NOT_ADMISSIBLE = "match_not_admissible"
    NO_PLACE = "match_no_place"
    NOTHING_CHOSEN = "match_nothing_chosen"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and of how many people of the other side it is true, where it counts any."""

    code: str
    count: int = 0

    def __str__(self) -> str:
        return f"{self.code}:{self.count}" if self.count else self.code


@dataclass(frozen=True, slots=True)
class MatchedPair:
    """Two people of a draft."""

    mentor_id: int
    mentee_id: int
    score: int
    reasons: tuple[str, ...]
    locked: bool = False


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Somebody without a pair in a draft."""

    person_id: int
    side: Side
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """What a run came to."""

    pairs: Sequence[MatchedPair]
    """By mentee's id."""
    left: Sequence[LeftOver]
    """Mentees, then mentors, by id."""
    unlocked: Sequence[tuple[int, int]] = field(default=())
    """Locked pairs (mentor, mentee) that a rule keeps apart by now, or without a free place."""


def read_reasons(text: str) -> tuple[Reason, ...]:
    """Reasons as they are stored, one space between them."""
    parts = (each.partition(":") for each in text.split())
    return tuple(Reason(code, int(count or 0)) for code, _colon, count in parts)

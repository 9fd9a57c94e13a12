"""Whether to go on, asked of both; and what is not right, outside of the record."""

from datetime import date, timedelta
from enum import StrEnum

from squad.kernel.errors import DomainError
from squad.pairings.rules.states import LOGGABLE, PairingState

LONGEST_CONCERN = 2000
KEPT_DAYS = 30
"""So long the coordinator can read a message again after it was settled."""
LONGEST_DAYS = 365
"""And so long a message is kept at most, settled or not."""
# Asked on home after the first session; from the third on, half-way, other questions are asked.
ASKED_AFTER, ASKED_UNTIL = 1, 3
_UNDER_WAY = frozenset({PairingState.ACCEPTED, PairingState.ACTIVE})


class FitAnswer(StrEnum):
    """What one of the two says about going on."""

    GOES_WELL = "goes_well"
    WOULD_CHANGE = "would_change"
    TALK = "talk"
    STOP = "stop"


ASKED = (FitAnswer.GOES_WELL, FitAnswer.WOULD_CHANGE, FitAnswer.TALK)
"""What the question offers; whoever would rather stop has a page for that alone."""
CALLS = frozenset(FitAnswer) - {FitAnswer.GOES_WELL}
"""Answers that wait for the coordinator."""


class CallProblem(StrEnum):
    """Why this cannot be said to the coordinator."""

    NOT_FROM_HERE = "call_not_from_here"
    TOO_EARLY = "call_too_early"
    EMPTY = "call_empty"
    TOO_LONG = "call_too_long"
    NOBODY_READS = "call_nobody_reads"


def is_asked(state: PairingState, *, held: int, said: bool) -> bool:
    """Whether home asks: one session was held, not yet the third, and nothing was said."""
    return state in _UNDER_WAY and ASKED_AFTER <= held < ASKED_UNTIL and not said


def check_answer(answer: FitAnswer, state: PairingState, *, held: int) -> None:
    """Refuse outside of a pairing's life, and the question before a session was held.

    Stopping can be asked for as soon as both have accepted.
    """
    if state not in LOGGABLE:
        raise DomainError(CallProblem.NOT_FROM_HERE)
    if answer in ASKED and held < ASKED_AFTER:
        raise DomainError(CallProblem.TOO_EARLY)


def check_concern(words: str, accepted_on: date | None) -> None:
    """Refuse nothing, and a novel; before both have accepted, declining says it all."""
    if accepted_on is None:
        raise DomainError(CallProblem.NOT_FROM_HERE)
    if not words:
        raise DomainError(CallProblem.EMPTY, field="words")
    if len(words) > LONGEST_CONCERN:
        over = len(words) - LONGEST_CONCERN
        raise DomainError(CallProblem.TOO_LONG, field="words", most=LONGEST_CONCERN, over=over)


def kept_until(said_on: date, settled_on: date | None) -> date:
    """The last day on which a message is kept."""
    longest = said_on + timedelta(days=LONGEST_DAYS)
    return min(longest, settled_on + timedelta(days=KEPT_DAYS)) if settled_on else longest

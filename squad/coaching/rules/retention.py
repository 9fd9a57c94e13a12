"""The retention check: from ninety days after a pairing's end, what was held is shown once more.

It never takes anything away: what is no longer done is said apart, by the mentee alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from squad.kernel.errors import DomainError
from squad.pairings.rules.states import PairingState
from squad.programmes.rules import Period, add_open_days

AFTER_DAYS = 90
OPEN_DAYS = 28
ONE_DAY = timedelta(days=1)
OVER = frozenset({PairingState.COMPLETED, PairingState.ENDED})


class Said(StrEnum):
    """What the mentee says where there is nothing to show."""

    NO_OCCASION = "no_occasion"
    NO_LONGER = "no_longer"


class RetentionProblem(StrEnum):
    """Why nothing is said at a retention check."""

    NOT_OPEN = "retention_not_open"
    NOT_HELD = "retention_not_held"
    AWAITS = "retention_awaits"


@dataclass(frozen=True, slots=True)
class Ended:
    """The facts of a pairing by which a check is offered to its two."""

    state: PairingState
    ended_on: date | None
    held_sessions: int
    goes_on: bool
    """Whether the mentee has, or had since, another pairing in the programme."""
    stopped: Sequence[Period] = ()


def window_of(ended: Ended) -> Period | None:
    """The days of its check; None where none is offered.

    The ninetieth day is one of the calendar: what was learnt rests in August as well. The 28 days
    to answer are days that count, the first one among them.
    """
    if ended.state not in OVER or ended.ended_on is None:
        return None
    if ended.goes_on or not ended.held_sessions:
        return None
    opens = ended.ended_on + timedelta(days=AFTER_DAYS)
    return Period(opens, add_open_days(opens - ONE_DAY, OPEN_DAYS, ended.stopped))


def check_open(window: Period | None, today: date) -> Period:
    """Refuse what is said outside of the check's days; else give them."""
    if window is None or today not in window:
        raise DomainError(RetentionProblem.NOT_OPEN)
    return window


def count_no_longer(said: Mapping[str, Said | None]) -> int:
    """How many milestones the mentee no longer does, of the answers in force by milestone."""
    return sum(one is Said.NO_LONGER for one in said.values())

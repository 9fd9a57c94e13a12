"""Since when a pairing has been silent, and when closing it is offered.

Every count is of days that count: closed periods, quiet periods, leave and pauses stop the clocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from squad.framework.rules.fluency import last_day_to_answer
from squad.kernel.dates import day_of
from squad.pairings.rules.states import PairingState
from squad.programmes.rules import Period, open_days

ONE_DAY = timedelta(days=1)
AMBER_AFTER_CADENCE = 7
RED_AFTER_CADENCE = 14
MOVES_TOO_MANY = 2


class Level(StrEnum):
    """How long a pairing has been silent; amber and red both count as silent."""

    NONE = "none"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many days on a pairing counts as silent; as its programme says."""

    cadence_days: int
    overdue_amber_days: int
    overdue_red_days: int
    closing_offer_days: int

    def with_cadence(self, days: int | None) -> "Limits":
        """The same with the cadence that the two of a pairing agreed, if they did."""
        return replace(self, cadence_days=days) if days else self

    @property
    def silent_amber_days(self) -> int:
        """Days since the last held session from which the silence is amber."""
        return self.cadence_days + AMBER_AFTER_CADENCE

    @property
    def silent_red_days(self) -> int:
        """Days since the last held session from which the silence is red."""
        return max(2 * self.cadence_days, self.cadence_days + RED_AFTER_CADENCE)


@dataclass(frozen=True, slots=True)
class Planned:
    """The day of a planned session, and how often it was moved."""

    on: date
    moves: int = 0


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """When a session is planned (noon of its day if no time was said), and how often it moved."""

    at: datetime
    moves: int = 0


def next_planned(times: Sequence[PlannedTime], today: date, time_zone: str) -> datetime | None:
    """The first planned time from `today` on; both are days of `time_zone`.

    A plan whose day has passed waits for its log and is no appointment any more.
    """
    return min((t.at for t in times if day_of(t.at, time_zone) >= today), default=None)


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nothing has been held: `days` that count `since` acceptance or the last session."""

    level: Level
    days: int
    since: date


def silence(
    *,
    accepted_on: date,
    last_held_on: date | None,
    planned: Sequence[Planned],
    on: date,
    limits: Limits,
    closed: Sequence[Period] = (),
) -> Silence:
    """How silent a pairing is on a day.

    Until a first session is held it is overdue by the days since acceptance; after that it is
    silent by the days since the last held session, with nothing planned within one cadence.
    """
    since = last_held_on or accepted_on
    days = open_days(since, on, closed)
    if last_held_on is None:
        level = _level(days, limits.overdue_amber_days, limits.overdue_red_days)
    elif any(counts(plan, on, limits.cadence_days, closed) for plan in planned):
        level = Level.NONE
    else:
        level = _level(days, limits.silent_amber_days, limits.silent_red_days)
    return Silence(level, days, since)


def pauses(moves: Sequence[tuple[PairingState, date]]) -> tuple[Period, ...]:
    """The days on which a pairing stood still, out of its states in order, each with its day.

    The day of resuming counts again.
    """
    paused = PairingState.PAUSED
    stood_still = [
        Period(on, after - ONE_DAY)
        for (to, on), (_, after) in pairwise(moves)
        if to is paused and after > on
    ]
    if moves and moves[-1][0] is paused:
        stood_still.append(Period(moves[-1][1], date.max))
    return tuple(stood_still)


def still_to_confirm(waiting: int, ended_on: date | None, today: date) -> int:
    """How many of the statements that wait can still be answered: none once they have lapsed."""
    lapsed = ended_on is not None and today > last_day_to_answer(ended_on)
    return 0 if lapsed else waiting


def offers_closing(silent: Silence, *, after_days: int) -> bool:
    """Whether the coordinator is offered to close the pairing; a human decides."""
    return silent.level is not Level.NONE and silent.days >= after_days


def counts(plan: Planned, on: date, cadence_days: int, closed: Sequence[Period]) -> bool:
    """A planned session counts within one cadence, unless it was moved twice."""
    upcoming = plan.on >= on and open_days(on, plan.on, closed) <= cadence_days
    return upcoming and plan.moves < MOVES_TOO_MANY


def _level(days: int, amber: int, red: int) -> Level:
    if days >= red:
        return Level.RED
    return Level.AMBER if days >= amber else Level.NONE

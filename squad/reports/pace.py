"""The pace that an agreement implies, and what the last sessions say of the next: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, sqrt

from squad.pairings.rules.agreement import milestones_per_session
from squad.programmes.rules import ONE_DAY, Period, add_open_days, open_days

LEAST_SESSIONS = 4
"""So many sessions must be held before anything is said about the next."""
LOOKED_AT = 6
"""So many of the last sessions are looked at, at most."""
AHEAD = 3
"""So many sessions ahead."""
SPREAD = 1.28
"""Standard deviations: about four times in five, the true pace lies within."""

Vertex = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Terms:
    """What one agreement version says of the pace, from the day it came into force."""

    since: date
    held: int
    """Milestones of its target that were held on that day already."""
    total: int
    """Milestones that its target holds."""
    sessions: int
    """Sessions planned for all of them."""
    cadence_days: int


@dataclass(frozen=True, slots=True)
class Guide:
    """The pace of one agreement: vertices of a line, days ascending, milestones never falling."""

    vertices: tuple[Vertex, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many target milestones would be held after `ahead` sessions: between `low` and `high`.

    It rests on `gained` milestones in the last `sessions` sessions.
    """

    low: int
    high: int
    total: int
    gained: int
    sessions: int
    ahead: int


def guide_of(terms: Terms, *, until: date, closed: Sequence[Period]) -> Guide | None:
    """The line of an agreement's pace up to the day `until`, None where it asks for nothing.

    It climbs by total ÷ sessions milestones a cadence, in days that count, from what was held when
    the agreement came into force to the target's total; in closed periods it is flat.
    """
    if terms.total <= terms.held or until <= terms.since:
        return None
    a_session = milestones_per_session(terms.total, terms.sessions)
    needed = ceil((terms.total - terms.held) / a_session * terms.cadence_days)
    last = min(add_open_days(terms.since, needed, closed), until)
    days = {terms.since, last}
    for period in closed:
        days |= {d for d in (period.starts_on - ONE_DAY, period.ends_on) if terms.since < d < last}
    a_day = float(a_session) / terms.cadence_days
    return Guide(
        tuple(
            (day, min(terms.held + a_day * open_days(terms.since, day, closed), terms.total))
            for day in sorted(days)
        )
    )


def value_on(guide: Guide, day: date) -> float | None:
    """Where the guide stands on a day in milestones, None before it begins; flat after its end."""
    vertices = guide.vertices
    if day < vertices[0][0]:
        return None
    for (one, low), (other, high) in pairwise(vertices):
        if one <= day < other:
            return low + (high - low) * (day - one).days / (other - one).days
    return vertices[-1][1]


def pace_between(gained: int, sessions: int) -> tuple[float, float]:
    """The pace, in milestones a session, between which the true one likely lies.

    `gained` milestones came in `sessions` (at least one) sessions. Counts that come at a steady
    pace vary by about their square root (Poisson), and the square root of a count varies by one
    half whatever the count (Anscombe 1948): so SPREAD halves are taken from √gained and added to
    √(gained + 1), and squared again. Both ends are zero or more, gained ÷ sessions lies within, and
    for the same pace the interval is the wider the fewer the sessions.
    """
    half = SPREAD / 2
    low, high = max(sqrt(gained) - half, 0.0) ** 2, (sqrt(gained + 1) + half) ** 2
    return low / sessions, high / sessions


def outlook_of(
    *, held: int, total: int, held_on: Sequence[date], reached_on: Sequence[date]
) -> Outlook | None:
    """What the next sessions would bring at the pace of the last ones, as whole milestones.

    `held_on`: days of the sessions held; `reached_on`: days from which target milestones have been
    held that were not so at the start. The last sessions are LOOKED_AT at most, with what was
    reached from the first of their days on. None from fewer than LEAST_SESSIONS sessions, where
    nothing is left to reach, and where even the slow end reaches it: that is no range.
    """
    looked_at = sorted(held_on)[-LOOKED_AT:]
    if len(looked_at) < LEAST_SESSIONS or held >= total:
        return None
    gained, sessions = sum(day >= looked_at[0] for day in reached_on), len(looked_at)
    slow, fast = pace_between(gained, sessions)
    low, high = held + floor(slow * AHEAD), held + ceil(fast * AHEAD)
    if low >= total:
        return None
    return Outlook(
        low=low,
        high=min(high, total),
        total=total,
        gained=gained,
        sessions=sessions,
        ahead=AHEAD,
    )

"""Sessions as they were known, and what they count to: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.pairings.rules.clocks import Planned
from squad.reports.shapes import SessionFigures

KnownFigures = Mapping[int, tuple[SessionFigures, tuple[Planned, ...]]]
"""By pairing: what was held, and what was planned."""


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session as it was known."""

    pairing_id: int
    state: CoachingState
    held_on: date
    minutes: int
    other_minutes: int
    cancelled_by: CancelledBy | None
    moves: int


def known_session(versions: Sequence[Any]) -> KnownSession:
    """A session out of its versions, in order."""
    last = versions[-1]
    days = [row.held_on for row in versions if row.state is CoachingState.PLANNED]
    return KnownSession(
        pairing_id=last.pairing_id,
        state=last.state,
        held_on=last.held_on,
        minutes=last.minutes or 0,
        other_minutes=last.other_minutes,
        cancelled_by=last.cancelled_by,
        # A move within the same day leaves no trace outside of the pair's own words.
        moves=sum(day != before for before, day in pairwise(days)),
    )


def figures_by_pairing(
    known: Iterable[KnownSession],
) -> KnownFigures:
    """What was held and what was planned, by pairing."""
    figures: dict[int, SessionFigures] = {}
    planned: dict[int, list[Planned]] = {}
    for each in known:
        held = each.state is CoachingState.HELD
        own = SessionFigures(
            held=int(held),
            minutes=each.minutes if held else 0,
            other_minutes=each.other_minutes,
            last=each.held_on if held else None,
        )
        figures[each.pairing_id] = figures.get(each.pairing_id, SessionFigures()) + own
        if each.state is CoachingState.PLANNED:
            planned.setdefault(each.pairing_id, []).append(Planned(each.held_on, each.moves))
    return {
        pairing_id: (of_one, tuple(planned.get(pairing_id, ())))
        for pairing_id, of_one in figures.items()
    }

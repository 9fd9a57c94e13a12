"""Sessions of a programme: the totals by side of today, everything of a day gone by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from squad.coaching.models import CoachingSession, CoachingSessionVersion
from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.db.session import session
from squad.pairings.models import Pairing
from squad.pairings.rules.clocks import Planned
from squad.reports.assembling import SessionCount
from squad.reports.shapes import SessionFigures


def count_sessions(programme_id: int) -> list[SessionCount]:
    """Sessions of all accepted pairings of a programme, by outcome and side; one statement."""
    rows = session.execute(
        select(
            CoachingSession.state,
            CoachingSession.cancelled_by,
            func.count(),
            func.coalesce(func.sum(CoachingSession.minutes), 0),
            func.sum(CoachingSession.preparation_minutes + CoachingSession.travel_minutes),
        )
        .join(Pairing, Pairing.id == CoachingSession.pairing_id)
        .where(
            Pairing.programme_id == programme_id,
            Pairing.accepted_on.is_not(None),
            CoachingSession.voided_at.is_(None),
        )
        .group_by(CoachingSession.state, CoachingSession.cancelled_by)
    )
    return [
        SessionCount(state, by, count, int(minutes or 0), int(other or 0))
        for state, by, count, minutes, other in rows
    ]


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


def load_known(
    *, programme_id: int, upto: datetime, mentee_id: int | None = None
) -> list[KnownSession]:
    """Every session as its last version before `upto` says, those voided left out."""
    version = CoachingSessionVersion
    query = (
        select(
            version.coaching_session_id,
            version.pairing_id,
            version.state,
            version.held_on,
            version.minutes,
            (version.preparation_minutes + version.travel_minutes).label("other_minutes"),
            version.cancelled_by,
            version.voided,
        )
        .join(Pairing, Pairing.id == version.pairing_id)
        .where(Pairing.programme_id == programme_id, version.known_at < upto)
        .order_by(version.coaching_session_id, version.number)
    )
    if mentee_id is not None:
        query = query.where(Pairing.mentee_id == mentee_id)
    versions: dict[int, list[Any]] = {}
    for row in session.execute(query):
        versions.setdefault(row.coaching_session_id, []).append(row)
    return [_known(of_one) for of_one in versions.values() if not of_one[-1].voided]


def _known(versions: list[Any]) -> KnownSession:
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


def counts_of(known: Iterable[KnownSession]) -> list[SessionCount]:
    """The same as `count_sessions`, out of what was known."""
    return [SessionCount(k.state, k.cancelled_by, 1, k.minutes, k.other_minutes) for k in known]


def figures_by_pairing(
    known: Iterable[KnownSession],
) -> dict[int, tuple[SessionFigures, tuple[Planned, ...]]]:
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

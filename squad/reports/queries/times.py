"""When clocks stop in a programme, and how its pairings moved; one statement for all of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SelectBase,
    String,
    and_,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)

from squad.db.base import BigId
from squad.db.session import session
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.states import PairingState
from squad.people.models import QuietPeriod
from squad.programmes.models import ClosedPeriod
from squad.programmes.rules import Period
from squad.reports.shapes import Moved, Times

CLOSED, QUIET, MOVED = "closed", "quiet", "moved"
NOTHING = cast(null(), String)


def load_times(
    *,
    programme_id: int,
    upto: datetime,
    mentee_ids: Collection[int] | None = None,
) -> Times:
    """Closed periods, quiet periods of both people, moves of pairings, as known before `upto`.

    Of everybody in the programme, or of some mentees and their mentors.
    """
    chosen: ColumnElement[bool] = Pairing.programme_id == programme_id
    if mentee_ids is not None:
        chosen = and_(chosen, Pairing.mentee_id.in_(mentee_ids))
    parts = [_closed(programme_id, upto), _quiet(chosen, upto), _moved(chosen, upto)]
    return _gathered(session.execute(union_all(*parts)).all())


def _closed(programme_id: int, upto: datetime) -> SelectBase:
    return select(
        literal(CLOSED).label("kind"),
        cast(null(), BigId).label("whose"),
        ClosedPeriod.starts_on,
        ClosedPeriod.ends_on,
        NOTHING.label("state"),
        ClosedPeriod.known_at,
        ClosedPeriod.id,
    ).where(
        ClosedPeriod.programme_id == programme_id,
        ClosedPeriod.known_at < upto,
        or_(ClosedPeriod.removed_at.is_(None), ClosedPeriod.removed_at >= upto),
    )


def _quiet(chosen: ColumnElement[bool], upto: datetime) -> SelectBase:
    concerned = or_(
        Pairing.mentor_id == QuietPeriod.person_id, Pairing.mentee_id == QuietPeriod.person_id
    )
    return select(
        literal(QUIET),
        QuietPeriod.person_id,
        QuietPeriod.starts_on,
        QuietPeriod.ends_on,
        NOTHING,
        QuietPeriod.known_at,
        QuietPeriod.id,
    ).where(
        exists().where(chosen, concerned),
        QuietPeriod.known_at < upto,
        or_(QuietPeriod.removed_at.is_(None), QuietPeriod.removed_at >= upto),
    )


def _moved(chosen: ColumnElement[bool], upto: datetime) -> SelectBase:
    return (
        select(
            literal(MOVED),
            PairingTransition.pairing_id,
            PairingTransition.happened_on,
            PairingTransition.happened_on,
            cast(PairingTransition.to_state, String),
            PairingTransition.known_at,
            PairingTransition.id,
        )
        .join(Pairing, Pairing.id == PairingTransition.pairing_id)
        .where(chosen, PairingTransition.known_at < upto)
    )


def _gathered(rows: Sequence[Any]) -> Times:
    closed: list[Period] = []
    quiet: dict[int, list[Period]] = {}
    moves: dict[int, list[tuple[datetime, int, Moved]]] = {}
    for kind, whose, first, last, state, known_at, row_id in rows:
        if kind == CLOSED:
            closed.append(Period(first, last))
        elif kind == QUIET:
            quiet.setdefault(whose, []).append(Period(first, last))
        elif kind == MOVED:
            moved = Moved(PairingState(state), first, known_at)
            moves.setdefault(whose, []).append((known_at, row_id, moved))
    return Times(
        closed=tuple(sorted(closed)),
        quiet={person_id: tuple(periods) for person_id, periods in quiet.items()},
        moves={
            pairing_id: tuple(move for _, _, move in sorted(of_one, key=lambda m: m[:2]))
            for pairing_id, of_one in moves.items()
        },
    )

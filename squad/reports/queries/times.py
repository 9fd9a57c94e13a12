"""When clocks stop in a programme, and how its pairings moved; one statement for all of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    SelectBase,
    String,
    and_,
    bindparam,
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
from squad.db.types import UtcDateTime
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.states import PairingState
from squad.people.models import QuietPeriod
from squad.programmes.models import ClosedPeriod
from squad.programmes.rules import Period
from squad.reports.shapes import Moved, Times

CLOSED, QUIET, MOVED = "closed", "quiet", "moved"
NOTHING = cast(null(), String)
_PROGRAMME = bindparam("programme_id", type_=BigId)
_UPTO = bindparam("upto", type_=UtcDateTime())


def load_times(
    *,
    programme_id: int,
    upto: datetime,
    mentee_ids: Collection[int] | None = None,
) -> Times:
    """Closed periods, quiet periods of both people, moves of pairings, as known before `upto`.

    Of everybody in the programme, or of some mentees and their mentors.
    """
    given: dict[str, Any] = {"programme_id": programme_id, "upto": upto}
    if mentee_ids is None:
        return _gathered(session.execute(_OF_ALL, given).all())
    return _gathered(session.execute(_OF_SOME, given | {"mentee_ids": list(mentee_ids)}).all())


def _closed() -> SelectBase:
    return select(
        literal(CLOSED).label("kind"),
        cast(null(), BigId).label("whose"),
        ClosedPeriod.starts_on,
        ClosedPeriod.ends_on,
        NOTHING.label("state"),
        ClosedPeriod.known_at,
        ClosedPeriod.id,
    ).where(
        ClosedPeriod.programme_id == _PROGRAMME,
        ClosedPeriod.known_at < _UPTO,
        or_(ClosedPeriod.removed_at.is_(None), ClosedPeriod.removed_at >= _UPTO),
    )


def _quiet(chosen: ColumnElement[bool]) -> SelectBase:
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
        QuietPeriod.known_at < _UPTO,
        or_(QuietPeriod.removed_at.is_(None), QuietPeriod.removed_at >= _UPTO),
    )


def _moved(chosen: ColumnElement[bool]) -> SelectBase:
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
        .where(chosen, PairingTransition.known_at < _UPTO)
    )


def _all(chosen: ColumnElement[bool]) -> CompoundSelect[Any]:
    return union_all(_closed(), _quiet(chosen), _moved(chosen))


# Built once: every page of a list asks one of them.
_OF_ALL = _all(Pairing.programme_id == _PROGRAMME)
_OF_SOME = _all(
    and_(
        Pairing.programme_id == _PROGRAMME,
        Pairing.mentee_id.in_(bindparam("mentee_ids", expanding=True)),
    )
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

"""The sessions of a pairing: whole for the two, without a word of theirs for the coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession
from squad.coaching.queries.contexts import OwnSession, PairingContext
from squad.coaching.rules.log import CoachingState
from squad.db.paging import Page, make_page, read_cursor
from squad.db.session import session
from squad.kernel.text import fold
from squad.pairings.models import Pairing

SIZE = 50


@dataclass(frozen=True, slots=True)
class Overview:
    """A pairing's sessions as the coordinator reads them: facts of the programme class only."""

    pairing: Pairing
    page: Page[Any]


def list_sessions(context: PairingContext, cursor: str | None) -> Page[OwnSession]:
    """What became of the pairing's sessions, the last one first; voided ones too."""
    rows = session.scalars(
        _after(
            select(CoachingSession)
            .options(selectinload(CoachingSession.next_steps))
            .where(CoachingSession.pairing_id == context.pairing.id, _became()),
            cursor,
        )
    ).all()
    return make_page([OwnSession(context, row) for row in rows], SIZE, _key)


def find_in_sessions(context: PairingContext, words: str) -> Sequence[OwnSession]:
    """The sessions in whose note, steps or links all of the words occur, by decrypting them.

    Case and accents do not matter. No index of these texts exists anywhere.
    """
    wanted = fold(words).split()
    rows = session.scalars(
        select(CoachingSession)
        .options(selectinload(CoachingSession.next_steps))
        .where(CoachingSession.pairing_id == context.pairing.id)
        .order_by(CoachingSession.held_on.desc(), CoachingSession.id.desc())
    )
    found = []
    for row in rows:
        own = OwnSession(context, row)
        steps = [step.words for step in own.standing_steps]
        text = fold(" ".join([row.note, row.links, *steps]))
        if wanted and all(word in text for word in wanted):
            found.append(own)
    return found


def list_planned_ahead(context: PairingContext) -> Sequence[OwnSession]:
    """Planned sessions of which nobody has said yet what became of them."""
    rows = session.scalars(
        select(CoachingSession)
        .options(selectinload(CoachingSession.next_steps))
        .where(
            CoachingSession.pairing_id == context.pairing.id,
            CoachingSession.state == CoachingState.PLANNED,
            CoachingSession.voided_at.is_(None),
        )
        .order_by(CoachingSession.held_on, CoachingSession.id)
    )
    return [OwnSession(context, row) for row in rows]


def find_overview_for(viewer: Viewer, pairing_id: int, cursor: str | None) -> Overview | None:
    """The same for a coordinator of the programme; no text of the pair is read at all."""
    pairing = session.scalars(
        select(Pairing)
        .options(
            joinedload(Pairing.mentor, innerjoin=True), joinedload(Pairing.mentee, innerjoin=True)
        )
        .where(Pairing.id == pairing_id)
    ).one_or_none()
    if pairing is None:
        return None
    subject = Subject(programme_id=pairing.programme_id, pairing_id=pairing.id)
    if not may(viewer, Permission.SEE_PAIRING, subject):
        return None
    columns = (
        CoachingSession.id,
        CoachingSession.held_on,
        CoachingSession.state,
        CoachingSession.minutes,
        CoachingSession.cancelled_by,
        CoachingSession.notice,
        CoachingSession.reason,
        CoachingSession.voided_at,
    )
    rows = session.execute(
        _after(select(*columns).where(CoachingSession.pairing_id == pairing.id), cursor)
    ).all()
    return Overview(pairing, make_page(rows, SIZE, lambda row: (row.held_on.isoformat(), row.id)))


def _became() -> Any:
    """Not merely planned; a plan that was taken back is no session."""
    return CoachingSession.state != CoachingState.PLANNED


def _key(own: OwnSession) -> tuple[str, int]:
    return own.coaching_session.held_on.isoformat(), own.coaching_session.id


def _after(query: Any, cursor: str | None) -> Any:
    key = read_cursor(cursor)
    ordered = query.order_by(CoachingSession.held_on.desc(), CoachingSession.id.desc())
    after = _read_key(key)
    if after is not None:
        day, last = after
        ordered = ordered.where(
            or_(
                CoachingSession.held_on < day,
                and_(CoachingSession.held_on == day, CoachingSession.id < last),
            )
        )
    return ordered.limit(SIZE + 1)


def _read_key(key: list[str | int] | None) -> tuple[date, int] | None:
    """Day and id of a cursor; a cursor that was made up begins at the start."""
    if key is None or len(key) != 2 or not isinstance(key[1], int) or abs(key[1]) >= 2**63:
        return None
    try:
        return date.fromisoformat(str(key[0])), key[1]
    except ValueError:
        return None

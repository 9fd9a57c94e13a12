"""Reading what the old two say of their notes, and whether these are open."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import aliased, joinedload

from squad.access.viewer import Viewer
from squad.db.session import session
from squad.pairings.models import Pairing
from squad.pairings.old_notes.models import OldNotes
from squad.pairings.rules.states import LIVE


def find_asked(pairing_id: int) -> OldNotes | None:
    """What the two of an ended pairing are asked, as it stands now."""
    query = _whole().where(OldNotes.pairing_id == pairing_id)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def find_open_for(viewer: Viewer, pairing_id: int) -> OldNotes | None:
    """The notes of the pairing before this one, if they are open and this is the viewer's own."""
    if pairing_id not in {own.id for own in viewer.pairings}:
        return None
    notes = session.scalars(_whole().where(OldNotes.to_pairing_id == pairing_id)).one_or_none()
    return notes if notes is not None and notes.open else None


def list_around(pairing_id: int) -> Sequence[OldNotes]:
    """What is asked of a pairing's notes, and of those before it."""
    own = or_(OldNotes.pairing_id == pairing_id, OldNotes.to_pairing_id == pairing_id)
    return session.scalars(_whole().where(own).order_by(OldNotes.pairing_id)).all()


def list_asked(pairing_ids: Collection[int]) -> Mapping[int, OldNotes]:
    """By the pairing that ended."""
    rows = session.scalars(_whole().where(OldNotes.pairing_id.in_(pairing_ids)))
    return {notes.pairing_id: notes for notes in rows}


def notes_are_asked(me: int) -> ColumnElement[bool]:
    """Whether the viewer has not said yet, as a column of a statement over pairings."""
    follows = aliased(Pairing)
    answered = case(
        (Pairing.mentor_id == me, OldNotes.mentor_answered_at), else_=OldNotes.mentee_answered_at
    )
    return (
        select(OldNotes.pairing_id)
        .join(follows, follows.id == OldNotes.to_pairing_id)
        .where(OldNotes.pairing_id == Pairing.id, answered.is_(None), follows.state.in_(LIVE))
        .correlate(Pairing)
        .exists()
    )


def _whole() -> Select[OldNotes]:
    before = joinedload(OldNotes.pairing, innerjoin=True)
    after = joinedload(OldNotes.to_pairing, innerjoin=True)
    return select(OldNotes).options(
        before.joinedload(Pairing.mentor, innerjoin=True),
        before.joinedload(Pairing.mentee, innerjoin=True),
        after.joinedload(Pairing.mentor, innerjoin=True),
    )

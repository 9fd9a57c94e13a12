"""Sharing a tip, writing it anew, taking it away."""

from sqlalchemy import delete, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.kernel.clock import clock
from squad.kernel.errors import ConflictError, StaleVersionError
from squad.kernel.text import fold
from squad.programmes.actions import lock_programme
from squad.programmes.queries import refuse_archived
from squad.room.models import Tip
from squad.room.queries.tips import TipRow
from squad.room.rules import TipDraft, check_tip


def share_tip(*, by: Viewer, programme_id: int, draft: TipDraft, form: FormKey) -> int:
    """Tell the other mentors what worked; the same form again makes no second tip."""
    demand(by, Permission.SHARE_IN_ROOM, Subject(programme_id=programme_id))
    sent = claim(person_id=by.person_id, action="share_tip", form=form)
    lock_programme(programme_id)
    refuse_archived(programme_id)
    check_tip(draft)
    tip = Tip(
        programme_id=programme_id,
        by_id=by.person_id,
        area=draft.area,
        words=draft.words,
        searched=fold(draft.words),
        shared_at=clock.now(),
    )
    session.add(tip)
    session.flush()
    sent.made = str(tip.id)
    record("tip_shared", by=by.person_id, programme=programme_id, tip=tip.id)
    return tip.id


def change_tip(*, by: Viewer, tip: TipRow, version: int, draft: TipDraft) -> None:
    """Save one's tip anew; raises StaleVersionError when it was saved elsewhere meanwhile.

    ConflictError: it was taken away meanwhile.
    """
    demand(by, Permission.CHANGE_TIP, tip.subject)
    lock_programme(tip.programme_id)
    refuse_archived(tip.programme_id)
    stored = session.scalars(select(Tip).where(Tip.id == tip.id).with_for_update()).one_or_none()
    if stored is None:
        raise ConflictError("tip_gone")
    if stored.version != version:
        raise StaleVersionError(
            {"area": stored.area, "words": stored.words, "version": stored.version}
        )
    check_tip(draft)
    if (stored.area, stored.words) == (draft.area, draft.words):
        return
    stored.area, stored.words, stored.searched = draft.area, draft.words, fold(draft.words)
    stored.changed_at = clock.now()
    session.flush()
    record("tip_changed", by=by.person_id, tip=tip.id)


def remove_tip(*, by: Viewer, tip: TipRow) -> None:
    """Delete a tip, in an archived programme too: it may be about somebody."""
    demand(by, Permission.REMOVE_TIP, tip.subject)
    removed = delete(Tip).where(Tip.id == tip.id).returning(Tip.id)
    if session.execute(removed).first() is not None:
        record("tip_removed", by=by.person_id, programme=tip.programme_id, tip=tip.id)

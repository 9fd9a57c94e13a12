"""Naming an assistant, and removing one: the mentee alone."""

from sqlalchemy import update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.kernel.clock import clock
from squad.notify.actions import Recipient, tell
from squad.pairings.delegates import letters
from squad.pairings.delegates.models import Delegation
from squad.pairings.delegates.queries import find_delegate, list_mentors_of, lock_mentee
from squad.pairings.delegates.rules import check_delegate
from squad.people.queries import find_active_by_email


def name_delegate(*, by: Viewer, email: str) -> None:
    """Let somebody book one's sessions, in place of who did so far; the same one again: nothing.

    The mentee's row is locked, so that of two presses the second finds what the first has done.
    """
    demand(by, Permission.NAME_DELEGATE, Subject(mentee_id=by.person_id))
    lock_mentee(by.person_id)
    found = find_active_by_email(email)
    mentors = list_mentors_of(by.person_id)
    check_delegate(found.id if found else None, mentee_id=by.person_id, mentor_ids=mentors)
    if found is None or found is find_delegate(by.person_id):
        return
    _end(by)
    named = Delegation(mentee_id=by.person_id, delegate_id=found.id, named_at=clock.now())
    session.add(named)
    session.flush()
    record("delegate_named", by=by.person_id, person=found.id)
    to = [Recipient(found.id, found.email, found.language)]
    params = {"mentee": by.person_id}
    tell(letters.NAMED, to, thing=f"delegation:{named.id}", params=params)


def remove_delegate(*, by: Viewer) -> None:
    """Nobody books one's sessions any more, from the next request on."""
    demand(by, Permission.NAME_DELEGATE, Subject(mentee_id=by.person_id))
    lock_mentee(by.person_id)
    if _end(by):
        record("delegate_removed", by=by.person_id, person=by.person_id)


def _end(by: Viewer) -> bool:
    ended = session.scalars(
        update(Delegation)
        .where(Delegation.mentee_id == by.person_id, Delegation.removed_at.is_(None))
        .values(removed_at=clock.now())
        .returning(Delegation.id)
    ).all()
    return bool(ended)

"""Asking the old two about their notes, and what they answer."""

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.notify.actions import Recipient, settle, tell
from squad.notify.kinds import Kind
from squad.pairings.actions.moves import locked
from squad.pairings.models import Pairing, PairingSummary
from squad.pairings.old_notes import letters
from squad.pairings.old_notes.models import OldNotes
from squad.pairings.old_notes.queries import find_asked
from squad.pairings.old_notes.rules import NotesAnswer, NotesProblem, may_answer
from squad.pairings.queries.pairings import find_side, subject_of
from squad.people.models import Person


def ask_about_notes(*, old: Pairing, new: Pairing) -> None:
    """Ask both of a pairing that is handed over, each apart; nobody where no session was held."""
    if not session.get_one(PairingSummary, old.id).held_sessions:
        return
    session.add(OldNotes(pairing_id=old.id, to_pairing_id=new.id, asked_at=clock.now()))
    session.flush()
    _tell(letters.ASKED, old.id, old.mentor, old.mentee)


def answer_about_notes(*, pairing_id: int, answer: NotesAnswer, by: Viewer) -> None:
    """Say whether the new mentor may read the notes; said again, the last answer counts.

    The ended pairing is locked: of two who answer at once, the second sees the first one's yes.
    """
    pairing = locked(by, pairing_id)
    demand(by, Permission.SHARE_NOTES, subject_of(pairing))
    side, notes = find_side(by, pairing), find_asked(pairing_id)
    if side is None or notes is None or not may_answer(notes.to_pairing.state):
        raise DomainError(NotesProblem.OVER)
    was_open, now = notes.open, clock.now()
    if side is Side.MENTOR:
        notes.mentor_answer, notes.mentor_answered_at = answer.value, now
    else:
        notes.mentee_answer, notes.mentee_answered_at = answer.value, now
    session.flush()
    record("old_notes_answered", by=by.person_id, pairing=pairing_id, side=side.value)
    settle(letters.ASKED, thing=_thing(pairing_id), person_ids=[by.person_id])
    new_mentor = notes.to_pairing.mentor
    if notes.open and not was_open:
        _tell(letters.OPENED, pairing_id, new_mentor)
    elif was_open and not notes.open:
        settle(letters.OPENED, thing=_thing(pairing_id), person_ids=[new_mentor.id])


def tell_of_open_notes(new: Pairing) -> None:
    """A pairing was accepted: its mentor hears of the notes, if both had said yes before that.

    The ended pairing is locked, as for an answer: of the two the later one finds them open.
    """
    ended_id = session.scalar(
        select(Pairing.id)
        .join(OldNotes, OldNotes.pairing_id == Pairing.id)
        .where(OldNotes.to_pairing_id == new.id)
        .with_for_update(of=Pairing)
    )
    notes = find_asked(ended_id) if ended_id is not None else None
    if notes is not None and notes.open:
        _tell(letters.OPENED, notes.pairing_id, notes.to_pairing.mentor)


def _tell(kind: Kind, pairing_id: int, *people: Person) -> None:
    to = [Recipient(one.id, one.email, one.language) for one in people if one.active]
    tell(kind, to, thing=_thing(pairing_id), params={"notes": pairing_id})


def _thing(pairing_id: int) -> str:
    return f"old_notes:{pairing_id}"

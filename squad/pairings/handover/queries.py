"""The pairings of a mentor, and who could take them over."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.viewer import Viewer
from squad.db.once import SentForm
from squad.db.session import session
from squad.kernel.errors import DomainError
from squad.pairings.handover.rules import HandOverProblem
from squad.pairings.models import Pairing
from squad.pairings.queries.pairings import subject_of
from squad.pairings.rules.states import LIVE
from squad.people.models import Person
from squad.people.queries import find_active_by_email, find_active_people

MOST_NAMED = 100
HAND_OVER = "hand_over"


def list_live_of(viewer: Viewer, pairing: Pairing) -> list[Pairing]:
    """The live pairings of a pairing's mentor in its programme, that one first."""
    if not may(viewer, Permission.STEER_PAIRING, subject_of(pairing)):
        return []
    found = session.scalars(
        select(Pairing)
        .join(Person, Person.id == Pairing.mentee_id)
        .options(joinedload(Pairing.mentee, innerjoin=True))
        .where(
            Pairing.mentor_id == pairing.mentor_id,
            Pairing.programme_id == pairing.programme_id,
            Pairing.state.in_(LIVE),
        )
        .order_by(Person.sort_key, Pairing.id)
    )
    return sorted(found, key=lambda each: each.id != pairing.id)


def lock_live(pairing_ids: Collection[int], *, like: Pairing) -> Sequence[Pairing]:
    """Those that live still, of its mentor in its programme, as nobody else moves them."""
    return session.scalars(
        select(Pairing)
        .where(
            Pairing.id.in_(pairing_ids),
            Pairing.mentor_id == like.mentor_id,
            Pairing.programme_id == like.programme_id,
            Pairing.state.in_(LIVE),
        )
        .options(
            joinedload(Pairing.programme, innerjoin=True),
            joinedload(Pairing.mentor, innerjoin=True),
            joinedload(Pairing.mentee, innerjoin=True),
        )
        .order_by(Pairing.id)
        .with_for_update(of=Pairing)
        .execution_options(populate_existing=True)
    ).all()


def list_other_mentors(pairing: Pairing) -> Sequence[Person]:
    """Active people who mentor, or mentored, in the programme; the first hundred by name."""
    mentors = select(Pairing.mentor_id).where(
        Pairing.programme_id == pairing.programme_id, Pairing.mentor_id != pairing.mentor_id
    )
    return session.scalars(
        select(Person)
        .where(Person.id.in_(mentors), Person.active)
        .order_by(Person.sort_key, Person.id)
        .limit(MOST_NAMED)
    ).all()


def find_made(viewer: Viewer, key: str) -> int | None:
    """The first pairing that a form with this key has made: its mentor's are over by now."""
    made = session.scalar(
        select(SentForm.made).where(
            SentForm.person_id == viewer.person_id,
            SentForm.action == HAND_OVER,
            SentForm.key == key,
        )
    )
    return int(made) if made else None


def get_person_by_words(viewer: Viewer, words: str) -> Person:
    """The one active person with this e-mail, or with this name; refuses none and several."""
    if "@" in words:
        person = find_active_by_email(words)
        found = [person] if person else []
    else:
        found = list(find_active_people(viewer, words))
    if not found:
        raise DomainError(HandOverProblem.NOBODY)
    if len(found) > 1:
        raise DomainError(HandOverProblem.SEVERAL)
    return found[0]

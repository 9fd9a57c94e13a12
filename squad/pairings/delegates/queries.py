"""Reading who books for whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from squad.access.viewer import Viewer
from squad.db.session import session
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.pairings.delegates.models import Delegation
from squad.pairings.models import Pairing
from squad.pairings.rules.states import LIVE, LOGGABLE
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class Booked:
    """A pairing for whose mentee the viewer books: who meets whom, and when."""

    pairing_id: int
    mentee: str
    mentor: str
    planned: datetime | None
    time_zone: str


def find_delegate(mentee_id: int) -> Person | None:
    """The assistant of a mentee, while they are there."""
    return session.scalar(
        select(Person)
        .join(Delegation, Delegation.delegate_id == Person.id)
        .where(Delegation.mentee_id == mentee_id, Delegation.removed_at.is_(None), Person.active)
    )


def lock_mentee(person_id: int) -> None:
    """Let nobody else name or remove this mentee's assistant until the transaction ends."""
    query = select(Person.id).where(Person.id == person_id)
    session.execute(query.with_for_update(key_share=True))


def list_delegations(mentee_ids: Collection[int]) -> Mapping[tuple[int, int], str]:
    """{(mentee, assistant): the assistant's name} of these mentees."""
    rows = session.execute(
        select(Delegation.mentee_id, Delegation.delegate_id, Person.name)
        .join(Person, Person.id == Delegation.delegate_id)
        .where(Delegation.mentee_id.in_(mentee_ids), Delegation.removed_at.is_(None), Person.active)
    )
    return {(row.mentee_id, row.delegate_id): row.name for row in rows}


def list_mentors_of(mentee_id: int) -> frozenset[int]:
    """Who mentors somebody, or is proposed to."""
    live = (Pairing.mentee_id == mentee_id, Pairing.state.in_(LIVE))
    mentors = select(Pairing.mentor_id).where(*live)
    return frozenset(session.scalars(mentors))


def list_booked(viewer: Viewer) -> Sequence[Booked]:
    """The pairings for which the viewer books, by the mentee's name; none: no statement."""
    if not viewer.books_for:
        return []
    pairings = session.scalars(
        select(Pairing)
        .join(Pairing.mentee)
        .options(
            contains_eager(Pairing.mentee),
            joinedload(Pairing.mentor, innerjoin=True),
            joinedload(Pairing.programme, innerjoin=True),
            joinedload(Pairing.summary, innerjoin=True),
        )
        .where(Pairing.mentee_id.in_(viewer.books_for), Pairing.state.in_(LOGGABLE))
        .order_by(Person.sort_key, Pairing.id)
    )
    return [_booked(pairing) for pairing in pairings]


def _booked(pairing: Pairing) -> Booked:
    zone = pairing.programme.time_zone
    today = day_of(clock.now(), zone)
    planned = pairing.summary.next_planned_at(today, zone)
    return Booked(pairing.id, pairing.mentee.name, pairing.mentor.name, planned, zone)

"""Reading one pairing, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, String, or_, select, type_coerce
from sqlalchemy.orm import aliased, contains_eager, joinedload

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.predicates import Subject
from squad.access.viewer import OwnPairing, Viewer
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.states import Actor, EndReason, PairingState
from squad.people.models import Person
from squad.programmes.models import Programme
from squad.programmes.queries import refuse_archived
from squad.programmes.rules import ReadingMode


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a pairing, as its history shows it."""

    to_state: PairingState
    happened_on: date
    known_at: datetime
    by_name: str | None
    reason: EndReason | None


def list_own(person_id: int) -> tuple[OwnPairing, ...]:
    """Every pairing that a person belongs to or belonged to."""
    return tuple(OwnPairing(*row) for row in session.execute(select_own(person_id)))


def select_own(person_id: int) -> Select[int, int, int, int, str]:
    """What `OwnPairing` holds of every pairing of a person."""
    return select(
        Pairing.id,
        Pairing.programme_id,
        Pairing.mentor_id,
        Pairing.mentee_id,
        type_coerce(Pairing.state, String),
    ).where(or_(Pairing.mentor_id == person_id, Pairing.mentee_id == person_id))


def subject_of(pairing: Pairing) -> Subject:
    """A pairing, loaded with its programme, as the policy sees it."""
    return Subject(
        programme_id=pairing.programme_id,
        pairing_id=pairing.id,
        mentor_id=pairing.mentor_id,
        mentee_id=pairing.mentee_id,
        named_reading=pairing.programme.reading_mode is ReadingMode.NAMED,
    )


def find_pairing_for(viewer: Viewer, pairing_id: int, *, lock: bool = False) -> Pairing | None:
    """A pairing with programme, people and summary, if the viewer may see it.

    With `lock` nobody else changes it until the transaction ends.
    """
    query = (
        select(Pairing)
        .join(Pairing.programme)
        .options(
            contains_eager(Pairing.programme).joinedload(
                Programme.framework_version, innerjoin=True
            ),
            joinedload(Pairing.mentor, innerjoin=True),
            joinedload(Pairing.mentee, innerjoin=True),
            joinedload(Pairing.summary, innerjoin=True),
        )
        .where(Pairing.id == pairing_id)
    )
    if lock:
        query = query.with_for_update(of=Pairing).execution_options(populate_existing=True)
    pairing = session.scalars(query).one_or_none()
    if pairing is None or not may(viewer, Permission.SEE_PAIRING, subject_of(pairing)):
        return None
    if lock:
        refuse_archived(pairing.programme_id)
    return pairing


def find_side(viewer: Viewer, pairing: Pairing) -> Side | None:
    """Which of the pair the viewer is, if one of them."""
    if viewer.person_id == pairing.mentor_id:
        return Side.MENTOR
    return Side.MENTEE if viewer.person_id == pairing.mentee_id else None


def list_actors(viewer: Viewer, pairing: Pairing) -> tuple[Actor, ...]:
    """As whom the viewer may act on the pairing: as one of the two first, then as coordinator."""
    side = find_side(viewer, pairing)
    own = (Actor(side.value),) if side else ()
    coordinates = may(viewer, Permission.STEER_PAIRING, subject_of(pairing))
    return (*own, Actor.COORDINATOR) if coordinates else own


def list_steps(pairing_id: int) -> Sequence[Step]:
    """How a pairing came to where it stands, oldest first."""
    actor = aliased(Person)
    rows = session.execute(
        select(
            PairingTransition.to_state,
            PairingTransition.happened_on,
            PairingTransition.known_at,
            actor.name,
            PairingTransition.reason,
        )
        .outerjoin(actor, actor.id == PairingTransition.by_id)
        .where(PairingTransition.pairing_id == pairing_id)
        .order_by(PairingTransition.id)
    )
    return [Step(*row) for row in rows]

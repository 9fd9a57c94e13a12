"""Telling the two, or the coordinators, of what became of a pairing: in the same transaction."""

from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import select

from squad.access.viewer import Role
from squad.db.session import session
from squad.kernel.ids import new_key
from squad.notify.actions import Recipient, settle, tell
from squad.notify.kinds import Kind
from squad.pairings import letters
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.states import CLOSED, PairingState
from squad.people.models import Person
from squad.programmes.models import RoleGrant

_TOLD = frozenset({PairingState.PAUSED, PairingState.COMPLETED, PairingState.ENDED})


def tell_of_proposal(pairing: Pairing) -> None:
    """Both are asked."""
    _tell(letters.PROPOSED, pairing, None, thing=_proposal(pairing))


def tell_of_move(pairing: Pairing, step: PairingTransition) -> None:
    """Whoever did not take the step is told of it; the proposal needs no answer any more."""
    thing, to = f"move:{step.id}", step.to_state
    if step.from_state is PairingState.PROPOSED:
        settle_proposal(pairing, {pairing.mentor_id, pairing.mentee_id})
    if to is PairingState.ACCEPTED:
        _tell(letters.ACCEPTED, pairing, step.by_id, thing=thing)
    elif to in CLOSED:
        _tell(letters.CLOSED, pairing, step.by_id, thing=thing)
    elif to in _TOLD or step.from_state is PairingState.PAUSED:
        _tell(letters.MOVED, pairing, step.by_id, thing=thing, to=to.value)


def settle_proposal(pairing: Pairing, person_ids: Collection[int]) -> None:
    """These people have answered: their notice asks for nothing more."""
    settle(letters.PROPOSED, thing=_proposal(pairing), person_ids=person_ids)


def tell_of_version(pairing: Pairing, number: int, *, by_id: int, in_force: bool) -> None:
    """A version of the agreement was written or signed: the other one is asked, or told."""
    thing = f"agreement:{pairing.id}:{number}"
    settle(letters.TO_SIGN, thing=thing, person_ids=[by_id])
    kind = letters.IN_FORCE if in_force else letters.TO_SIGN
    _tell(kind, pairing, by_id, thing=thing, number=number)


def tell_of_broken_rules(pairing_ids: Iterable[int]) -> None:
    """Coordinators are told how many of their programme's pairings break a rule by now."""
    programmes = Counter(
        session.scalars(select(Pairing.programme_id).where(Pairing.id.in_(list(pairing_ids))))
    )
    if not programmes:
        return
    rows = session.execute(
        select(RoleGrant.programme_id, Person.id, Person.email, Person.language)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.programme_id.in_(programmes),
            RoleGrant.role == Role.COORDINATOR,
            RoleGrant.removed_at.is_(None),
            Person.active,
        )
    ).all()
    cause = new_key()
    for programme_id, count in sorted(programmes.items()):
        to = [
            Recipient(row.id, row.email, row.language)
            for row in rows
            if row.programme_id == programme_id
        ]
        params = {"programme": programme_id, "count": count}
        tell(letters.BROKEN_RULES, to, thing=f"rules:{programme_id}:{cause}", params=params)


def _tell(
    kind: Kind, pairing: Pairing, but: int | None, *, thing: str, **params: int | str
) -> None:
    """Tell the two, but whoever did it."""
    ids = {pairing.mentor_id, pairing.mentee_id} - {but}
    people = session.execute(
        select(Person.id, Person.email, Person.language).where(Person.id.in_(ids), Person.active)
    )
    to = [Recipient(*person) for person in people]
    tell(kind, to, thing=thing, params={"pairing": pairing.id, **params})


def _proposal(pairing: Pairing) -> str:
    return f"pairing:{pairing.id}"

"""What goes with a meeting: where it is, whom to ask."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.db.session import session
from squad.pairings.models import AgreementVersion
from squad.people.models import Person
from squad.programmes.models import RoleGrant
from squad.programmes.queries import who_coordinates


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Whom to ask about a programme."""

    programme_id: int
    name: str
    email: str


def find_places(viewer: Viewer, pairing_ids: Collection[int]) -> Mapping[int, str]:
    """Where the two agreed to meet, by pairing; words of the viewer's own pairs only."""
    own = {pairing.id for pairing in viewer.pairings}.intersection(pairing_ids)
    if not own:
        return {}
    rows = session.execute(
        select(AgreementVersion.pairing_id, AgreementVersion.place)
        .where(AgreementVersion.pairing_id.in_(own), AgreementVersion.in_force_at.is_not(None))
        .order_by(AgreementVersion.number)
    )
    return {row.pairing_id: row.place for row in rows}


def list_coordinators(programme_ids: Collection[int]) -> Sequence[Coordinator]:
    """Who coordinates these programmes, by name."""
    if not programme_ids:
        return []
    rows = session.execute(
        select(RoleGrant.programme_id, Person.name, Person.email)
        .join(Person, who_coordinates())
        .where(RoleGrant.programme_id.in_(programme_ids))
        .order_by(Person.sort_key, Person.id)
    )
    return [Coordinator(*row) for row in rows]

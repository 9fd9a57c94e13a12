"""With whom a session that a phone kept may have been."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.db.session import session
from squad.pairings.models import Pairing
from squad.pairings.rules.states import LOGGABLE
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class Loggable:
    """A pairing in which the viewer may log, by its mentee's name."""

    id: int
    name: str


def list_loggable(viewer: Viewer) -> Sequence[Loggable]:
    """The viewer's pairings as mentor in which sessions may be logged, by name."""
    rows = session.execute(
        select(Pairing.id, Person.name)
        .join(Person, Person.id == Pairing.mentee_id)
        .where(Pairing.mentor_id == viewer.person_id, Pairing.state.in_(LOGGABLE))
        .order_by(Person.sort_key)
    )
    return [Loggable(*row) for row in rows]

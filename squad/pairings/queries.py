"""Reading pairings and agreements."""

from sqlalchemy import or_, select

from squad.access.viewer import OwnPairing
from squad.db.session import session
from squad.pairings.models import Pairing


def list_own(person_id: int) -> tuple[OwnPairing, ...]:
    """Every pairing that a person belongs to or belonged to."""
    rows = session.execute(
        select(
            Pairing.id, Pairing.programme_id, Pairing.mentor_id, Pairing.mentee_id, Pairing.state
        ).where(or_(Pairing.mentor_id == person_id, Pairing.mentee_id == person_id))
    )
    return tuple(OwnPairing(*row[:4], state=row[4].value) for row in rows)

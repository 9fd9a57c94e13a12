"""What a mentee holds, for the slices below that ask through their own door."""

from sqlalchemy import select

from squad.coaching.models import Attainment
from squad.db.session import session


def list_held_codes(mentee_id: int, programme_id: int) -> frozenset[str]:
    """Codes of the milestones that a mentee holds in a programme."""
    return frozenset(
        session.scalars(
            select(Attainment.milestone_code).where(
                Attainment.mentee_id == mentee_id,
                Attainment.programme_id == programme_id,
                Attainment.held,
            )
        )
    )

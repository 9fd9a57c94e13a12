"""When the clocks of one pairing stand still."""

from sqlalchemy import select

from squad.db.session import session
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.clocks import pauses
from squad.people.models import QuietPeriod
from squad.programmes.queries import get_closed
from squad.programmes.rules import Period


def list_stopped(pairing: Pairing) -> tuple[Period, ...]:
    """Closed periods of the programme, quiet periods of both people, pauses; three statements."""
    quiet = session.execute(
        select(QuietPeriod.starts_on, QuietPeriod.ends_on).where(
            QuietPeriod.person_id.in_([pairing.mentor_id, pairing.mentee_id]),
            QuietPeriod.removed_at.is_(None),
        )
    )
    moves = session.execute(
        select(PairingTransition.to_state, PairingTransition.happened_on)
        .where(PairingTransition.pairing_id == pairing.id)
        .order_by(PairingTransition.known_at, PairingTransition.id)
    )
    return (
        *get_closed(pairing.programme_id),
        *(Period(*row) for row in quiet),
        *pauses([(row.to_state, row.happened_on) for row in moves]),
    )

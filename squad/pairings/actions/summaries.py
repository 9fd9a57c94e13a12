"""The summary row of a pairing, which lists read."""

from datetime import date

from sqlalchemy import update

from squad.db.session import session
from squad.pairings.models import PairingSummary
from squad.pairings.rules.clocks import PlannedTime


def update_summary(
    *, pairing_id: int, **values: int | date | str | tuple[PlannedTime, ...] | None
) -> None:
    """Write columns of a pairing's summary; the slice that counts them says what they hold."""
    session.execute(
        update(PairingSummary).where(PairingSummary.pairing_id == pairing_id).values(**values)
    )

"""Closing offers of times that were left unanswered, and telling whoever made them: once."""

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from squad.coaching.calendar.models import TimeOffer
from squad.coaching.calendar.queries.offers import lapsed
from squad.coaching.calendar.rules import OfferOutcome
from squad.coaching.calendar.telling import tell_of_lapsed
from squad.db.session import session
from squad.kernel.clock import clock
from squad.people.models import Person

MOST_BY_ONE = 50
"""Offers closed by one sweep, so that no writer waits long for it."""


def close_lapsed() -> None:
    """Close some whose times have passed; whoever closes one first tells of it, nobody else."""
    now = clock.now()
    some = select(TimeOffer.id).where(*lapsed(now)).order_by(TimeOffer.id).limit(MOST_BY_ONE)
    closed = session.scalars(
        update(TimeOffer)
        .where(TimeOffer.id.in_(some), TimeOffer.closed_at.is_(None))
        .values(closed_at=now, outcome=OfferOutcome.LAPSED)
        .returning(TimeOffer.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not closed:
        return
    rows = session.execute(
        select(TimeOffer, Person)
        .join(Person, Person.id == TimeOffer.by_id)
        .options(joinedload(TimeOffer.pairing, innerjoin=True))
        .where(TimeOffer.id.in_(closed))
        .order_by(TimeOffer.id)
    )
    for offer, offered_by in rows.all():
        tell_of_lapsed(offer, offered_by)

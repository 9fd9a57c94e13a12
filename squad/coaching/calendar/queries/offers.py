"""Reading the times that are offered, for the two of a pairing."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, select
from sqlalchemy.orm import joinedload

from squad.coaching.calendar.models import OfferedTime, TimeOffer
from squad.coaching.calendar.rules import OfferOutcome
from squad.coaching.models import CoachingSessionVersion
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.pairings.models import Pairing
from squad.pairings.rules.states import LOGGABLE


def find_offer(pairing_id: int, now: datetime) -> TimeOffer | None:
    """The offer of a pairing of which a time can still be taken, with all its times."""
    return _find(TimeOffer.pairing_id == pairing_id, *_open(now))


def find_offer_of(pairing_id: int, offer_id: int) -> TimeOffer | None:
    """An offer of a pairing, whatever became of it, with its times."""
    return _find(TimeOffer.pairing_id == pairing_id, TimeOffer.id == offer_id)


def _find(*which: ColumnElement[bool]) -> TimeOffer | None:
    query = select(TimeOffer).options(joinedload(TimeOffer.times)).where(*which)
    return session.scalars(query).unique().one_or_none()


def find_last_lapsed(pairing_id: int) -> TimeOffer | None:
    """The last offer of a pairing that was left unanswered."""
    return session.scalars(
        select(TimeOffer)
        .where(TimeOffer.pairing_id == pairing_id, TimeOffer.outcome == OfferOutcome.LAPSED)
        .order_by(TimeOffer.id.desc())
        .limit(1)
    ).one_or_none()


def list_offers(ids: Collection[int]) -> Mapping[int, TimeOffer]:
    """Offers by id, with pairing and people."""
    pairing = joinedload(TimeOffer.pairing, innerjoin=True)
    people = (pairing.joinedload(Pairing.mentor), pairing.joinedload(Pairing.mentee))
    query = select(TimeOffer).options(*people).where(TimeOffer.id.in_(ids))
    return {offer.id: offer for offer in session.scalars(query)}


def list_open_ids(ids: Collection[int], now: datetime) -> frozenset[int]:
    """Those of these offers of which a time can still be taken."""
    query = select(TimeOffer.id).where(TimeOffer.id.in_(ids), *_open(now))
    return frozenset(session.scalars(query))


def lapsed(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Offers of live pairings whose times have all passed, while no date was set otherwise."""
    meet = exists().where(Pairing.id == TimeOffer.pairing_id, Pairing.state.in_(LOGGABLE))
    return (TimeOffer.closed_at.is_(None), ~_coming(now), _undated(), meet)


def times_wait(me: int, now: datetime) -> ColumnElement[bool]:
    """Whether times wait for the viewer's choice, as a column of a statement over pairings."""
    other = case((Pairing.mentor_id == me, Side.MENTEE.value), else_=Side.MENTOR.value)
    waiting = (
        select(TimeOffer.id)
        .where(TimeOffer.pairing_id == Pairing.id, TimeOffer.side == other, *_open(now))
        .correlate(Pairing)
    )
    return Pairing.state.in_(LOGGABLE) & waiting.exists()


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Not closed, a time to come, and no date was set since otherwise.

    The last follows from the history of sessions: whoever plans or logs need not look for offers.
    """
    return (
        TimeOffer.closed_at.is_(None),
        _coming(now),
        _undated(),
    )


def _coming(now: datetime) -> ColumnElement[bool]:
    return exists().where(OfferedTime.offer_id == TimeOffer.id, OfferedTime.starts_at > now)


def _undated() -> ColumnElement[bool]:
    planned = CoachingSessionVersion
    return ~exists().where(
        planned.pairing_id == TimeOffer.pairing_id,
        planned.state == CoachingState.PLANNED,
        planned.voided.is_(False),
        planned.known_at > TimeOffer.offered_at,
    )

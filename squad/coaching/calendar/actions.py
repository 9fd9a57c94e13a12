"""Offering times and taking one; what a person sets for their calendar."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.coaching.actions.planning import check_loggable, plan_at
from squad.coaching.calendar.models import OfferedTime, OwnCalendar, TimeOffer
from squad.coaching.calendar.queries.entries import hash_of
from squad.coaching.calendar.queries.offers import find_offer
from squad.coaching.calendar.rules import (
    OfferOutcome,
    OfferProblem,
    check_taking,
    check_times,
    check_title,
)
from squad.coaching.calendar.telling import settle_lapsed, settle_offer, tell_of_offer
from squad.coaching.queries.contexts import PairingContext
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.db.upsert import dialect_insert, upsert
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.kernel.ids import new_token


def offer_times(
    *, by: Viewer, context: PairingContext, times: Sequence[datetime], form: FormKey
) -> TimeOffer:
    """Offer times for the next session; what was offered before, by either side, is closed."""
    demand(by, Permission.BOOK_SESSIONS, context.subject)
    sent = claim(person_id=by.person_id, action="offer_times", form=form)
    check_loggable(context)
    check_times(times, context.now)
    _close_earlier(context)
    offer = TimeOffer(
        pairing_id=context.pairing.id,
        side=context.side_of(by.person_id),
        by_id=by.person_id,
        offered_at=context.now,
        times=[OfferedTime(number=n, starts_at=at) for n, at in enumerate(times, start=1)],
    )
    session.add(offer)
    session.flush()
    sent.made = str(offer.id)
    record("times_offered", by=by.person_id, pairing=context.pairing.id, offer=offer.id)
    settle_lapsed(offer.pairing_id)
    tell_of_offer(context, offer)
    return offer


def take_time(*, by: Viewer, context: PairingContext, offer: TimeOffer, number: int | None) -> None:
    """Plan the next session at one of the other side's times; a second press changes nothing."""
    demand(by, Permission.BOOK_SESSIONS, context.subject)
    if offer.outcome is OfferOutcome.TAKEN and offer.taken == number:
        return
    check_loggable(context)
    if find_offer(context.pairing.id, context.now) is not offer:
        raise DomainError(OfferProblem.OVER)
    at = next((time.starts_at for time in offer.times if time.number == number), None)
    side = context.side_of(by.person_id)
    check_taking(at, offered_by=offer.side, taker=side, now=context.now)
    offer.closed_at, offer.outcome, offer.taken = context.now, OfferOutcome.TAKEN, number
    settle_offer(context.pairing, offer.id)
    if at is not None:
        plan_at(at, by=by, context=context)


def withdraw_offer(*, by: Viewer, context: PairingContext, offer: TimeOffer) -> None:
    """Take one's own side's times back; a second press changes nothing."""
    demand(by, Permission.BOOK_SESSIONS, context.subject)
    if offer.side is not context.side_of(by.person_id):
        raise DomainError(OfferProblem.OWN)
    if offer.outcome is OfferOutcome.WITHDRAWN:
        return
    if offer.closed_at is not None:
        raise DomainError(OfferProblem.OVER)
    offer.closed_at, offer.outcome = context.now, OfferOutcome.WITHDRAWN
    settle_offer(context.pairing, offer.id)


def choose_title(*, by: Viewer, title: str) -> None:
    """What the entries of one's calendar are called; empty: the neutral word."""
    check_title(title)
    upsert(OwnCalendar, [{"person_id": by.person_id, "title": title}])


def make_address(*, by: Viewer) -> str:
    """A new secret address for one's sessions, in place of an earlier one: its token, once."""
    token = new_token()
    address = {"token_hash": hash_of(token), "made_at": clock.now()}
    adding = dialect_insert(OwnCalendar).values(person_id=by.person_id, title="", **address)
    session.execute(adding.on_conflict_do_update(index_elements=["person_id"], set_=address))
    record("calendar_address_made", by=by.person_id, person=by.person_id)
    return token


def revoke_address(*, by: Viewer) -> None:
    """Nobody reads one's sessions by an address any more."""
    session.execute(
        update(OwnCalendar)
        .where(OwnCalendar.person_id == by.person_id)
        .values(token_hash=None, made_at=None)
    )
    record("calendar_address_revoked", by=by.person_id, person=by.person_id)


def _close_earlier(context: PairingContext) -> None:
    replaced = session.scalars(
        update(TimeOffer)
        .where(TimeOffer.pairing_id == context.pairing.id, TimeOffer.closed_at.is_(None))
        .values(closed_at=context.now, outcome=OfferOutcome.REPLACED)
        .returning(TimeOffer.id)
    ).all()
    for offer_id in replaced:
        settle_offer(context.pairing, offer_id)

"""Telling people of times, and calendars of sessions: in the transaction of the cause."""

from collections.abc import Iterable

from squad.coaching.calendar import letters
from squad.coaching.calendar.models import TimeOffer
from squad.coaching.calendar.queries.entries import list_ahead
from squad.coaching.calendar.queries.offers import find_last_lapsed
from squad.coaching.models import CoachingSession
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.log import CoachingState
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.notify.actions import Recipient, settle, tell
from squad.notify.carrier import carrier
from squad.pairings.delegates.queries import find_delegate
from squad.pairings.models import Pairing
from squad.people.models import Person


def tell_of_offer(context: PairingContext, offer: TimeOffer) -> None:
    """The other side is asked to choose."""
    params = {"pairing": offer.pairing_id, "offer": offer.id}
    tell(letters.TIMES, _asked(context, offer), thing=_thing(offer.id), params=params)


def tell_of_lapsed(offer: TimeOffer, offered_by: Person) -> None:
    """Nobody chose a time: whoever offered them hears of it, and nobody need choose any more."""
    settle_offer(offer.pairing, offer.id)
    if offered_by.active:
        params = {"pairing": offer.pairing_id, "offer": offer.id}
        tell(letters.LAPSED, [recipient(offered_by)], thing=_thing(offer.id), params=params)


def settle_lapsed(pairing_id: int) -> None:
    """Other times are offered: that the last ones came to nothing need not be read any more."""
    last = find_last_lapsed(pairing_id)
    if last is not None:
        settle(letters.LAPSED, thing=_thing(last.id), person_ids=[last.by_id])


def settle_offer(pairing: Pairing, offer_id: int) -> None:
    """It was answered, replaced or taken back, or has lapsed: nobody need read of it."""
    delegate = find_delegate(pairing.mentee_id)
    ids = [pairing.mentor_id, pairing.mentee_id, *([delegate.id] if delegate else [])]
    settle(letters.TIMES, thing=_thing(offer_id), person_ids=ids)


def tell_of_sessions(context: PairingContext, changed: Iterable[CoachingSession]) -> None:
    """Both calendars hear of each session ahead that was planned, moved or called off.

    Called after the flush that saved them, which counted their versions up.
    """
    for each in changed:
        ahead = each.starts_at is not None and each.starts_at > context.now
        if ahead and each.state is not CoachingState.HELD:
            _tell_two(context.pairing, each, thing=f"session:{each.id}:{each.version}")


def call_off_what_is_ahead(_sender: object, *, mentee_id: int, programme_id: int) -> None:
    """A pairing ended: what was planned in it leaves the calendars."""
    if not carrier.ready:
        return
    for each in list_ahead(mentee_id, programme_id, clock.now()):
        _tell_two(each.pairing, each, thing=f"session:{each.id}:over")


def _tell_two(pairing: Pairing, it: CoachingSession, *, thing: str) -> None:
    two = [recipient(person) for person in (pairing.mentor, pairing.mentee) if person.active]
    params = {"pairing": pairing.id, "session": it.id, "version": it.version}
    tell(letters.SESSIONS, two, thing=thing, params=params)


def recipient(person: Person) -> Recipient:
    """A person as who is told."""
    return Recipient(person.id, person.email, person.language)


def _asked(context: PairingContext, offer: TimeOffer) -> list[Recipient]:
    pairing = context.pairing
    if offer.side is Side.MENTEE:
        asked: list[Person | None] = [pairing.mentor]
    else:
        asked = [pairing.mentee, find_delegate(pairing.mentee_id)]
    told = (person for person in asked if person is not None and person.active)
    return [recipient(person) for person in told if person.id != offer.by_id]


def _thing(offer_id: int) -> str:
    return f"times:{offer_id}"

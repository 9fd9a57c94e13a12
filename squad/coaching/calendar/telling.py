"""Telling the other side that times wait for a choice: in the same transaction."""

from squad.coaching.calendar import letters
from squad.coaching.calendar.models import TimeOffer
from squad.coaching.queries.contexts import PairingContext
from squad.framework.rules.fluency import Side
from squad.notify.actions import Recipient, settle, tell
from squad.people.models import Person


def tell_of_offer(context: PairingContext, offer: TimeOffer) -> None:
    """The other side is asked to choose."""
    params = {"pairing": offer.pairing_id, "offer": offer.id}
    tell(letters.TIMES, _asked(context, offer), thing=_thing(offer), params=params)


def settle_offer(context: PairingContext, offer: TimeOffer) -> None:
    """It was answered or taken back: nobody need read of it."""
    ids = [one.person_id for one in _asked(context, offer)]
    settle(letters.TIMES, thing=_thing(offer), person_ids=ids)


def recipient(person: Person) -> Recipient:
    """A person as who is told."""
    return Recipient(person.id, person.email, person.language)


def _asked(context: PairingContext, offer: TimeOffer) -> list[Recipient]:
    pairing = context.pairing
    person = pairing.mentee if offer.side is Side.MENTOR else pairing.mentor
    return [recipient(person)] if person.active else []


def _thing(offer: TimeOffer) -> str:
    return f"times:{offer.id}"

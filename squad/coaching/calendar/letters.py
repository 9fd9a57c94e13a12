"""What people are told about times, in their language; never a text of the pair class."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.coaching.calendar.models import TimeOffer
from squad.coaching.calendar.queries import list_offers, list_open_ids
from squad.coaching.queries.contexts import given_name
from squad.kernel.clock import clock
from squad.notify.addresses import path_to
from squad.notify.kinds import Kind, Told, Words
from squad.pairings.rules.states import LOGGABLE


def write_of_offers(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for the two of a pairing; three statements."""
    ids = {each.params["offer"] for each in told}
    offers = list_offers(ids)
    open_ids = list_open_ids(ids, clock.now())
    return {
        each.id: _choose(offer, each.person_id, is_open=offer.id in open_ids)
        for each in told
        if (offer := offers.get(each.params["offer"])) and _concerns(offer, each.person_id)
    }


def _concerns(offer: TimeOffer, person_id: int) -> bool:
    two = (offer.pairing.mentor, offer.pairing.mentee)
    return any(person.id == person_id and person.active for person in two)


def _choose(offer: TimeOffer, person_id: int, *, is_open: bool) -> Words:
    pairing = offer.pairing
    is_mentor = person_id == pairing.mentor_id
    me, other = (pairing.mentor, pairing.mentee) if is_mentor else (pairing.mentee, pairing.mentor)
    line = _("%(name)s offers times for your next session.", name=given_name(other))
    hello = _("Hello %(name)s,", name=me.name)
    then = _("Choose the one that suits you, or offer others. It is planned as soon as you have.")
    return Words(
        line=line,
        subject=_("Times to choose from"),
        action=_("Choose a time"),
        path=path_to("calendar.show_times", pairing_id=pairing.id),
        paragraphs=(hello, line, then),
        stale=not is_open or pairing.state not in LOGGABLE,
    )


TIMES = Kind("times_offered", _l("Times to choose from"), write_of_offers)
KINDS = (TIMES,)

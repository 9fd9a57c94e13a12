"""What people are told about times, in their language; never a text of the pair class."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

from squad.accounts.queries.accounts import list_shut_out
from squad.coaching.calendar.models import TimeOffer
from squad.coaching.calendar.objects import write_invitation
from squad.coaching.calendar.queries.entries import Dated, list_dated, list_titles
from squad.coaching.calendar.queries.offers import list_offers, list_open_ids
from squad.coaching.queries.contexts import given_name
from squad.kernel.clock import clock
from squad.notify.addresses import path_to
from squad.notify.carrier import carrier
from squad.notify.kinds import Kind, Told, Words
from squad.pairings.delegates.queries import list_delegations
from squad.pairings.models import Pairing
from squad.pairings.rules.states import LOGGABLE
from squad.web.formats import format_day, format_time, in_zone

Line = Callable[[str, str | None], str]
"""What somebody is told, from (the other one's name, the mentee's for an assistant)."""
Begins = tuple[str, str]
"""How a letter begins: the greeting, and what somebody is told."""


def _let_in(told: Sequence[Told]) -> Sequence[Told]:
    """What is told to people who may still come in; one statement."""
    shut_out = list_shut_out({each.person_id for each in told})
    return [each for each in told if each.person_id not in shut_out]


def write_of_offers(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for the two of a pairing, and for the mentee's assistant; four statements."""
    found = _begin(told, _offered)
    open_ids = list_open_ids({offer.id for offer, _ in found.values()}, clock.now())
    return {
        id_: _choose(offer, begins, is_open=offer.id in open_ids)
        for id_, (offer, begins) in found.items()
    }


def write_of_lapsed(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for whoever offered times of which none was chosen; three statements."""
    found = _begin(told, _passed)
    readers = {each.id: each.person_id for each in told}
    return {
        id_: _offer_others(offer.pairing, begins)
        for id_, (offer, begins) in found.items()
        if offer.by_id == readers[id_]
    }


def _begin(told: Sequence[Told], line: Line) -> dict[int, tuple[TimeOffer, Begins]]:
    """The offer, and how the letter about it begins, for each of those whose it is to know."""
    offers = list_offers({each.params["offer"] for each in told})
    assisting = list_delegations({offer.pairing.mentee_id for offer in offers.values()})
    found = {}
    for each in _let_in(told):
        offer = offers.get(each.params["offer"])
        names = _names(offer.pairing, each.person_id, assisting) if offer is not None else None
        if offer is not None and names is not None:
            name, other, mentee = names
            found[each.id] = offer, (str(_("Hello %(name)s,", name=name)), line(other, mentee))
    return found


def _names(
    pairing: Pairing, person_id: int, assisting: Mapping[tuple[int, int], str]
) -> tuple[str, str, str | None] | None:
    """One's own name, the other one's, and for an assistant the mentee's.

    None: nothing is theirs to know. `assisting`: {(mentee, assistant): the assistant's name}.
    """
    mentor, mentee = pairing.mentor, pairing.mentee
    if person_id == mentor.id and mentor.active:
        return mentor.name, given_name(mentee), None
    if person_id == mentee.id and mentee.active:
        return mentee.name, given_name(mentor), None
    if assistant := assisting.get((mentee.id, person_id)):
        return assistant, given_name(mentor), mentee.name
    return None


def _offered(name: str, mentee: str | None) -> str:
    said = (
        _("%(name)s offers times for your next session.", name=name)
        if mentee is None
        else _("%(mentor)s offers times for the next session with %(mentee)s.",
               mentor=name, mentee=mentee)
    )  # fmt: skip
    return str(said)


def _passed(name: str, mentee: str | None) -> str:
    said = (
        _("The times that you offered %(name)s have passed; none was chosen.", name=name)
        if mentee is None
        else _("The times that you offered %(mentor)s for the next session with %(mentee)s"
               " have passed; none was chosen.", mentor=name, mentee=mentee)
    )  # fmt: skip
    return str(said)


def _choose(offer: TimeOffer, begins: Begins, *, is_open: bool) -> Words:
    pairing = offer.pairing
    then = _("Choose the one that suits you, or offer others. It is planned as soon as you have.")
    return Words(
        line=begins[1],
        subject=_("Times to choose from"),
        action=_("Choose a time"),
        path=path_to("calendar.show_times", pairing_id=pairing.id),
        paragraphs=(*begins, then),
        stale=not is_open or pairing.state not in LOGGABLE,
    )


def _offer_others(pairing: Pairing, begins: Begins) -> Words:
    then = _("Offer others, or set a day together.")
    return Words(
        line=begins[1],
        subject=_("None of the times was chosen"),
        action=_("Offer other times"),
        path=path_to("calendar.show_times", pairing_id=pairing.id),
        paragraphs=(*begins, then),
        stale=pairing.state not in LOGGABLE,
    )


def write_of_sessions(told: Sequence[Told]) -> Mapping[int, Words]:
    """An invitation, a change or that it is called off, for each of the two; four statements."""
    dated = list_dated({each.params["session"] for each in told})
    titles = list_titles({each.person_id for each in told})
    found = {}
    for each in _let_in(told):
        it = dated.get(each.params["session"])
        if it is not None and it.coaching_session.starts_at and _is_of(it, each.person_id):
            own = titles.get(each.person_id) or default_title()
            found[each.id] = _dated(it, it.coaching_session.starts_at, each, own)
    return found


def default_title() -> str:
    """What an entry is called unless somebody chose another title."""
    return str(pgettext("calendar", "Meeting"))


def _is_of(it: Dated, person_id: int) -> bool:
    two = (it.pairing.mentor, it.pairing.mentee)
    return any(person.id == person_id and person.active for person in two)


def _dated(it: Dated, starts_at: datetime, told: Told, title: str) -> Words:
    """The text is as neutral as the entry: mail programs put it into calendars."""
    pairing, called_off = it.pairing, it.called_off
    is_mentor = told.person_id == pairing.mentor_id
    me, other = (pairing.mentor, pairing.mentee) if is_mentor else (pairing.mentee, pairing.mentor)
    at = {"when": _moment(starts_at, pairing.programme.time_zone), "title": title}
    line = _("With %(name)s: %(when)s.", name=other.name, **at)
    off = _("With %(name)s, %(when)s: called off.", name=other.name, **at)
    then = _("You can add it to your calendar from this mail. Answers to this mail are not read:"
             " to change the time, use the button.")  # fmt: skip
    two = [(person.name, person.email) for person in (pairing.mentor, pairing.mentee)]
    return Words(
        line=off if called_off else line,
        subject=_("Called off: %(title)s, %(when)s", **at)
        if called_off
        else _("%(title)s: %(when)s", **at),
        action=_("Open the times"),
        path=path_to("calendar.show_times", pairing_id=pairing.id),
        paragraphs=(_("Hello %(name)s,", name=me.name), *((off,) if called_off else (line, then))),
        stale=it.coaching_session.version != told.params["version"] or starts_at <= clock.now(),
        calendar=write_invitation(
            it.entry(title), organizer=carrier.sender.addr_spec, attendees=two
        ),
    )


def _moment(at: datetime, time_zone: str) -> str:
    local = in_zone(at, time_zone)
    day = format_day(local.date(), weekday=True)
    return str(_("%(day)s, %(time)s", day=day, time=format_time(local)))


TIMES = Kind("times_offered", _l("Times to choose from"), write_of_offers)
# Home shows what is planned: no notice says it again.
SESSIONS = Kind("session_dated", _l("Sessions for your calendar"), write_of_sessions, noticed=False)
LAPSED = Kind("times_lapsed", _l("Times that nobody chose"), write_of_lapsed)
KINDS = (TIMES, LAPSED, SESSIONS)

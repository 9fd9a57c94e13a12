"""Coordinators are told which pair asks for them, never who of the two, nor what they say."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from squad.access.viewer import Role
from squad.db.session import session
from squad.notify.actions import Recipient, settle, tell
from squad.notify.addresses import path_to
from squad.notify.kinds import Kind, Told, Words
from squad.pairings.calls.queries import calls_wait_for
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.programmes.models import RoleGrant


def tell_of_call(pairing: Pairing, thing: str) -> None:
    """Those who read it are told, once for each thing that is said."""
    to = [Recipient(*row) for row in session.execute(_select_readers(pairing))]
    tell(CALLED, to, thing=thing, params={"pairing": pairing.id})


def settle_calls(pairing: Pairing, things: Collection[str]) -> None:
    """These are settled, by one for all who coordinate: their notices ask for nothing more."""
    readers = [row.id for row in session.execute(_select_readers(pairing))]
    for thing in things:
        settle(CALLED, thing=thing, person_ids=readers)


def _select_readers(pairing: Pairing) -> Select[int, str, str]:
    return (
        select(Person.id, Person.email, Person.language)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            RoleGrant.programme_id == pairing.programme_id,
            RoleGrant.role == Role.COORDINATOR,
            RoleGrant.removed_at.is_(None),
            Person.active,
            Person.id.not_in([pairing.mentor_id, pairing.mentee_id]),
        )
    )


def write_calls(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for whoever still coordinates the pair, and is none of it."""
    people = (joinedload(Pairing.mentor), joinedload(Pairing.mentee))
    rows = session.execute(
        select(Pairing, Person, calls_wait_for(Person.id))
        .options(*people)
        .join(RoleGrant, RoleGrant.programme_id == Pairing.programme_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            Pairing.id.in_({each.params["pairing"] for each in told}),
            Person.id.in_({each.person_id for each in told}),
            RoleGrant.role == Role.COORDINATOR,
            RoleGrant.removed_at.is_(None),
            Person.active,
            Person.id.not_in([Pairing.mentor_id, Pairing.mentee_id]),
        )
    )
    known = {(person.id, pairing.id): (pairing, person, waits) for pairing, person, waits in rows}
    return {
        each.id: _words(*found)
        for each in told
        if (found := known.get((each.person_id, each.params["pairing"])))
    }


def _words(pairing: Pairing, person: Person, waits: bool) -> Words:
    names = {"mentee": pairing.mentee.name, "mentor": pairing.mentor.name}
    line = _("%(mentee)s, with %(mentor)s: one of the two asks for you.", **names)
    then = _("What they say stands in Tweet Squad, for you alone: the other one reads none of it.")
    return Words(
        line=line,
        subject=_("Somebody asks for you"),
        action=_("Read it and settle it"),
        path=f"{path_to('pairings.show_pairing', pairing_id=pairing.id)}#calls",
        paragraphs=(_("Hello %(name)s,", name=person.name), line, then),
        stale=not waits,
    )


CALLED = Kind("called", _l("Somebody asks for you"), write_calls, role=Role.COORDINATOR)
KINDS = (CALLED,)

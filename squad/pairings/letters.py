"""What the two of a pairing, and its coordinators, are told: names, states and days.

Nothing of the pair's own words is read here. A proposal that closes reads alike, whoever closed it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from squad.access.viewer import Role
from squad.accounts.queries.accounts import is_shut_out
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.notify.addresses import path_to
from squad.notify.kinds import Kind, Told, Words
from squad.pairings.models import Pairing
from squad.pairings.queries.agreements import list_unsigned
from squad.pairings.queries.lists import BROKEN
from squad.pairings.rules.states import FINISHED, PairingState
from squad.people.models import Person
from squad.programmes.models import Programme, RoleGrant
from squad.web.formats import format_day


@dataclass(frozen=True, slots=True)
class About:
    """A pairing as one of its two is told of it."""

    pairing: Pairing
    side: Side
    params: Mapping[str, Any]
    unsigned: Collection[tuple[int, int, Side]]
    """(pairing, number, side) of the newest agreements that somebody has not signed."""

    @property
    def me(self) -> Person:
        """Whom to tell."""
        return self.pairing.mentor if self.side is Side.MENTOR else self.pairing.mentee

    @property
    def other(self) -> str:
        """The other one's name."""
        other = self.pairing.mentee if self.side is Side.MENTOR else self.pairing.mentor
        return other.name


def write_of_pairings(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for one of the two of a pairing.

    Whoever is not of it, has left, or may not come in any more has none.
    """
    wanted = {each.params["pairing"] for each in told}
    people = (joinedload(Pairing.mentor), joinedload(Pairing.mentee))
    shut = (is_shut_out(Pairing.mentor_id), is_shut_out(Pairing.mentee_id))
    query = select(Pairing, *shut).options(*people, joinedload(Pairing.programme))
    rows = session.execute(query.where(Pairing.id.in_(wanted))).all()
    pairings = {row[0].id: row[0] for row in rows}
    shut_out = {row[0].mentor_id for row in rows if row[1]}
    shut_out |= {row[0].mentee_id for row in rows if row[2]}
    unsigned = list_unsigned(wanted)
    found = {}
    for each in told:
        pairing = pairings.get(each.params["pairing"])
        side = _side_of(each.person_id, pairing) if pairing else None
        if pairing is not None and side is not None:
            about = About(pairing, side, each.params, unsigned)
            if about.me.active and about.me.id not in shut_out:
                found[each.id] = _WRITERS[each.kind](about)
    return found


def _side_of(person_id: int, pairing: Pairing) -> Side | None:
    sides = {pairing.mentor_id: Side.MENTOR, pairing.mentee_id: Side.MENTEE}
    return sides.get(person_id)


def _words(
    about: About, line: str, subject: str, action: str, *paragraphs: str, **values: Any
) -> Words:
    """The line leads to the pairing's page, unless `path` says otherwise."""
    page = path_to("pairings.show_pairing", pairing_id=about.pairing.id)
    hello = _("Hello %(name)s,", name=about.me.name)
    given = {"path": page, "paragraphs": (hello, *(paragraphs or (line,))), **values}
    return Words(line=line, subject=subject, action=action, **given)


def _proposed(about: About) -> Words:
    pairing, mentor = about.pairing, about.side is Side.MENTOR
    names = {"programme": pairing.programme.name, "other": about.other}
    line = _("%(other)s and you are proposed to each other in %(programme)s.", **names)
    what = (
        _("The programme %(programme)s proposes that you mentor %(other)s.", **names)
        if mentor
        else _("The programme %(programme)s proposes that %(other)s mentors you.", **names)
    )
    free = _("Each of you answers alone, and nobody has to say why.")
    last_day = pairing.expires_on
    until = _("You can answer until %(day)s.", day=format_day(last_day)) if last_day else ""
    answered = pairing.mentor_accepted_at if mentor else pairing.mentee_accepted_at
    return _words(
        about,
        line,
        _("A proposal awaits your answer"),
        _("Read the proposal"),
        what,
        f"{until} {free}".strip(),
        stale=pairing.state is not PairingState.PROPOSED or answered is not None,
    )


def _accepted(about: About) -> Words:
    line = _("%(other)s and you have both accepted.", other=about.other)
    then = _("Next you write your agreement together: what it is for, and how you will notice.")
    subject, action = _("You have both accepted"), _("Open the pairing")
    stale = about.pairing.state is not PairingState.ACCEPTED
    return _words(about, line, subject, action, line, then, stale=stale)


def _closed(about: About) -> Words:
    line = _("The proposal with %(other)s is closed.", other=about.other)
    then = _("You need not do anything. Another proposal may follow.")
    subject, action = _("A proposal is closed"), _("Open the pairing")
    return _words(about, line, subject, action, line, then)


def _to_sign(about: About) -> Words:
    pairing = about.pairing
    line = _("The agreement with %(other)s awaits your signature.", other=about.other)
    then = _("It counts once you have both signed. Until then each of you can change it.")
    asked = (pairing.id, about.params["number"], about.side)
    return _words(
        about,
        line,
        _("An agreement awaits your signature"),
        _("Read the agreement"),
        line,
        then,
        path=path_to("pairings.show_agreement", pairing_id=pairing.id),
        stale=pairing.state in FINISHED or asked not in about.unsigned,
    )


def _in_force(about: About) -> Words:
    line = _("The agreement with %(other)s is in force.", other=about.other)
    then = _("You have both signed it: progress counts towards its target from now on.")
    subject, action = _("Your agreement is in force"), _("Read the agreement")
    path = path_to("pairings.show_agreement", pairing_id=about.pairing.id)
    stale = about.pairing.state in FINISHED
    return _words(about, line, subject, action, line, then, path=path, stale=stale)


def _moved(about: About) -> Words:
    state = PairingState(about.params["to"])
    line, subject, then = _MOVES[state](about.other)
    # Who pauses and goes on within the minute need not be told of either.
    stale = about.pairing.state is not state
    return _words(about, line, subject, _("Open the pairing"), line, then, stale=stale)


def _kept() -> str:
    return str(_("What was learned stays, and you can both read it."))


_MOVES: Mapping[PairingState, Callable[[str], tuple[str, str, str]]] = {
    PairingState.PAUSED: lambda other: (
        _("The pairing with %(other)s pauses.", other=other),
        _("Your pairing pauses"),
        _("Nothing reminds you and no day of silence counts until it goes on."),
    ),
    PairingState.ACTIVE: lambda other: (
        _("The pairing with %(other)s goes on.", other=other),
        _("Your pairing goes on"),
        _("You go on where you stopped."),
    ),
    PairingState.COMPLETED: lambda other: (
        _("The pairing with %(other)s is completed.", other=other),
        _("Your pairing is completed"),
        _kept(),
    ),
    PairingState.ENDED: lambda other: (
        _("The pairing with %(other)s has ended.", other=other),
        _("Your pairing has ended"),
        _kept(),
    ),
}


def write_of_rules(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for coordinators, while they are: how many pairings break a rule by now."""
    rows = session.execute(
        select(Programme, RoleGrant.person_id)
        .join(RoleGrant, RoleGrant.programme_id == Programme.id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.person_id.in_({each.person_id for each in told}),
            RoleGrant.role == Role.COORDINATOR,
            RoleGrant.removed_at.is_(None),
            Person.active,
            ~is_shut_out(Person.id),
        )
    )
    coordinated = {(person_id, programme.id): programme for programme, person_id in rows}
    return {
        each.id: _broken(programme, each.params["count"])
        for each in told
        if (programme := coordinated.get((each.person_id, each.params["programme"])))
    }


def _broken(programme: Programme, count: int) -> Words:
    line = ngettext(
        "%(programme)s: %(num)s pairing breaks a rule since people or rules have changed.",
        "%(programme)s: %(num)s pairings break a rule since people or rules have changed.",
        count,
        programme=programme.name,
    )
    then = _("Nothing was cut. Look at each, and decide with the two whether it goes on.")
    return Words(
        line=str(line),
        subject=_("Pairings to look at"),
        action=_("Open the pairings"),
        path=path_to("pairings.list_pairings", programme=programme.id, state=BROKEN),
        paragraphs=(str(line), then),
        stale=programme.archived_on is not None,
    )


PROPOSED = Kind("pairing_proposed", _l("A proposal to answer"), write_of_pairings)
ACCEPTED = Kind("pairing_accepted", _l("You have both accepted"), write_of_pairings)
CLOSED = Kind("proposal_closed", _l("A proposal is closed"), write_of_pairings)
TO_SIGN = Kind("agreement_to_sign", _l("An agreement to sign"), write_of_pairings)
IN_FORCE = Kind("agreement_in_force", _l("An agreement is in force"), write_of_pairings)
MOVED = Kind(
    "pairing_moved", _l("A pairing pauses, goes on, is completed or ends"), write_of_pairings
)
BROKEN_RULES = Kind(
    "rules_broken", _l("Pairings that break a rule"), write_of_rules, role=Role.COORDINATOR
)
KINDS = (PROPOSED, ACCEPTED, CLOSED, TO_SIGN, IN_FORCE, MOVED, BROKEN_RULES)
_WRITERS: Mapping[str, Callable[[About], Words]] = {
    PROPOSED.code: _proposed,
    ACCEPTED.code: _accepted,
    CLOSED.code: _closed,
    TO_SIGN.code: _to_sign,
    IN_FORCE.code: _in_force,
    MOVED.code: _moved,
}

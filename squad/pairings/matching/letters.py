"""Whoever comes into a pool is asked a few questions, where they can sign in to answer them."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from squad.accounts.models import Account
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.notify.actions import Recipient, settle, tell
from squad.notify.addresses import path_to
from squad.notify.kinds import Kind, Told, Words
from squad.pairings.matching.models import Enrolment
from squad.people.models import Person
from squad.programmes.models import Programme


def tell_of_pool(programme_id: int, side: Side, person_ids: Sequence[int]) -> None:
    """Ask those with an account; the others find the questions on home once they come in."""
    rows = session.execute(
        select(Person.id, Person.email, Person.language)
        .join(Account, Account.person_id == Person.id)
        .where(
            Person.id.in_(person_ids),
            Account.accepted_at.is_not(None),
            Account.disabled_at.is_(None),
        )
    )
    to = [Recipient(*row) for row in rows]
    params = {"programme": programme_id, "side": side.value}
    tell(ENROLLED, to, thing=_thing(programme_id, side), params=params)


def settle_enrolment(enrolment: Enrolment) -> None:
    """They have answered, or left: their notice asks for nothing more."""
    thing = _thing(enrolment.programme_id, enrolment.side)
    settle(ENROLLED, thing=thing, person_ids=[enrolment.person_id])


def write_enrolments(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for whoever is still in the pool."""
    rows = session.execute(
        select(Enrolment, Programme, Person)
        .join(Programme, Programme.id == Enrolment.programme_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.programme_id.in_({each.params["programme"] for each in told}),
            Enrolment.person_id.in_({each.person_id for each in told}),
            Enrolment.left_at.is_(None),
            Person.active,
        )
    )
    known = {(row[0].person_id, row[0].programme_id, row[0].side.value): row for row in rows}
    return {
        each.id: _words(*row)
        for each in told
        if (
            row := known.get(
                (each.person_id, each.params["programme"], str(each.params.get("side")))
            )
        )
    }


def _key(told: Told) -> tuple[int, int, str]:
    return told.person_id, told.params["programme"], str(told.params.get("side"))


def _words(enrolment: Enrolment, programme: Programme, person: Person) -> Words:
    mentor = enrolment.side is Side.MENTOR
    line = (
        _("You could mentor somebody in %(programme)s.", programme=programme.name)
        if mentor
        else _("You could have a mentor in %(programme)s.", programme=programme.name)
    )
    few = (
        _("A few questions: when you are free, and what you can show.")
        if mentor
        else _("A few questions: when you are free, and what you would like.")
    )
    leave = _("You can leave the pool without giving a reason.")
    return Words(
        line=line,
        subject=_("A few questions wait for you."),
        action=_("Answer the questions"),
        path=path_to("matching.edit_enrolment", enrolment_id=enrolment.id),
        paragraphs=(_("Hello %(name)s,", name=person.name), line, f"{few} {leave}"),
        stale=enrolment.answered_at is not None or programme.archived_on is not None,
    )


def _thing(programme_id: int, side: Side) -> str:
    return f"pool:{programme_id}:{side.value}"


ENROLLED = Kind("enrolled", _l("A few questions, to find you a match"), write_enrolments)
KINDS = (ENROLLED,)

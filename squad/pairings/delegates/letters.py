"""What an assistant is told."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from squad.accounts.queries.accounts import list_shut_out
from squad.db.session import session
from squad.notify.addresses import path_to
from squad.notify.kinds import Kind, Told, Words
from squad.pairings.delegates.queries import list_delegations
from squad.people.models import Person


def write_of_naming(told: Sequence[Told]) -> Mapping[int, Words]:
    """Words for whoever still is the assistant, and may come in; three statements."""
    shut_out = list_shut_out({each.person_id for each in told})
    mentee_ids = {each.params["mentee"] for each in told}
    live = list_delegations(mentee_ids)
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(mentee_ids)))
    names = {row.id: row.name for row in rows}
    return {
        each.id: _named(names[each.params["mentee"]], assistant)
        for each in told
        if (assistant := live.get((each.params["mentee"], each.person_id)))
        and each.person_id not in shut_out
    }


def _named(mentee: str, assistant: str) -> Words:
    line = _("%(name)s asks you to look after the times of their sessions.", name=mentee)
    then = _("You see when they are, and can set and move them. Nothing else is shown to you.")
    return Words(
        line=line,
        subject=_("Somebody asks you to look after their times"),
        action=_("Open the times"),
        path=path_to("home.show_home"),
        paragraphs=(_("Hello %(name)s,", name=assistant), line, then),
    )


NAMED = Kind("delegate_named", _l("Looking after somebody’s times"), write_of_naming)
KINDS = (NAMED,)

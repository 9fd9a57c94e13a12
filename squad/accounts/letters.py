"""What is mailed to people about their way in: an invitation, a link for a new password.

The outbox knows a link by its id; the address that works is made as the mail is written.
"""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from squad.accounts.models import Account, AccountLink, LinkKind
from squad.accounts.queries.links import is_open
from squad.accounts.signing import signing
from squad.db.session import session
from squad.kernel.clock import clock
from squad.notify.actions import Recipient, tell
from squad.notify.addresses import path_to
from squad.notify.kinds import Kind, Told, Words
from squad.people.models import Person
from squad.web.formats import format_day, in_zone


def tell_of_link(link: AccountLink, person: Person) -> None:
    """Mail somebody the link that was made for them."""
    kind = INVITATION if link.kind is LinkKind.INVITATION else RESET
    to = [Recipient(person.id, person.email, person.language)]
    tell(kind, to, thing=f"link:{link.id}", params={"link": link.id})


def write_links(told: Sequence[Told]) -> Mapping[int, Words]:
    """The mails with links; one whose link works no more is stale, and has no words."""
    wanted = {each.params["link"]: each.id for each in told}
    rows = session.execute(
        select(AccountLink, Person)
        .join(Account, Account.id == AccountLink.account_id)
        .join(Person, Person.id == Account.person_id)
        .where(
            AccountLink.id.in_(wanted),
            is_open(clock.now()),
            Account.disabled_at.is_(None),
            Person.active,
        )
    )
    return {wanted[link.id]: _words(link, person) for link, person in rows}


def _words(link: AccountLink, person: Person) -> Words:
    path = path_to("accounts.use_link", token=signing.link_token(link.nonce))
    until = format_day(in_zone(link.expires_at, person.time_zone).date())
    hello = _("Hello %(name)s,", name=person.name)
    for_you = _("The link is for you alone. It works once, until %(day)s.", day=until)
    if link.kind is LinkKind.RESET:
        subject = _("A new password for Tweet Squad")
        asked = _("An administrator made you a link with which you choose a new password.")
        kept = _("Your present password works until you have chosen another.")
        paragraphs = (hello, asked, f"{for_you} {kept}")
    else:
        subject = _("You are invited to Tweet Squad")
        what = _(
            "Your company runs its reverse mentoring on social networks with Tweet Squad. Choose a"
            " password, and you are in."
        )
        paragraphs = (hello, what, for_you)
    return Words(
        line=subject, subject=subject, action=_("Choose a password"), path=path,
        paragraphs=paragraphs,
    )  # fmt: skip


INVITATION = Kind("invitation", _l("An invitation"), write_links, noticed=False, optional=False)
RESET = Kind("reset", _l("A link for a new password"), write_links, noticed=False, optional=False)
KINDS = (INVITATION, RESET)

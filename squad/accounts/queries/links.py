"""Reading invitations and reset links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from squad.accounts.models import Account, AccountLink, LinkKind
from squad.db.session import session
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that works, with whose it is; plain values, to be used after the transaction."""

    kind: LinkKind
    account_id: int
    name: str
    email: str
    language: str


def is_open(now: datetime) -> ColumnElement[bool]:
    """The condition that a link was neither used nor taken back, and has not expired."""
    return and_(
        AccountLink.used_at.is_(None),
        AccountLink.revoked_at.is_(None),
        AccountLink.expires_at > now,
    )


def find_open_link(nonce: str | None, now: datetime) -> OpenLink | None:
    """The link with this nonce, if it works: so must the account, and the person be there."""
    if nonce is None:
        return None
    row = session.execute(
        select(AccountLink.kind, Account.id, Person.name, Person.email, Person.language)
        .join(Account, Account.id == AccountLink.account_id)
        .join(Person, Person.id == Account.person_id)
        .where(
            AccountLink.nonce == nonce,
            is_open(now),
            Account.disabled_at.is_(None),
            Person.active,
        )
    ).one_or_none()
    return OpenLink(*row) if row else None


def list_open_links(account_id: int, now: datetime) -> Sequence[AccountLink]:
    """The links of an account that work."""
    return session.scalars(
        select(AccountLink)
        .where(AccountLink.account_id == account_id, is_open(now))
        .order_by(AccountLink.id)
    ).all()

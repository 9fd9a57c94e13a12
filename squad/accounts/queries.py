"""Reading accounts and sign-ins."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from squad.accounts.models import Account, SignIn
from squad.accounts.rules import IDLE_LIFETIME, sign_in_is_alive
from squad.db.session import session
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A living sign-in with the person behind it."""

    sign_in: SignIn
    account: Account
    person: Person


def find_signed_in(token_hash: str, now: datetime) -> SignedIn | None:
    """The person behind a sign-in's token, if sign-in, account and person are all alive."""
    row = session.execute(
        select(SignIn, Account, Person)
        .join(Account, Account.id == SignIn.account_id)
        .join(Person, Person.id == Account.person_id)
        .where(
            SignIn.token_hash == token_hash,
            SignIn.ended_at.is_(None),
            SignIn.last_seen_at > now - IDLE_LIFETIME,
            Account.disabled_at.is_(None),
            Person.active,
        )
    ).one_or_none()
    if row is None or not sign_in_is_alive(row[0].last_seen_at, row[0].expires_at, now):
        return None
    return SignedIn(*row)

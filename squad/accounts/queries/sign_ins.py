"""Reading sign-ins, and what was tried to get one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, func, select

from squad.access.viewer import Viewer
from squad.accounts.models import Account, FailedSignIn, FirstWords, SignIn
from squad.accounts.rules.lifetimes import IDLE_LIFETIME, sign_in_is_alive
from squad.accounts.rules.throttle import (
    LONGEST_WAIT,
    REMEMBERED,
    TRIES_OF_AN_ADDRESS,
    Failures,
)
from squad.db.session import session
from squad.notify.models import Notice
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A living sign-in with the person behind it."""

    sign_in: SignIn
    account: Account
    person: Person
    told: str | None
    """Of which roles they have put the first words away, as one text."""
    unread: int
    """How many notices they have not read."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a password is compared with; plain values, to be used after the transaction."""

    account_id: int
    password_hash: str | None


def find_signed_in(token_hash: str, now: datetime) -> SignedIn | None:
    """The person behind a sign-in's token, if sign-in, account and person are all alive."""
    alive = SignIn.token_hash == token_hash, SignIn.last_seen_at > now - IDLE_LIFETIME
    row = session.execute(_SIGNED_IN.where(*alive)).one_or_none()
    if row is None or not sign_in_is_alive(row[0].last_seen_at, row[0].expires_at, now):
        return None
    return SignedIn(*row)


def _told() -> ColumnElement[str | None]:
    """As one text: a statement of its own would be one more for each page."""
    return (
        select(func.aggregate_strings(cast(FirstWords.part, String), " "))
        .where(FirstWords.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )


def _unread() -> ColumnElement[int]:
    """With the sign-in as well: the head of each page says it."""
    return (
        select(func.count(Notice.id))
        .where(Notice.person_id == Person.id, Notice.read_at.is_(None))
        .correlate(Person)
        .scalar_subquery()
    )


# Built once: each request asks it.
_SIGNED_IN = (
    select(SignIn, Account, Person, _told(), _unread())
    .join(Account, Account.id == SignIn.account_id)
    .join(Person, Person.id == Account.person_id)
    .where(SignIn.ended_at.is_(None), Account.disabled_at.is_(None), Person.active)
)


def find_account_of_token(token_hash: str) -> int | None:
    """Whose sign-in a token was, alive or not."""
    return session.scalar(select(SignIn.account_id).where(SignIn.token_hash == token_hash))


def find_credentials(email: str) -> Credentials | None:
    """What the password of an e-mail address is compared with, if its account may sign in."""
    row = session.execute(
        select(Account.id, Account.password_hash)
        .join(Person, Person.id == Account.person_id)
        .where(Person.email == email, Person.active, Account.disabled_at.is_(None))
    ).one_or_none()
    return Credentials(row.id, row.password_hash) if row else None


def find_failures(name_hash: str, address_hash: str, now: datetime) -> Failures:
    """What is remembered of a name at an address."""
    count, last_at = session.execute(
        select(func.count(FailedSignIn.id), func.max(FailedSignIn.tried_at)).where(
            FailedSignIn.name_hash == name_hash,
            FailedSignIn.address_hash == address_hash,
            FailedSignIn.tried_at > now - REMEMBERED,
        )
    ).one()
    oldest = session.scalar(
        select(FailedSignIn.tried_at)
        .where(
            FailedSignIn.address_hash == address_hash,
            FailedSignIn.tried_at > now - LONGEST_WAIT,
        )
        .order_by(FailedSignIn.tried_at.desc())
        .offset(TRIES_OF_AN_ADDRESS - 1)
        .limit(1)
    )
    return Failures(count, last_at, oldest)


def list_own_sign_ins(viewer: Viewer, now: datetime) -> Sequence[SignIn]:
    """The browsers in which the viewer is signed in, the latest used first."""
    return session.scalars(
        select(SignIn)
        .where(
            SignIn.account_id == viewer.account_id,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
            SignIn.last_seen_at > now - IDLE_LIFETIME,
        )
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
    ).all()

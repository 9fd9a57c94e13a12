"""Signing in and out."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import contains_eager

from squad.access.viewer import Viewer
from squad.accounts.models import Account, FailedSignIn, SignIn
from squad.accounts.passwords import passwords
from squad.accounts.queries.sign_ins import find_credentials, find_failures
from squad.accounts.rules.lifetimes import ABSOLUTE_LIFETIME, IDLE_LIFETIME, OVER_KEPT
from squad.accounts.rules.throttle import NO_WAIT, REMEMBERED, network_of, wait_before_try
from squad.accounts.sign_in_cookie import token_hash
from squad.accounts.signing import signing
from squad.audit.actions import record
from squad.db.locks import one_at_a_time
from squad.db.session import session
from squad.db.unit_of_work import record_after, writing_apart
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.kernel.ids import new_token
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class OpenedSignIn:
    """A fresh sign-in: the token for the cookie, and the person's language."""

    token: str
    account_id: int
    language: str


def check_password(*, email: str, password: str, address: str) -> int:
    """The account that this e-mail and password open.

    Raises `wait_before_sign_in` with the seconds to wait, or `wrong_credentials`: alike for
    addresses that nobody has. Hashes outside of every transaction: a try counts as failed before
    it is weighed, so that many at the same instant are no more tries than one after the other.
    """
    name = signing.fingerprint("name", email)
    place = signing.fingerprint("address", network_of(address))
    with writing_apart():
        wait = _count_try(name, place)
        found = find_credentials(email)
    known = found is not None
    if wait > NO_WAIT:
        record_after(lambda: record("sign_in_delayed", by=None, known=known))
        raise DomainError("wait_before_sign_in", seconds=ceil(wait.total_seconds()))
    fits = passwords.matches(password, found.password_hash if found else None)
    if found is None or not fits:
        record_after(lambda: record("sign_in_failed", by=None, known=known))
        raise DomainError("wrong_credentials")
    record_after(lambda: _forget_failures(name, place))
    return found.account_id


def _count_try(name_hash: str, address_hash: str) -> timedelta:
    """Count a try as failed, unless it must wait: for how long. What is too old is forgotten."""
    one_at_a_time(address_hash)
    now = clock.now()
    wait = wait_before_try(find_failures(name_hash, address_hash, now), now)
    if wait <= NO_WAIT:
        session.execute(delete(FailedSignIn).where(FailedSignIn.tried_at < now - REMEMBERED))
        session.add(FailedSignIn(name_hash=name_hash, address_hash=address_hash, tried_at=now))
    return wait


def _forget_failures(name_hash: str, address_hash: str) -> None:
    session.execute(
        delete(FailedSignIn).where(
            FailedSignIn.name_hash == name_hash, FailedSignIn.address_hash == address_hash
        )
    )


def forget_failures_of(email: str) -> None:
    """Whoever came in by a link waits nowhere for earlier failures."""
    name = signing.fingerprint("name", email)
    session.execute(delete(FailedSignIn).where(FailedSignIn.name_hash == name))


def open_sign_in(*, account_id: int, device: str, replacing: str | None) -> OpenedSignIn:
    """Sign this browser in under a new id; the sign-in that its cookie named ends.

    Raises `wrong_credentials` when the account was disabled meanwhile.
    """
    now = clock.now()
    account = session.scalar(
        select(Account)
        .join(Account.person)
        .options(contains_eager(Account.person))
        .where(Account.id == account_id, Account.disabled_at.is_(None), Person.active)
    )
    if account is None:
        raise DomainError("wrong_credentials")
    if replacing is not None:
        end_sign_in(token_hash=replacing)
    token = new_token()
    session.add(
        SignIn(
            account_id=account.id,
            token_hash=token_hash(token),
            created_at=now,
            last_seen_at=now,
            expires_at=now + ABSOLUTE_LIFETIME,
            device=device,
        )
    )
    account.last_seen_at = now
    record("signed_in", by=account.person_id, account=account.id)
    session.flush()
    return OpenedSignIn(token, account.id, account.person.language)


def sign_out(*, by: Viewer, token_hash: str) -> None:
    """End the sign-in of this browser: a copy of its cookie is dead too."""
    end_sign_in(token_hash=token_hash)
    record("signed_out", by=by.person_id, account=by.account_id)


def end_sign_in(*, token_hash: str) -> None:
    """End a sign-in by its token's hash, if it lives."""
    session.execute(
        update(SignIn)
        .where(SignIn.token_hash == token_hash, SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_sign_ins(*, account_ids: list[int], but: int | None = None) -> None:
    """End every sign-in of these accounts, but the one with the id `but`."""
    session.execute(
        update(SignIn)
        .where(
            SignIn.account_id.in_(account_ids),
            SignIn.ended_at.is_(None),
            SignIn.id != (but or 0),
        )
        .values(ended_at=clock.now())
    )


def purge_sign_ins() -> None:
    """Delete the sign-ins that have long been over."""
    before = clock.now() - OVER_KEPT
    over = or_(
        SignIn.ended_at <= before,
        SignIn.expires_at <= before,
        SignIn.last_seen_at <= before - IDLE_LIFETIME,
    )
    session.execute(delete(SignIn).where(over))


def touch_sign_in(*, sign_in_id: int) -> None:
    """Note that a sign-in was used; called through `record_after`."""
    now = clock.now()
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_at=now))
    of_sign_in = select(SignIn.account_id).where(SignIn.id == sign_in_id)
    session.execute(update(Account).where(Account.id.in_(of_sign_in)).values(last_seen_at=now))

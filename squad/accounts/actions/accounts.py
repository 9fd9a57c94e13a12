"""Administering accounts: on and off, sign-ins ended, administrators."""

from typing import Any

from sqlalchemy import func, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.accounts.actions.links import invite, revoke_open_links
from squad.accounts.actions.sign_ins import end_sign_ins
from squad.accounts.models import Account, AccountLink
from squad.accounts.queries.accounts import has_administrator
from squad.accounts.rules.states import AccountProblem, check_administrator_remains
from squad.audit.actions import record
from squad.db.session import session
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.people.actions import add_person
from squad.people.models import Person
from squad.people.rules.person import PersonDraft


def disable_account(*, person_id: int, by: Viewer) -> None:
    """Close a person's way in, at once; nothing else of theirs changes."""
    account = _locked(person_id, by)
    if account.disabled_at is not None:
        return
    if account.administrator:
        check_administrators(without=account.id)
    account.disabled_at = clock.now()
    session.flush()
    end_sign_ins(account_ids=[account.id])
    revoke_open_links(account_ids=[account.id])
    record("account_disabled", by=by.person_id, account=account.id)


def enable_account(*, person_id: int, by: Viewer) -> None:
    """Open it again; the person signs in anew."""
    account = _locked(person_id, by)
    if account.disabled_at is None:
        return
    account.disabled_at = None
    session.flush()
    record("account_enabled", by=by.person_id, account=account.id)


def end_all_sign_ins(*, person_id: int, by: Viewer) -> None:
    """Sign a person out of every browser."""
    account = _locked(person_id, by)
    end_sign_ins(account_ids=[account.id])
    record("sign_ins_ended", by=by.person_id, account=account.id)


def grant_administrator(*, person_id: int, by: Viewer) -> None:
    """Let a person administer."""
    account = _locked(person_id, by)
    if account.administrator:
        return
    account.administrator = True
    session.flush()
    record("administrator_granted", by=by.person_id, account=account.id)


def remove_administrator(*, person_id: int, by: Viewer) -> None:
    """Let a person administer no longer; never the last one."""
    account = _locked(person_id, by)
    if not account.administrator:
        return
    check_administrators(without=account.id)
    account.administrator = False
    session.flush()
    record("administrator_removed", by=by.person_id, account=account.id)


def end_sign_ins_of_inactive(_sender: Any, ids: frozenset[int]) -> None:
    """People changed: whoever left is signed out everywhere, and no link brings them back."""
    accounts = session.scalars(
        select(Account)
        .join(Person, Person.id == Account.person_id)
        .where(Account.person_id.in_(ids), ~Person.active)
    ).all()
    if accounts:
        end_sign_ins(account_ids=[account.id for account in accounts])
        revoke_open_links(account_ids=[account.id for account in accounts])
    if any(account.administrator for account in accounts):
        check_administrators()


def revoke_links_of_renamed(_sender: Any, ids: frozenset[int]) -> None:
    """E-mails changed: a link that was sent to the earlier address works no longer."""
    accounts = session.scalars(select(Account.id).where(Account.person_id.in_(ids))).all()
    if accounts:
        revoke_open_links(account_ids=accounts)


def check_administrators(*, without: int | None = None) -> None:
    """Refuse when nobody else is left who administers and can sign in."""
    session.execute(select(Account.id).where(Account.administrator).with_for_update())
    remaining = session.scalar(
        select(func.count(Account.id))
        .join(Person, Person.id == Account.person_id)
        .where(
            Account.administrator,
            Account.id != (without or 0),
            Account.disabled_at.is_(None),
            Account.accepted_at.is_not(None),
            Person.active,
        )
    )
    check_administrator_remains(remaining or 0)


def create_first_administrator(
    *, draft: PersonDraft, password_hash: str | None
) -> tuple[Account, AccountLink | None]:
    """The first administrator, from the command line; an invitation when no password is given."""
    if has_administrator():
        raise DomainError(AccountProblem.ADMINISTRATOR_EXISTS)
    person = session.scalar(select(Person).where(Person.email == draft.email))
    person = person or add_person(draft=draft, by=None)
    now = clock.now()
    account = session.scalar(select(Account).where(Account.person_id == person.id))
    if account is None:
        account = Account(person_id=person.id, created_at=now)
        session.add(account)
    account.administrator = True
    if password_hash is not None:
        account.password_hash, account.accepted_at = password_hash, now
    session.flush()
    record("administrator_granted", by=None, account=account.id)
    waits = account.accepted_at is None
    return account, invite(person_id=person.id, by=None) if waits else None


def _locked(person_id: int, by: Viewer) -> Account:
    demand(by, Permission.MANAGE_ACCOUNTS, Subject())
    account = session.scalar(
        select(Account).where(Account.person_id == person_id).with_for_update()
    )
    if account is None:
        raise DomainError(AccountProblem.NO_ACCOUNT)
    return account

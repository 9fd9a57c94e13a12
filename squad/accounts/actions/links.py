"""Invitations and reset links: made, taken back, used once."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, not_, select, update
from sqlalchemy.orm import contains_eager

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.accounts.actions.sign_ins import end_sign_ins, forget_failures_of
from squad.accounts.letters import tell_of_link
from squad.accounts.models import Account, AccountLink, LinkKind
from squad.accounts.queries.links import is_open
from squad.accounts.rules.lifetimes import INVITATION_LIFETIME, RESET_LIFETIME
from squad.accounts.rules.states import AccountProblem
from squad.audit.actions import record
from squad.db.session import session
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.kernel.ids import new_token
from squad.people.models import Person

LIFETIMES = {LinkKind.INVITATION: INVITATION_LIFETIME, LinkKind.RESET: RESET_LIFETIME}


def invite(*, person_id: int, by: Viewer | None) -> AccountLink:
    """Invite a person, or again: the earlier link stops working. `by` None: the command line."""
    if by is not None:
        demand(by, Permission.MANAGE_ACCOUNTS, Subject())
    person = session.get(Person, person_id)
    if person is None or not person.active:
        raise DomainError(AccountProblem.PERSON_LEFT)
    account = _account_of(person_id)
    if account is None:
        account = Account(person_id=person_id, created_at=clock.now())
        session.add(account)
        session.flush()
    if account.accepted_at is not None:
        raise DomainError(AccountProblem.ALREADY_ACCEPTED)
    link = _make(account, LinkKind.INVITATION, by)
    record("invited", by=by.person_id if by else None, account=account.id)
    return link


def invite_many(*, person_ids: list[int], by: Viewer) -> int:
    """Invite each of these people who is there and has not accepted; how many."""
    demand(by, Permission.MANAGE_ACCOUNTS, Subject())
    invitable = session.scalars(
        select(Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(
            Person.id.in_(person_ids),
            Person.active,
            Account.accepted_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .order_by(Person.id)
    ).all()
    for person_id in invitable:
        invite(person_id=person_id, by=by)
    return len(invitable)


def make_reset_link(*, person_id: int, by: Viewer) -> AccountLink:
    """A link with which the person chooses a new password; an earlier one stops working."""
    demand(by, Permission.MANAGE_ACCOUNTS, Subject())
    account = _account_of(person_id)
    if account is None or account.accepted_at is None:
        raise DomainError(AccountProblem.NOT_ACCEPTED)
    link = _make(account, LinkKind.RESET, by)
    record("reset_made", by=by.person_id, account=account.id)
    return link


def revoke_links(*, person_id: int, by: Viewer) -> None:
    """Take every open link of a person back."""
    demand(by, Permission.MANAGE_ACCOUNTS, Subject())
    account = _account_of(person_id)
    if account is None:
        raise DomainError(AccountProblem.NO_ACCOUNT)
    revoke_open_links(account_ids=[account.id])
    record("link_revoked", by=by.person_id, account=account.id)


def purge_links() -> None:
    """Delete the links that work no more: used, taken back or expired."""
    session.execute(delete(AccountLink).where(not_(is_open(clock.now()))))


def use_link(*, nonce: str, password_hash: str) -> int:
    """Set the password that a link is for, once; every earlier sign-in ends. The account's id."""
    now = clock.now()
    link = session.scalars(
        select(AccountLink)
        .where(
            AccountLink.nonce == nonce,
            AccountLink.used_at.is_(None),
            AccountLink.revoked_at.is_(None),
            AccountLink.expires_at > now,
        )
        .with_for_update()
    ).one_or_none()
    account = _living_account(link.account_id) if link is not None else None
    if link is None or account is None:
        raise DomainError(AccountProblem.LINK_IS_DEAD)
    link.used_at = now
    session.flush()
    revoke_open_links(account_ids=[account.id])
    end_sign_ins(account_ids=[account.id])
    forget_failures_of(account.person.email)
    account.password_hash = password_hash
    first = account.accepted_at is None
    account.accepted_at = account.accepted_at or now
    session.flush()
    name = "invitation_accepted" if first else "password_changed"
    record(name, by=account.person_id, account=account.id)
    return account.id


def _living_account(account_id: int) -> Account | None:
    return session.scalar(
        select(Account)
        .join(Account.person)
        .options(contains_eager(Account.person))
        .where(Account.id == account_id, Account.disabled_at.is_(None), Person.active)
    )


def _account_of(person_id: int) -> Account | None:
    return session.scalar(select(Account).where(Account.person_id == person_id).with_for_update())


def _make(account: Account, kind: LinkKind, by: Viewer | None) -> AccountLink:
    now = clock.now()
    revoke_open_links(account_ids=[account.id], kinds=[kind])
    lifetime: timedelta = LIFETIMES[kind]
    link = AccountLink(
        account_id=account.id,
        kind=kind,
        nonce=new_token(),
        created_at=now,
        created_by=by.person_id if by else None,
        expires_at=now + lifetime,
    )
    session.add(link)
    session.flush()
    tell_of_link(link, session.get_one(Person, account.person_id))
    return link


def revoke_open_links(
    *, account_ids: Sequence[int], kinds: Sequence[LinkKind] = tuple(LinkKind)
) -> None:
    """Take back what still opens these accounts: an earlier link never works again."""
    session.execute(
        update(AccountLink)
        .where(
            AccountLink.account_id.in_(account_ids),
            AccountLink.kind.in_(kinds),
            AccountLink.used_at.is_(None),
            AccountLink.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
    )

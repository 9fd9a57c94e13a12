"""Reading accounts, for administrators."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, func, or_, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.accounts.models import Account, AccountLink, LinkKind, SignIn
from squad.accounts.queries.links import is_open, list_open_links
from squad.accounts.rules.lifetimes import IDLE_LIFETIME
from squad.accounts.rules.states import AccountState, state_of
from squad.db.batches import batched
from squad.db.paging import PAGE_SIZE, Page, make_page
from squad.db.session import session
from squad.people.models import Person
from squad.people.queries import PeopleFilter, after_cursor, narrowed
from squad.people.rules.person import WayIn

MOST_AT_ONCE = 100
"""People on a page of invitations: what one sends in one go."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A person in the list of accounts."""

    person: Person
    account: Account

    @property
    def state(self) -> AccountState:
        """Where the account stands."""
        return state_of(accepted_at=self.account.accepted_at, disabled_at=self.account.disabled_at)


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A person with their account, if there is one, its living links and browsers."""

    person: Person
    account: Account | None
    links: Sequence[AccountLink]
    browsers: int

    @property
    def state(self) -> AccountState:
        """Where the account stands; none when there is none."""
        if self.account is None:
            return AccountState.NONE
        return state_of(accepted_at=self.account.accepted_at, disabled_at=self.account.disabled_at)


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who has not accepted, and the link that waits for them, if it still works."""

    person: Person
    link: AccountLink | None


def list_accounts(
    viewer: Viewer, words: str, state: AccountState | None, cursor: str | None
) -> Page[AccountRow]:
    """Accounts by the person's name, twenty at a time."""
    demand(viewer, Permission.MANAGE_ACCOUNTS, Subject())
    query = _by_name(select(Person, Account).join(Account, Account.person_id == Person.id), cursor)
    query = query.where(*narrowed(PeopleFilter(words=words, active=None)), *_in_state(state))
    rows = [AccountRow(*row) for row in session.execute(query.limit(PAGE_SIZE + 1))]
    return make_page(rows, PAGE_SIZE, _key)


def _key(row: AccountRow | Invited) -> tuple[str, int]:
    return row.person.sort_key, row.person.id


def _by_name(query: Select[*tuple[Any, ...]], cursor: str | None) -> Select[*tuple[Any, ...]]:
    return query.where(*after_cursor(cursor)).order_by(Person.sort_key, Person.id)


def _in_state(state: AccountState | None) -> list[ColumnElement[bool]]:
    if state is AccountState.DISABLED:
        return [Account.disabled_at.is_not(None)]
    if state is AccountState.INVITED:
        return [Account.disabled_at.is_(None), Account.accepted_at.is_(None)]
    if state is AccountState.ACTIVE:
        return [Account.disabled_at.is_(None), Account.accepted_at.is_not(None)]
    return []


def find_account_page_for(viewer: Viewer, person_id: int, now: datetime) -> AccountPage | None:
    """Everything about a person's account, or None for a person who is not there."""
    demand(viewer, Permission.MANAGE_ACCOUNTS, Subject())
    person = session.get(Person, person_id)
    if person is None:
        return None
    account = session.scalar(select(Account).where(Account.person_id == person_id))
    if account is None:
        return AccountPage(person, None, (), 0)
    browsers = session.scalar(
        select(func.count(SignIn.id)).where(
            SignIn.account_id == account.id,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
            SignIn.last_seen_at > now - IDLE_LIFETIME,
        )
    )
    return AccountPage(person, account, list_open_links(account.id, now), browsers or 0)


def list_without_account(viewer: Viewer, wanted: PeopleFilter, cursor: str | None) -> Page[Person]:
    """Active people who have no account yet."""
    demand(viewer, Permission.MANAGE_ACCOUNTS, Subject())
    has_account = exists().where(Account.person_id == Person.id)
    query = _by_name(select(Person).where(~has_account, *narrowed(wanted)), cursor)
    rows = session.scalars(query.limit(MOST_AT_ONCE + 1)).all()
    return make_page(rows, MOST_AT_ONCE, lambda person: (person.sort_key, person.id))


def list_invited(
    viewer: Viewer, wanted: PeopleFilter, cursor: str | None, now: datetime
) -> Page[Invited]:
    """Active people who were invited and have not accepted, with the link that waits for them."""
    demand(viewer, Permission.MANAGE_ACCOUNTS, Subject())
    query = _by_name(_invited(wanted, now), cursor).limit(MOST_AT_ONCE + 1)
    rows = [Invited(*row) for row in session.execute(query)]
    return make_page(rows, MOST_AT_ONCE, _key)


def list_all_invited(viewer: Viewer, wanted: PeopleFilter, now: datetime) -> list[Invited]:
    """The same without pages, for the file."""
    demand(viewer, Permission.MANAGE_ACCOUNTS, Subject())
    return [Invited(*row) for row in session.execute(_by_name(_invited(wanted, now), None))]


def _invited(wanted: PeopleFilter, now: datetime) -> Select[*tuple[Any, ...]]:
    waiting = and_(
        AccountLink.account_id == Account.id,
        AccountLink.kind == LinkKind.INVITATION,
        is_open(now),
    )
    return (
        select(Person, AccountLink)
        .join(Account, Account.person_id == Person.id)
        .outerjoin(AccountLink, waiting)
        .where(Account.accepted_at.is_(None), Account.disabled_at.is_(None), *narrowed(wanted))
    )


def count_invited(viewer: Viewer) -> int:
    """How many people were invited and have not accepted."""
    demand(viewer, Permission.MANAGE_ACCOUNTS, Subject())
    query = (
        select(func.count(Account.id))
        .join(Person, Person.id == Account.person_id)
        .where(Account.accepted_at.is_(None), Account.disabled_at.is_(None), Person.active)
    )
    return session.scalar(query) or 0


def find_ways_in(person_ids: Collection[int]) -> Mapping[int, WayIn]:
    """Who of these people has an account, and who of them administers."""
    found: dict[int, WayIn] = {}
    for some in batched(sorted(person_ids)):
        rows = session.execute(
            select(Account.person_id, Account.administrator).where(Account.person_id.in_(some))
        )
        found |= {id_: WayIn.ADMINISTRATOR if ad else WayIn.ACCOUNT for id_, ad in rows}
    return found


def has_administrator() -> bool:
    """Whether anybody administers already, invited or accepted."""
    found = session.scalar(select(Account.id).where(Account.administrator).limit(1))
    return found is not None


def is_shut_out(person_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether the person's account was disabled, as a column of another statement."""
    return exists().where(Account.person_id == person_id, Account.disabled_at.is_not(None))


def list_shut_out(person_ids: Collection[int]) -> frozenset[int]:
    """Those of these people who have left, or may not come in any more."""
    gone = or_(~Person.active, is_shut_out(Person.id))
    return frozenset(session.scalars(select(Person.id).where(Person.id.in_(person_ids), gone)))

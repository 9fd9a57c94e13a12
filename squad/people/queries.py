"""Reading people. Who may read the list, the gate and the callers decide: it is of one class."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import QueryableAttribute, joinedload

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.viewer import Viewer
from squad.db.batches import batched
from squad.db.paging import PAGE_SIZE, Page, make_page, read_cursor
from squad.db.session import session
from squad.kernel.text import search_words
from squad.people.models import Person, QuietPeriod
from squad.people.rules.person import WayIn, may_change_email, may_switch
from squad.people.signals import ways_in

MOST_FOUND = 20
MOST_SUGGESTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """What narrows a list of people; empty values do not."""

    words: str = ""
    site: str = ""
    function: str = ""
    active: bool | None = True


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person with their manager and who reports to them."""

    person: Person
    reports: Sequence[Person]


def _visible(viewer: Viewer) -> ColumnElement[bool]:
    if may(viewer, Permission.FIND_PEOPLE):
        return Person.id == Person.id
    return Person.id == viewer.person_id


def list_people(viewer: Viewer, wanted: PeopleFilter, cursor: str | None) -> Page[Person]:
    """People by name, twenty at a time."""
    query = (
        select(Person)
        .options(joinedload(Person.manager))
        .where(_visible(viewer), *narrowed(wanted))
        .order_by(Person.sort_key, Person.id)
        .limit(PAGE_SIZE + 1)
    )
    if after := after_cursor(cursor):
        query = query.where(*after)
    rows = session.scalars(query).all()
    return make_page(rows, PAGE_SIZE, lambda person: (person.sort_key, person.id))


def find_active_by_email(email: str) -> Person | None:
    """The active person with this e-mail, typed in whatever case; stored ones are folded."""
    query = select(Person).where(Person.email == email.casefold(), Person.active)
    return session.scalars(query).one_or_none()


def after_cursor(cursor: str | None) -> list[ColumnElement[bool]]:
    """The condition that a page of people sorted by name begins after this cursor."""
    key = read_cursor(cursor)
    if key is None or len(key) != 2 or not isinstance(key[0], str) or not isinstance(key[1], int):
        return []
    later = and_(Person.sort_key == key[0], Person.id > key[1])
    return [or_(Person.sort_key > key[0], later)]


def narrowed(wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    """The conditions of a filter."""
    conditions = name_has(wanted.words)
    if wanted.site:
        conditions.append(Person.site == wanted.site)
    if wanted.function:
        conditions.append(Person.function == wanted.function)
    if wanted.active is not None:
        conditions.append(Person.active.is_(wanted.active))
    return conditions


def name_has(words: str) -> list[ColumnElement[bool]]:
    """Conditions: each of the words is in the person's name, accents and case aside."""
    return [Person.sort_key.contains(word, autoescape=True) for word in search_words(words)]


def find_person_for(viewer: Viewer, person_id: int) -> PersonPage | None:
    """A person with manager and reports, or None when there is none to see."""
    person = session.scalar(
        select(Person)
        .options(joinedload(Person.manager))
        .where(Person.id == person_id, _visible(viewer))
    )
    if person is None:
        return None
    reports = session.scalars(
        select(Person)
        .where(Person.manager_id == person_id, Person.active)
        .order_by(Person.sort_key, Person.id)
    ).all()
    return PersonPage(person, reports)


def find_active_people(viewer: Viewer, words: str) -> Sequence[Person]:
    """At most twenty active people in whose name each of the words is; nobody for no words."""
    conditions = name_has(words) or [false()]
    return session.scalars(
        select(Person)
        .where(_visible(viewer), Person.active, *conditions)
        .order_by(Person.sort_key, Person.id)
        .limit(MOST_FOUND)
    ).all()


def may_change_email_of(viewer: Viewer, person_id: int) -> bool:
    """Whether the viewer may change somebody's e-mail: an account's, administrators alone."""
    return may_change_email(_way_in(person_id), by_administrator=administers(viewer))


def may_switch_person(viewer: Viewer, person_id: int) -> bool:
    """Whether the viewer may activate or deactivate somebody who manages people."""
    return may_switch(_way_in(person_id), by_administrator=administers(viewer))


def administers(viewer: Viewer) -> bool:
    """Whether accounts, and so everybody's way in, are the viewer's to manage."""
    return may(viewer, Permission.MANAGE_ACCOUNTS)


def _way_in(person_id: int) -> WayIn:
    return ways_in({person_id}).get(person_id, WayIn.NONE)


def list_addresses(person_ids: Collection[int]) -> Mapping[int, str]:
    """The e-mail of each of these people."""
    return {
        person_id: email
        for some in batched(sorted(person_ids))
        for person_id, email in session.execute(
            select(Person.id, Person.email).where(Person.id.in_(some))
        )
    }


def list_sites(viewer: Viewer) -> Sequence[str]:
    """The sites that people are at, for filters and suggestions."""
    return _values(viewer, Person.site)


def list_functions(viewer: Viewer) -> Sequence[str]:
    """The functions that people have, for filters and suggestions."""
    return _values(viewer, Person.function)


def _values(viewer: Viewer, column: QueryableAttribute[str]) -> Sequence[str]:
    return session.scalars(
        select(column)
        .where(_visible(viewer), column != "")
        .distinct()
        .order_by(column)
        .limit(MOST_SUGGESTED)
    ).all()


def lock_roster() -> None:
    """Let changes of the reporting line and checks of the hard rules follow each other.

    Locks the first row of people. One order, so that nobody waits in a circle: a form's key, this
    lock, programmes, pairings, single people, each by id; whoever needs this lock takes it before
    any of the later ones. The locks of this order let keys be shared: what merely refers to a
    locked row, such as a session being logged, does not wait.
    """
    first = select(Person.id).order_by(Person.id).limit(1)
    session.execute(first.with_for_update(key_share=True))


def line_above(person_id: int | None) -> list[int]:
    """The person and everybody above them in the reporting line, by id; a loop ends it."""
    start = select(Person.id, Person.manager_id).where(Person.id == person_id)
    line = start.cte("line", recursive=True)
    above = select(Person.id, Person.manager_id).join(line, Person.id == line.c.manager_id)
    line = line.union(above)
    return list(session.scalars(select(line.c.id)))


def list_own_quiet_periods(viewer: Viewer, today: date) -> Sequence[QuietPeriod]:
    """The viewer's quiet periods that are not over."""
    return session.scalars(
        select(QuietPeriod)
        .where(
            QuietPeriod.person_id == viewer.person_id,
            QuietPeriod.removed_at.is_(None),
            QuietPeriod.ends_on >= today,
        )
        .order_by(QuietPeriod.starts_on, QuietPeriod.id)
    ).all()

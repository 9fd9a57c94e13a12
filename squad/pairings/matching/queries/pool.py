"""A programme's pool: for a run, in figures, as a list; and who could still be added to it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    tuple_,
)

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.paging import TABLE_SIZE, Page, make_page, read_cursor
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.pairings.matching.models import Enrolment, MatchWeights
from squad.pairings.matching.queries.enrolments import answers_of
from squad.pairings.matching.rules.enrolment import areas_asked, free_slots
from squad.pairings.matching.rules.fit import Member, Pool
from squad.pairings.matching.rules.weights import Criterion, Weights
from squad.pairings.models import Pairing
from squad.pairings.queries.matching import load_facts
from squad.pairings.rules.hard import PersonFacts
from squad.pairings.rules.states import LIVE, PairingState
from squad.people.models import Person
from squad.people.queries import PeopleFilter, after_cursor, name_has, narrowed
from squad.programmes.models import Programme

NOT_AGAIN = (PairingState.DECLINED, PairingState.ENDED)


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """How many are in a pool."""

    mentors: int
    mentees: int
    places: int
    """Of all mentors."""
    unanswered: int
    live: int
    """Live pairings of the programme: each takes one place and one mentee."""
    moved_at: datetime | None
    """The last time that somebody came in, answered or left."""


@dataclass(frozen=True, slots=True)
class PoolRow:
    """Somebody of a pool."""

    enrolment_id: int
    person_id: int
    name: str
    sort_key: str
    function: str
    site: str
    side: Side
    capacity: int
    answered: bool
    paired: int
    """Live pairings in the programme, on this side."""


def load_pool(programme: Programme) -> Pool:
    """Everybody who can be matched in a programme today, as the rules read them."""
    rows = session.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.programme_id == programme.id, Enrolment.left_at.is_(None))
        .order_by(Person.id)
    ).all()
    facts = load_facts({person.id for _enrolment, person in rows})
    live, tried = _pairings(programme)
    taken = Counter(mentor_id for mentor_id, _mentee_id in live)
    paired = {mentee_id for _mentor_id, mentee_id in live}
    sides: dict[Side, list[Member]] = {side: [] for side in Side}
    inactive = []
    for enrolment, person in rows:
        left = enrolment.capacity - taken[person.id]
        full = left < 1 if enrolment.side is Side.MENTOR else person.id in paired
        if not person.active:
            inactive.append((person.id, enrolment.side))
        elif not full:
            member = member_of(programme, enrolment, person, facts[person.id], left)
            sides[enrolment.side].append(member)
    return Pool(
        mentors=tuple(sides[Side.MENTOR]),
        mentees=tuple(sides[Side.MENTEE]),
        line={each.id: each.manager_id for each in facts.values()},
        boss_distance=programme.boss_distance,
        weights=get_weights(programme.id)[0],
        tried=frozenset(tried),
        inactive=tuple(inactive),
    )


def member_of(
    programme: Programme, enrolment: Enrolment, person: Person, facts: PersonFacts, places: int
) -> Member:
    """Somebody as matching reads them."""
    answers = answers_of(enrolment, person)
    mentor = enrolment.side is Side.MENTOR
    asked = areas_asked(get_framework(programme.framework_version_id), answers.purposes)
    return Member(
        facts=facts,
        function=person.function,
        site=answers.site,
        languages=answers.languages,
        slots=free_slots(answers.hours, person.time_zone, programme.starts_on),
        areas=answers.strengths if mentor else asked,
        networks=answers.networks,
        temperament=answers.temperament,
        places=places if mentor else 0,
    )


def get_weights(programme_id: int) -> tuple[Weights, int]:
    """What a programme weighs, and the version of that: 0 for what one starts from."""
    stored = session.get(MatchWeights, programme_id)
    if stored is None:
        return Weights(), 0
    each = {criterion.value: getattr(stored, criterion) for criterion in Criterion}
    return Weights(**each, site_wish=stored.site_wish), stored.version


def get_figures(programme: Programme) -> PoolFigures:
    """A pool in figures, in one statement."""
    live = select(func.count(Pairing.id)).where(*_stands(programme)).scalar_subquery()
    inside = Enrolment.left_at.is_(None)
    mentor, mentee = (and_(inside, Enrolment.side == side) for side in (Side.MENTOR, Side.MENTEE))
    moved = func.coalesce(Enrolment.left_at, Enrolment.answered_at, Enrolment.added_at)
    row = session.execute(
        select(
            func.count().filter(mentor),
            func.count().filter(mentee),
            func.coalesce(func.sum(Enrolment.capacity).filter(mentor), 0),
            func.count().filter(and_(inside, Enrolment.answered_at.is_(None))),
            live,
            func.max(moved),
        ).where(Enrolment.programme_id == programme.id)
    ).one()
    return PoolFigures(*row)


def list_pool(
    viewer: Viewer,
    programme: Programme,
    *,
    side: Side | None = None,
    unanswered: bool = False,
    words: str = "",
    cursor: str | None = None,
) -> Page[PoolRow]:
    """Who is in a pool, by name, mentors and mentees together or one side."""
    demand(viewer, Permission.PROPOSE_PAIRING, Subject(programme_id=programme.id))
    query = _members(programme).where(*name_has(words))
    if side is not None:
        query = query.where(Enrolment.side == side)
    if unanswered:
        query = query.where(Enrolment.answered_at.is_(None))
    after = read_cursor(cursor)
    if after is not None and [type(part) for part in after] == [str, int]:
        query = query.where(tuple_(Person.sort_key, Enrolment.id) > tuple_(*after))
    rows = session.execute(
        query.order_by(Person.sort_key, Enrolment.id).limit(TABLE_SIZE + 1)
    ).all()
    found = [PoolRow(*row) for row in rows]
    return make_page(found, TABLE_SIZE, lambda row: (row.sort_key, row.enrolment_id))


def list_levels() -> Sequence[str]:
    """The levels that people have, for a filter."""
    query = select(Person.level).where(Person.level != "", Person.active).distinct()
    return session.scalars(query.order_by(Person.level).limit(200)).all()


def list_addable(
    viewer: Viewer,
    programme: Programme,
    side: Side,
    wanted: PeopleFilter,
    level: str,
    cursor: str | None = None,
) -> tuple[Page[Person], int]:
    """Active people of the roster who are not on this side of the pool yet, and how many."""
    demand(viewer, Permission.PROPOSE_PAIRING, Subject(programme_id=programme.id))
    which = addable(programme, side, wanted, level)
    count = session.scalars(select(func.count(Person.id)).where(*which)).one()
    people = session.scalars(
        select(Person)
        .where(*which, *after_cursor(cursor))
        .order_by(Person.sort_key, Person.id)
        .limit(TABLE_SIZE + 1)
    ).all()
    return make_page(people, TABLE_SIZE, lambda person: (person.sort_key, person.id)), count


def addable(
    programme: Programme, side: Side, wanted: PeopleFilter, level: str
) -> list[ColumnElement[bool]]:
    """The conditions of that; a mentee who has a pairing already is not looked for."""
    inside = exists().where(
        Enrolment.programme_id == programme.id,
        Enrolment.person_id == Person.id,
        Enrolment.side == side,
        Enrolment.left_at.is_(None),
    )
    conditions = [*narrowed(wanted), ~inside]
    if level:
        conditions.append(Person.level == level)
    if side is Side.MENTEE:
        conditions.append(~exists().where(Pairing.mentee_id == Person.id, *_stands(programme)))
    return conditions


def _members(programme: Programme) -> Select[*tuple[Any, ...]]:
    mentored = and_(Enrolment.side == Side.MENTEE, Pairing.mentee_id == Person.id)
    mentors = and_(Enrolment.side == Side.MENTOR, Pairing.mentor_id == Person.id)
    paired = (
        select(func.count(Pairing.id))
        .where(*_stands(programme), or_(mentored, mentors))
        .correlate(Enrolment, Person)
        .scalar_subquery()
    )
    return (
        select(
            Enrolment.id,
            Person.id,
            Person.name,
            Person.sort_key,
            Person.function,
            Person.site,
            Enrolment.side,
            Enrolment.capacity,
            Enrolment.answered_at.is_not(None),
            paired,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.programme_id == programme.id, Enrolment.left_at.is_(None))
    )


def _pairings(programme: Programme) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """(mentor, mentee) of the live ones, and of those that are not tried again."""
    two = select(Pairing.mentor_id, Pairing.mentee_id)
    over = two.where(Pairing.programme_id == programme.id, Pairing.state.in_(NOT_AGAIN))
    live, tried = session.execute(two.where(*_stands(programme))), session.execute(over)
    return [(row[0], row[1]) for row in live], [(row[0], row[1]) for row in tried]


def _stands(programme: Programme) -> tuple[ColumnElement[bool], ...]:
    """Live, and no proposal whose last day has passed: the next proposal closes that one."""
    today = clock.today(programme.time_zone)
    lapsed = and_(Pairing.state == PairingState.PROPOSED, Pairing.expires_on < today)
    return Pairing.programme_id == programme.id, Pairing.state.in_(LIVE), ~lapsed


def places_taken(programme: Programme) -> ScalarSelect[int]:
    """How many of their places somebody has given, in a statement that reads people."""
    theirs = select(func.count(Pairing.id)).where(
        *_stands(programme), Pairing.mentor_id == Person.id
    )
    return theirs.correlate(Person).scalar_subquery()


def ticked(person_ids: Sequence[int]) -> list[ColumnElement[bool]]:
    """The condition that somebody was ticked."""
    return [Person.id.in_(person_ids)]


def find_by_code(code: str) -> Programme | None:
    """A programme by its code, for whoever runs the server."""
    return session.scalars(select(Programme).where(Programme.code == code)).one_or_none()


def list_emails(person_ids: Collection[int]) -> Mapping[int, str]:
    """The addresses of these people."""
    rows = session.execute(select(Person.id, Person.email).where(Person.id.in_(person_ids)))
    return {row.id: row.email for row in rows}

"""Who has gone through the induction of a programme, and who still has to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.paging import TABLE_SIZE, Page, make_page
from squad.db.session import session
from squad.pairings.induction.models import Induction
from squad.pairings.induction.rules import Point
from squad.pairings.models import Pairing, PairingSummary
from squad.pairings.rules.states import LIVE
from squad.people.models import Person
from squad.people.queries import after_cursor
from squad.programmes.models import Programme
from squad.programmes.queries import find_programme_for


@dataclass(frozen=True, slots=True)
class ToDo:
    """A mentor who still has to go through it: that alone, not how far they have come."""

    person_id: int
    name: str
    sort_key: str


def select_introduced(person_id: int) -> Select[int]:
    """Programmes in which a mentor has gone through it, or had begun before it could be asked."""
    done = select(Induction.programme_id).where(
        Induction.person_id == person_id, Induction.done_at.is_not(None)
    )
    begun = (
        select(Pairing.programme_id)
        .join(PairingSummary, PairingSummary.pairing_id == Pairing.id)
        .where(Pairing.mentor_id == person_id, _has_begun())
    )
    either = done.union_all(begun).subquery()
    return select(either.c.programme_id)


def find_mentored_for(
    viewer: Viewer, programme_id: int, permission: Permission
) -> Programme | None:
    """A programme in which the viewer is a mentor; ForbiddenError in one that they only see."""
    programme = find_programme_for(viewer, programme_id)
    if programme is not None:
        demand(viewer, permission, Subject(programme_id=programme_id))
    return programme


def list_ticked(viewer: Viewer, programme_id: int) -> tuple[Point, ...]:
    """What the viewer has ticked in a programme."""
    found = session.get(Induction, (viewer.person_id, programme_id))
    return tuple(Point(code) for code in found.ticked.split()) if found else ()


def list_to_do(programme_id: int, cursor: str | None) -> Page[ToDo]:
    """Mentors of live pairings who still have to, by name."""
    pairings = select(Pairing.mentor_id).where(
        Pairing.programme_id == programme_id, Pairing.state.in_(LIVE)
    )
    done = select(Induction.person_id).where(
        Induction.programme_id == programme_id, Induction.done_at.is_not(None)
    )
    begun = (
        select(Pairing.mentor_id)
        .join(PairingSummary, PairingSummary.pairing_id == Pairing.id)
        .where(Pairing.programme_id == programme_id, _has_begun())
    )
    query = select(Person.id, Person.name, Person.sort_key).where(
        Person.id.in_(pairings), Person.id.not_in(done), Person.id.not_in(begun)
    )
    query = query.where(*after_cursor(cursor)).order_by(Person.sort_key, Person.id)
    rows = session.execute(query.limit(TABLE_SIZE + 1))
    found: Sequence[ToDo] = [ToDo(*row) for row in rows]
    return make_page(found, TABLE_SIZE, lambda row: (row.sort_key, row.person_id))


def _has_begun() -> ColumnElement[bool]:
    """A session was held, or the pairing was brought in under way: it began elsewhere.

    A proposal that was brought in is still to be answered, and keeps its last day to do so.
    """
    under_way = and_(
        Pairing.imported, Pairing.accepted_on.is_not(None), Pairing.expires_on.is_(None)
    )
    return or_(PairingSummary.held_sessions > 0, under_way)

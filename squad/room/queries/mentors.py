"""Which mentors have a free place and in what they are strong, as each chose to show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select

from squad.access.viewer import Viewer
from squad.db.paging import PAGE_SIZE, Page, make_page
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.pairings.matching.models import Enrolment
from squad.pairings.matching.queries.enrolments import codes
from squad.pairings.matching.queries.pool import places_taken
from squad.people.models import Person
from squad.people.queries import after_cursor
from squad.programmes.models import Programme
from squad.room.models import RoomCard
from squad.room.rules import Shown, free_places


@dataclass(frozen=True, slots=True)
class MentorRow:
    """A mentor as the others see them: what they did not choose to show is not in it."""

    person_id: int
    name: str
    sort_key: str
    function: str
    site: str
    free: int | None
    """Free places; None: not shown."""
    areas: tuple[Area, ...]
    networks: tuple[NetworkKind, ...]


@dataclass(frozen=True, slots=True)
class OwnCard:
    """What the viewer shows, and what there is to show: their answers in the pool."""

    enrolment_id: int
    shown: Shown
    whole: MentorRow
    """As the others would see them if both were shown."""


def list_mentors(
    programme: Programme,
    *,
    area: Area | None = None,
    only_free: bool = False,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[MentorRow]:
    """Mentors of the pool who show something, by name; one statement."""
    taken = places_taken(programme)
    query = (
        select(Person, Enrolment, RoomCard, taken)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(RoomCard, _card_of_enrolment())
        .where(*_mentors(programme.id), Person.active)
    )
    if area is not None:
        listed = ("," + Enrolment.strengths + ",").contains(f",{area},", autoescape=True)
        query = query.where(RoomCard.strengths, listed)
    if only_free:
        query = query.where(RoomCard.places, Enrolment.capacity > taken)
    query = query.where(*after_cursor(cursor)).order_by(Person.sort_key, Person.id)
    rows = session.execute(query.limit(size + 1))
    found = [
        _shown(person, enrolment, number, Shown(card.places, card.strengths))
        for person, enrolment, card, number in rows
    ]
    return make_page(found, size, lambda row: (row.sort_key, row.person_id))


def find_own_card(viewer: Viewer, programme: Programme) -> OwnCard | None:
    """What the viewer shows in this room; None for whoever is not in the pool as a mentor."""
    row = session.execute(
        select(Person, Enrolment, RoomCard, places_taken(programme))
        .join(Enrolment, Enrolment.person_id == Person.id)
        .outerjoin(RoomCard, _card_of_enrolment())
        .where(*_mentors(programme.id), Person.id == viewer.person_id)
    ).one_or_none()
    if row is None:
        return None
    person, enrolment, card, taken = row
    shown = Shown(card.places, card.strengths) if card else Shown()
    whole = _shown(person, enrolment, taken, Shown(places=True, strengths=True))
    return OwnCard(enrolment.id, shown, whole)


def is_in_pool(person_id: int, programme_id: int) -> bool:
    """Whether somebody is in a programme's pool as a mentor."""
    mine = select(Enrolment.id).where(*_mentors(programme_id), Enrolment.person_id == person_id)
    return session.scalar(mine) is not None


def _mentors(programme_id: int) -> Sequence[ColumnElement[bool]]:
    return (
        Enrolment.programme_id == programme_id,
        Enrolment.side == Side.MENTOR,
        Enrolment.left_at.is_(None),
    )


def _card_of_enrolment() -> ColumnElement[bool]:
    return and_(
        RoomCard.programme_id == Enrolment.programme_id,
        RoomCard.person_id == Enrolment.person_id,
        RoomCard.chosen_at >= Enrolment.added_at,
    )


def _shown(person: Person, enrolment: Enrolment, taken: int, shown: Shown) -> MentorRow:
    strong = shown.strengths
    return MentorRow(
        person_id=person.id,
        name=person.name,
        sort_key=person.sort_key,
        function=person.function,
        site=person.site,
        free=free_places(enrolment.capacity, taken) if shown.places else None,
        areas=tuple(map(Area, codes(enrolment.strengths))) if strong else (),
        networks=tuple(map(NetworkKind, codes(enrolment.networks))) if strong else (),
    )

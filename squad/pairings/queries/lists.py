"""Lists of pairings: one's own, and a programme's for its coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    case,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from squad.access.viewer import Role, Viewer
from squad.db.paging import TABLE_SIZE, Page, make_page, read_cursor
from squad.db.session import session
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.kernel.text import search_words
from squad.pairings.models import Pairing, PairingSummary
from squad.pairings.rules.clocks import PlannedTime, next_planned, still_to_confirm
from squad.pairings.rules.states import CLOSED, LIVE, PairingState
from squad.people.models import Person
from squad.programmes.models import Programme

BROKEN = "broken"
EVERY = "all"

mentor, mentee = aliased(Person, name="mentor"), aliased(Person, name="mentee")


@dataclass(frozen=True, slots=True)
class PairingRow:
    """One line of a list: everything that it shows."""

    id: int
    state: PairingState
    expires_on: date | None
    programme_name: str
    programme_time_zone: str
    mentor_id: int
    mentor_name: str
    mentee_id: int
    mentee_name: str
    mentee_function: str
    held_sessions: int
    last_held_on: date | None
    planned: Sequence[PlannedTime]
    waiting: int
    ended_on: date | None
    broken_rules: str
    order: str
    """The name by which the list is sorted."""
    rank: int
    """0 while the pairing is live, 1 afterwards."""

    @property
    def to_confirm(self) -> int:
        """Statements that await an answer and can still get one."""
        today = clock.today(self.programme_time_zone)
        return still_to_confirm(self.waiting, self.ended_on, today)

    @property
    def next_planned_on(self) -> date | None:
        """The day of the next session."""
        zone = self.programme_time_zone
        at = next_planned(self.planned, clock.today(zone), zone)
        return day_of(at, zone) if at else None


_RANK = case((Pairing.state.in_(LIVE), 0), else_=1)


def list_own_pairings(viewer: Viewer, cursor: str | None = None) -> Page[PairingRow]:
    """The viewer's pairings, live ones first, by the other one's name."""
    if not viewer.pairings:
        return Page([], None)
    me = viewer.person_id
    order = case((Pairing.mentor_id == me, mentee.sort_key), else_=mentor.sort_key)
    query = _rows(order).where(or_(Pairing.mentor_id == me, Pairing.mentee_id == me))
    return _page(query, order, cursor)


def list_programme_pairings(
    viewer: Viewer,
    programme_id: int,
    *,
    words: str = "",
    state: str = "",
    cursor: str | None = None,
) -> Page[PairingRow]:
    """A programme's pairings for its coordinator; live ones unless `state` says otherwise.

    `state` is a state's code, `all`, or `broken` for live pairings that break a hard rule.
    """
    query = _rows(mentee.sort_key).where(
        Pairing.programme_id == programme_id,
        Pairing.programme_id.in_(viewer.programmes_as(Role.COORDINATOR)),
        *_in_state(state, viewer.person_id),
        *_named(words),
    )
    return _page(query, mentee.sort_key, cursor)


def list_coordinated(viewer: Viewer) -> list[tuple[int, str]]:
    """Id and name of the programmes that the viewer coordinates, the latest first."""
    ids = viewer.programmes_as(Role.COORDINATOR)
    if not ids:
        return []
    rows = session.execute(
        select(Programme.id, Programme.name)
        .where(Programme.id.in_(ids))
        .order_by(Programme.starts_on.desc(), Programme.id.desc())
    )
    return [(row.id, row.name) for row in rows]


def _rows(order: SQLColumnExpression[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Pairing.id,
            Pairing.state,
            Pairing.expires_on,
            Programme.name,
            Programme.time_zone,
            mentor.id,
            mentor.name,
            mentee.id,
            mentee.name,
            mentee.function,
            PairingSummary.held_sessions,
            PairingSummary.last_held_on,
            PairingSummary.planned,
            PairingSummary.to_confirm,
            Pairing.ended_on,
            PairingSummary.broken_rules,
            order.label("sorted_by"),
            _RANK.label("rank"),
        )
        .join(Programme, Programme.id == Pairing.programme_id)
        .join(mentor, mentor.id == Pairing.mentor_id)
        .join(mentee, mentee.id == Pairing.mentee_id)
        .join(PairingSummary, PairingSummary.pairing_id == Pairing.id)
    )


def _page(
    query: Select[*tuple[Any, ...]], order: SQLColumnExpression[str], cursor: str | None
) -> Page[PairingRow]:
    after = read_cursor(cursor)
    if after is not None and [type(part) for part in after] == [int, str, int]:
        query = query.where(tuple_(_RANK, order, Pairing.id) > tuple_(*after))
    rows = session.execute(query.order_by(_RANK, order, Pairing.id).limit(TABLE_SIZE + 1))
    found = [PairingRow(*row) for row in rows]
    return make_page(found, TABLE_SIZE, lambda row: (row.rank, row.order, row.id))


def _in_state(state: str, me: int) -> list[ColumnElement[bool]]:
    """A coordinator's own proposals are closed to them as to anybody, however that came about."""
    if state == EVERY:
        return []
    if state == BROKEN:
        return [Pairing.state.in_(LIVE), PairingSummary.broken_rules != ""]
    if state in CLOSED:
        own = or_(Pairing.mentor_id == me, Pairing.mentee_id == me)
        return [or_(Pairing.state == PairingState(state), own & Pairing.state.in_(CLOSED))]
    if state in set(PairingState):
        return [Pairing.state == PairingState(state)]
    return [Pairing.state.in_(LIVE)]


def _named(words: str) -> list[ColumnElement[bool]]:
    """Every one of the words is in the mentor's name, or every one in the mentee's."""
    folded = search_words(words)
    if not folded:
        return []
    return [
        or_(
            *(
                and_(*(person.sort_key.contains(word, autoescape=True) for word in folded))
                for person in (mentor, mentee)
            )
        )
    ]

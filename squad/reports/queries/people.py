"""Mentees of a programme with their accepted pairings; one statement."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from squad.db.session import session
from squad.kernel.dates import day_of
from squad.pairings.models import Pairing, PairingSummary
from squad.pairings.rules.clocks import Planned
from squad.people.models import Person
from squad.reports.assembling import state_of_moves
from squad.reports.known_sessions import KnownFigures
from squad.reports.shapes import PairingFacts, PersonCard, SessionFigures, Times

Mentor = aliased(Person, name="mentor")
COLUMNS = (
    Pairing.id.label("pairing_id"),
    Pairing.mentor_id,
    Pairing.state,
    Pairing.accepted_on,
    Mentor.name.label("mentor_name"),
    Person.id,
    Person.name,
    Person.list_name,
    Person.sort_key,
    Person.email,
    Person.function,
    Person.level,
    Person.site,
    Person.language,
    PairingSummary.held_sessions,
    PairingSummary.held_minutes,
    PairingSummary.other_minutes,
    PairingSummary.last_held_on,
    PairingSummary.planned,
)

# Built once, as is what every page of a list asks: that takes as long as the answer.
_ROWS = (
    select(*COLUMNS)
    .join(Person, Person.id == Pairing.mentee_id)
    .join(Mentor, Mentor.id == Pairing.mentor_id)
    .outerjoin(PairingSummary, PairingSummary.pairing_id == Pairing.id)
    .where(Pairing.accepted_on.is_not(None))
    .order_by(Pairing.id)
)


def load_rows(*, programme_id: int, mentee_ids: Collection[int] | None) -> list[Any]:
    """A row for each pairing that both ever accepted, with what is stored of it today."""
    query = _ROWS.where(Pairing.programme_id == programme_id)
    if mentee_ids is not None:
        query = query.where(Pairing.mentee_id.in_(mentee_ids))
    return list(session.execute(query))


def person_of(row: Any) -> PersonCard:
    """The mentee of a row."""
    return PersonCard(
        id=row.id,
        name=row.name,
        list_name=row.list_name,
        sort_key=row.sort_key,
        email=row.email,
        function=row.function,
        level=row.level,
        site=row.site,
        language=row.language,
    )


def stored_pairing(row: Any, time_zone: str) -> PairingFacts:
    """The pairing of a row as it stands today."""
    return PairingFacts(
        id=row.pairing_id,
        mentor_id=row.mentor_id,
        mentor_name=row.mentor_name,
        state=row.state,
        accepted_on=row.accepted_on,
        sessions=SessionFigures(
            row.held_sessions or 0,
            row.held_minutes or 0,
            row.other_minutes or 0,
            row.last_held_on,
        ),
        planned=tuple(Planned(day_of(p.at, time_zone), p.moves) for p in row.planned or ()),
    )


def known_pairing(row: Any, times: Times, known: KnownFigures) -> PairingFacts | None:
    """The pairing of a row as it was known, None if both had not accepted by then."""
    state = state_of_moves(times.moves.get(row.pairing_id, ()))
    if state is None:
        return None
    figures, planned = known.get(row.pairing_id, (SessionFigures(), ()))
    return PairingFacts(
        id=row.pairing_id,
        mentor_id=row.mentor_id,
        mentor_name=row.mentor_name,
        state=state,
        accepted_on=row.accepted_on,
        sessions=figures,
        planned=planned,
    )

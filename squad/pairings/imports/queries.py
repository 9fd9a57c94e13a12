"""What an import of pairings is planned against."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from squad.db.batches import batched
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.pairings.rules.hard import PersonFacts
from squad.pairings.rules.planning import (
    PairingFacts,
    PairingKey,
    PairingsWorld,
    ProgrammeFacts,
    number_existing,
)
from squad.pairings.rules.states import LIVE, PairingState, is_over
from squad.people.imports.queries import keys_of_people
from squad.people.models import Person
from squad.programmes.models import Programme
from squad.programmes.queries import get_target


def list_programmes_into(programme_id: int | None, *, lock: bool = False) -> Sequence[Programme]:
    """The programmes that an import may write into: one, or for the operator all.

    With a lock, one import at a time writes into each.
    """
    query = select(Programme).order_by(Programme.id)
    if programme_id is not None:
        query = query.where(Programme.id == programme_id)
    if lock:
        query = query.with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=lock)).all()


def latest_today(programmes: Sequence[Programme]) -> date:
    """Today where it is latest among the programmes."""
    return max((clock.today(programme.time_zone) for programme in programmes), default=date.max)


def load_world(programmes: Sequence[Programme]) -> PairingsWorld:
    """People, their reporting line, the programmes and the pairings that are there."""
    facts = {
        row.id: PersonFacts(row.id, row.active, row.manager_id)
        for row in session.execute(select(Person.id, Person.active, Person.manager_id))
    }
    existing, live = _pairings({programme.id: programme for programme in programmes})
    return PairingsWorld(
        people={key: facts[person_id] for key, person_id in keys_of_people().items()},
        line={person.id: person.manager_id for person in facts.values()},
        programmes={programme.code: _facts(programme) for programme in programmes},
        existing=existing,
        live=live,
    )


def list_purposes(programme: Programme) -> Mapping[str, Mapping[str, str]]:
    """A programme's kinds of purpose by code, in each language."""
    return get_framework(programme.framework_version_id).purposes


def _facts(programme: Programme) -> ProgrammeFacts:
    return ProgrammeFacts(
        code=programme.code,
        target=get_target(programme),
        purposes=list_purposes(programme),
        boss_distance=programme.boss_distance,
    )


def _pairings(
    programmes: Mapping[int, Programme],
) -> tuple[Mapping[PairingKey, PairingFacts], Mapping[tuple[str, int], PairingKey]]:
    """Those of some programmes by key, and the live one of each mentee."""
    rows = session.execute(
        select(
            Pairing.programme_id,
            Pairing.mentor_id,
            Pairing.mentee_id,
            Pairing.state,
            Pairing.accepted_on,
            Pairing.ended_on,
            Pairing.expires_on,
        )
        .where(Pairing.programme_id.in_(programmes))
        .order_by(Pairing.id)
    ).all()
    existing = number_existing(
        (
            programmes[row.programme_id].code,
            row.mentor_id,
            row.mentee_id,
            _pairing_facts(row, clock.today(programmes[row.programme_id].time_zone)),
        )
        for row in rows
    )
    live = {
        (key.programme, key.mentee_id): key
        for key, facts in existing.items()
        if facts.state in LIVE
    }
    return existing, live


def _pairing_facts(row: Row[*tuple[Any, ...]], today: date) -> PairingFacts:
    """A pairing as it stands, with a proposal that nobody may answer any more as expired."""
    if is_over(row.state, on=today, expires_on=row.expires_on):
        return PairingFacts(PairingState.EXPIRED, None, today)
    return PairingFacts(row.state, row.accepted_on, row.ended_on)


def names_of(person_ids: Collection[int]) -> Mapping[int, str]:
    """The names of some people, by id."""
    found: dict[int, str] = {}
    for some in batched(sorted(person_ids)):
        rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(some)))
        found.update((row.id, row.name) for row in rows)
    return found

"""Proposals that can be answered still, and the days on which their clock stands still."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from squad.db.session import session
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.states import PairingState
from squad.people.models import QuietPeriod
from squad.programmes.queries import get_closed
from squad.programmes.rules import Period


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A proposal, loaded with its programme, and when its clock began and stands still."""

    pairing: Pairing
    proposed_on: date
    away: tuple[Period, ...]


def list_away(programme_id: int, *person_ids: int) -> tuple[Period, ...]:
    """The days that do not count for these people in a programme: closed, or quiet for one."""
    quiet = _list_quiet(person_ids)
    return (*get_closed(programme_id), *(p for person_id in person_ids for p in quiet[person_id]))


def lock_proposals(
    *, programme_id: int | None = None, person_id: int | None = None
) -> Sequence[OpenProposal]:
    """Proposals of a programme, or to a person, as nobody else changes them meanwhile."""
    query = (
        select(Pairing, PairingTransition.happened_on)
        .join(Pairing.programme)
        .join(PairingTransition, PairingTransition.pairing_id == Pairing.id)
        .options(contains_eager(Pairing.programme))
        .where(
            Pairing.state == PairingState.PROPOSED,
            PairingTransition.to_state == PairingState.PROPOSED,
        )
        .order_by(Pairing.id)
        .with_for_update(of=Pairing)
        .execution_options(populate_existing=True)
    )
    if programme_id is not None:
        query = query.where(Pairing.programme_id == programme_id)
    if person_id is not None:
        query = query.where(or_(Pairing.mentor_id == person_id, Pairing.mentee_id == person_id))
    rows = session.execute(query).all()
    quiet = _list_quiet({i for p, _day in rows for i in (p.mentor_id, p.mentee_id)})
    closed = {i: get_closed(i) for i in {p.programme_id for p, _day in rows}}
    return [
        OpenProposal(p, day, (*closed[p.programme_id], *quiet[p.mentor_id], *quiet[p.mentee_id]))
        for p, day in rows
    ]


def _list_quiet(person_ids: Collection[int]) -> Mapping[int, Sequence[Period]]:
    found: defaultdict[int, list[Period]] = defaultdict(list)
    rows = session.execute(
        select(QuietPeriod.person_id, QuietPeriod.starts_on, QuietPeriod.ends_on)
        .where(QuietPeriod.person_id.in_(person_ids), QuietPeriod.removed_at.is_(None))
        .order_by(QuietPeriod.id)
    )
    for person_id, starts_on, ends_on in rows:
        found[person_id].append(Period(starts_on, ends_on))
    return found

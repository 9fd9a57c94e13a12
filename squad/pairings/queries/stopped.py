"""When the clocks of pairings stand still."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from squad.db.session import session
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.clocks import pauses
from squad.pairings.rules.states import PairingState
from squad.people.models import QuietPeriod
from squad.programmes.models import ClosedPeriod
from squad.programmes.rules import Period


def list_stopped(pairing: Pairing) -> tuple[Period, ...]:
    """Closed periods of the programme, quiet periods of both people, pauses; three statements."""
    return list_all_stopped([pairing])[pairing.id]


def list_all_stopped(pairings: Collection[Pairing]) -> Mapping[int, tuple[Period, ...]]:
    """The same for several pairings, by pairing; three statements however many there are."""
    closed = _list_closed({p.programme_id for p in pairings})
    quiet = list_quiet({id_ for p in pairings for id_ in (p.mentor_id, p.mentee_id)})
    moves = _list_moves([p.id for p in pairings])
    return {
        p.id: (
            *closed.get(p.programme_id, ()),
            *quiet.get(p.mentor_id, ()),
            *quiet.get(p.mentee_id, ()),
            *pauses(moves.get(p.id, ())),
        )
        for p in pairings
    }


def _list_closed(programme_ids: Collection[int]) -> Mapping[int, list[Period]]:
    rows = session.execute(
        select(ClosedPeriod.programme_id, ClosedPeriod.starts_on, ClosedPeriod.ends_on).where(
            ClosedPeriod.programme_id.in_(programme_ids), ClosedPeriod.removed_at.is_(None)
        )
    )
    found: dict[int, list[Period]] = {}
    for row in rows:
        found.setdefault(row.programme_id, []).append(Period(row.starts_on, row.ends_on))
    return found


def list_quiet(person_ids: Collection[int]) -> Mapping[int, list[Period]]:
    """Quiet periods by person; one statement."""
    rows = session.execute(
        select(QuietPeriod.person_id, QuietPeriod.starts_on, QuietPeriod.ends_on).where(
            QuietPeriod.person_id.in_(person_ids), QuietPeriod.removed_at.is_(None)
        )
    )
    found: dict[int, list[Period]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(Period(row.starts_on, row.ends_on))
    return found


def _list_moves(pairing_ids: Collection[int]) -> Mapping[int, list[tuple[PairingState, date]]]:
    rows = session.execute(
        select(
            PairingTransition.pairing_id, PairingTransition.to_state, PairingTransition.happened_on
        )
        .where(PairingTransition.pairing_id.in_(pairing_ids))
        .order_by(PairingTransition.known_at, PairingTransition.id)
    )
    found: dict[int, list[tuple[PairingState, date]]] = {}
    for row in rows:
        found.setdefault(row.pairing_id, []).append((row.to_state, row.happened_on))
    return found

"""The facts by which ratings, and what a pairing brought, are asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, null, select, union

from squad.coaching.models import Brought, CoachingSession, Rating
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.ratings import Course, Given, Moment
from squad.db.session import session
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.queries.stopped import list_all_stopped
from squad.programmes.rules import Period


@dataclass(frozen=True, slots=True)
class GivenIn:
    """What is in, of one pairing."""

    ratings: frozenset[Given] = frozenset()
    brought: frozenset[Moment] = frozenset()
    """Moments at which the mentee said what it brought."""


def agreed_on(pairing_id: object) -> ColumnElement[date | None]:
    """The day of the pairing's own first agreement in force."""
    return (
        select(func.min(AgreementVersion.happened_on))
        .where(AgreementVersion.pairing_id == pairing_id, AgreementVersion.in_force_at.is_not(None))
        .scalar_subquery()
    )


def load_course(pairing: Pairing) -> Course:
    """The facts of one pairing; five statements."""
    agreed = session.scalar(select(agreed_on(pairing.id)))
    return load_courses({pairing.id: (pairing, agreed)})[pairing.id]


def load_courses(agreed: Mapping[int, tuple[Pairing, date | None]]) -> dict[int, Course]:
    """The same of several pairings with the day of their agreement; four statements."""
    held = _list_held_days(agreed)
    stopped = list_all_stopped([pairing for pairing, _ in agreed.values()])
    return {
        id_: _course(pairing, on, held.get(id_, []), stopped[id_])
        for id_, (pairing, on) in agreed.items()
    }


def _course(
    pairing: Pairing, agreed_on: date | None, held: Sequence[date], stopped: Sequence[Period]
) -> Course:
    return Course(
        state=pairing.state,
        accepted_on=pairing.accepted_on or date.max,
        agreed_on=agreed_on,
        held_on=held,
        ended_on=pairing.ended_on,
        planned_sessions=pairing.programme.planned_sessions,
        weeks=pairing.programme.weeks,
        stopped=stopped,
    )


def _list_held_days(pairing_ids: Collection[int]) -> dict[int, list[date]]:
    rows = session.execute(
        select(CoachingSession.pairing_id, CoachingSession.held_on)
        .where(
            CoachingSession.pairing_id.in_(pairing_ids),
            CoachingSession.state == CoachingState.HELD,
            CoachingSession.voided_at.is_(None),
        )
        .order_by(CoachingSession.held_on)
    )
    found: dict[int, list[date]] = {}
    for row in rows:
        found.setdefault(row.pairing_id, []).append(row.held_on)
    return found


def list_given(pairing_ids: Collection[int]) -> dict[int, GivenIn]:
    """What is in, by pairing; one statement, and not a level is decrypted."""
    rows: Iterable[Any] = session.execute(
        union(
            select(Rating.pairing_id, Rating.moment, Rating.side).where(
                Rating.pairing_id.in_(pairing_ids)
            ),
            select(Brought.pairing_id, Brought.moment, cast(null(), String)).where(
                Brought.pairing_id.in_(pairing_ids)
            ),
        )
    )
    ratings: dict[int, set[Given]] = {}
    brought: dict[int, set[Moment]] = {}
    for pairing_id, moment, side in rows:
        if side is None:
            brought.setdefault(pairing_id, set()).add(moment)
        else:
            ratings.setdefault(pairing_id, set()).add((moment, side))
    return {
        id_: GivenIn(frozenset(ratings.get(id_, ())), frozenset(brought.get(id_, ())))
        for id_ in pairing_ids
    }

"""The moves of programmes to other versions of the framework, as the rules read them."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules import fluency
from squad.framework.rules.model import Framework, Milestone
from squad.programmes.models import FrameworkMove


def load_moves(programme_id: int, count: int) -> tuple[fluency.FrameworkMove, ...]:
    """The moves of a programme in order; no statement where it never moved.

    `count`: how often it moved, as its row says.
    """
    return load_moves_of([programme_id]).get(programme_id, ()) if count else ()


def load_moves_of(
    programme_ids: Collection[int],
) -> Mapping[int, tuple[fluency.FrameworkMove, ...]]:
    """The moves of each of these programmes in order; one statement, none for no programme."""
    if not programme_ids:
        return {}
    found: dict[int, list[fluency.FrameworkMove]] = {}
    rows = session.scalars(
        select(FrameworkMove)
        .where(FrameworkMove.programme_id.in_(programme_ids))
        .order_by(FrameworkMove.number)
    )
    for row in rows:
        move = fluency.FrameworkMove(
            known_at=row.known_at,
            before=get_framework(row.from_version_id),
            after=get_framework(row.to_version_id),
            mapping=json.loads(row.mapping),
        )
        found.setdefault(row.programme_id, []).append(move)
    return {programme_id: tuple(moves) for programme_id, moves in found.items()}


def milestone_said(
    framework: Framework, moves: Sequence[fluency.FrameworkMove], code: str, said_at: datetime
) -> Milestone:
    """The milestone that something said counts for today, else the one it was said of."""
    found = framework.milestones.get(fluency.carry(code, said_at, moves))
    if found is not None:
        return found
    then = fluency.framework_at(framework, moves, said_at + timedelta.resolution)
    return then.milestones[code]


def list_last_moves(programme_ids: Collection[int]) -> Mapping[int, date]:
    """The day of the last move of each of these programmes that ever moved; one statement."""
    rows = session.execute(
        select(FrameworkMove.programme_id, func.max(FrameworkMove.happened_on))
        .where(FrameworkMove.programme_id.in_(programme_ids))
        .group_by(FrameworkMove.programme_id)
    )
    return {programme_id: on for programme_id, on in rows if on is not None}

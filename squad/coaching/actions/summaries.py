"""Keeping a pairing's summary row in step with its sessions and statements."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

from sqlalchemy import func, select

from squad.coaching.models import CoachingSession
from squad.coaching.queries.statements import to_confirm
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.kernel.dates import at_local
from squad.pairings.actions import update_summary
from squad.pairings.rules.clocks import PlannedTime

NOON = time(12)

COLUMNS = (
    CoachingSession.id,
    CoachingSession.state,
    CoachingSession.held_on,
    CoachingSession.starts_at,
    CoachingSession.minutes,
    CoachingSession.preparation_minutes,
    CoachingSession.travel_minutes,
    CoachingSession.moves,
)


def session_figures(rows: Sequence[Any], time_zone: str) -> dict[str, Any]:
    """A summary's figures out of the sessions that count, in order of day and id."""
    held = [row for row in rows if row.state is CoachingState.HELD]
    planned = [
        PlannedTime(row.starts_at or at_local(row.held_on, NOON, time_zone), row.moves)
        for row in rows
        if row.state is CoachingState.PLANNED
    ]
    return {
        "held_sessions": len(held),
        "held_minutes": sum(row.minutes or 0 for row in held),
        "other_minutes": sum(row.preparation_minutes + row.travel_minutes for row in rows),
        "last_held_on": held[-1].held_on if held else None,
        "planned": tuple(sorted(planned, key=lambda each: each.at)),
    }


def list_figures_of(pairing_id: int) -> Sequence[Any]:
    """The sessions of a pairing that count, as the figures need them."""
    return session.execute(
        select(*COLUMNS)
        .where(CoachingSession.pairing_id == pairing_id, CoachingSession.voided_at.is_(None))
        .order_by(CoachingSession.held_on, CoachingSession.id)
    ).all()


def count_to_confirm(pairing_id: int) -> int:
    """How many standing statements of a pairing await an answer, weak ones included.

    Not those of milestones that count no more: they can be answered, and nobody is asked to.
    """
    return session.scalars(select(func.count()).where(*to_confirm(pairing_id))).one()


def refresh_all(pairing_id: int, time_zone: str, *, to_confirm: bool) -> None:
    """Store a pairing's figures anew after its sessions changed, and what awaits an answer."""
    session.flush()
    figures = session_figures(list_figures_of(pairing_id), time_zone)
    if to_confirm:
        figures["to_confirm"] = count_to_confirm(pairing_id)
    update_summary(pairing_id=pairing_id, **figures)
    touch(Touched.PAIRING, [pairing_id])


def refresh_from(
    sessions: Iterable[CoachingSession],
    pairing_id: int,
    time_zone: str,
    *,
    to_confirm: bool = False,
) -> None:
    """The same as `refresh_all`, from all the sessions that count, as they were just saved."""
    session.flush()
    counting = {each.id: each for each in sessions if each.voided_at is None}
    ordered = sorted(counting.values(), key=lambda each: (each.held_on, each.id))
    figures = session_figures(ordered, time_zone)
    if to_confirm:
        figures["to_confirm"] = count_to_confirm(pairing_id)
    update_summary(pairing_id=pairing_id, **figures)
    touch(Touched.PAIRING, [pairing_id])


def refresh_to_confirm(pairing_id: int) -> None:
    """Store anew how many statements of a pairing await an answer."""
    session.flush()
    update_summary(pairing_id=pairing_id, to_confirm=count_to_confirm(pairing_id))

"""What home asks of each of one's own pairings, as columns of one statement."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, select
from sqlalchemy.orm import aliased

from squad.coaching.models import Attainment, Observation, Progress
from squad.coaching.queries.statements import to_confirm
from squad.coaching.rules.rechecks import SOON_DAYS
from squad.drills.models import DrillRun
from squad.drills.rules import RunState
from squad.framework.rules.fluency import Side
from squad.pairings.models import AgreementVersion, Pairing, PairingSummary

ONE_DAY = timedelta(days=1)
NEWEST = aliased(AgreementVersion, name="newest")


def standing() -> tuple[Any, ...]:
    """Where the mentee stands, as it is stored."""
    return Progress.headline, Progress.held, Progress.total, Progress.target_met


def agreement(me: int) -> tuple[Any, ...]:
    """The newest version's number, whether the viewer signed it, whether it is in force."""
    return (
        NEWEST.number,
        signed_by(me).is_not(None).label("signed"),
        NEWEST.in_force_at.is_not(None).label("agreed"),
    )


def signed_by(me: int) -> ColumnElement[datetime | None]:
    """When the viewer signed the newest version of the agreement."""
    return case((Pairing.mentor_id == me, NEWEST.mentor_signed_at), else_=NEWEST.mentee_signed_at)


def statements_awaiting(me: int) -> tuple[Any, ...]:
    """How many await my answer, how many the other one's, and where the last of these was said."""
    for_me = Observation.side == _other_side(me)
    for_other = Observation.side != _other_side(me)
    return (
        _awaiting(func.count(), for_me),
        _awaiting(func.count(), for_other),
        _awaiting(func.max(Observation.coaching_session_id), for_other),
    )


def kept_drills(me: int) -> ColumnElement[Any]:
    """Drills kept for the viewer, the mentor, of which they have not spoken."""
    kept = (
        select(func.count())
        .where(
            DrillRun.pairing_id == Pairing.id,
            DrillRun.state == RunState.KEPT,
            DrillRun.said.is_(None),
        )
        .correlate(Pairing)
        .scalar_subquery()
    )
    return case((Pairing.mentor_id == me, kept))


def to_look_again() -> ColumnElement[int]:
    """Milestones of which one of the two said "look again, together"."""
    return (
        select(func.count())
        .where(
            Attainment.mentee_id == Pairing.mentee_id,
            Attainment.programme_id == Pairing.programme_id,
            Attainment.look_again,
        )
        .correlate(Pairing)
        .scalar_subquery()
    )


def fresh_until(now: datetime) -> ColumnElement[str | None]:
    """The last fresh days that are near, as one text: the programme's own day counts them.

    A statement of its own would be one more for each home; a programme's day is at most one away
    from that of UTC.
    """
    near = now.date() + (SOON_DAYS + 1) * ONE_DAY
    return (
        select(func.aggregate_strings(cast(Attainment.refresh_due, String), " "))
        .where(
            Attainment.mentee_id == Pairing.mentee_id,
            Attainment.programme_id == Pairing.programme_id,
            Attainment.refresh_due <= near,
        )
        .correlate(Pairing)
        .scalar_subquery()
    )


def _other_side(me: int) -> ColumnElement[str]:
    return case((Pairing.mentor_id == me, Side.MENTEE.value), else_=Side.MENTOR.value)


def _awaiting(counted: ColumnElement[Any], which: ColumnElement[bool]) -> ColumnElement[Any]:
    """Counted over the pairing's unanswered statements; skipped where its summary knows none."""
    statements = (
        select(counted)
        .select_from(Observation)
        .where(*to_confirm(Pairing.id), which)
        .correlate(Pairing)
        .scalar_subquery()
    )
    return case((PairingSummary.to_confirm > 0, statements))

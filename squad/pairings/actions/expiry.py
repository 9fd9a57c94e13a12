"""Proposals that nobody has answered in time are closed by the clock, whoever looks at them."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs.handlers import Run
from squad.jobs.rules import Outcome
from squad.kernel.clock import clock
from squad.pairings.actions.moves import step
from squad.pairings.models import Pairing
from squad.pairings.rules.states import Actor, Move, PairingState, is_over, next_state
from squad.programmes.models import Programme

EXPIRE = "expire_proposals"
AT_ONCE = 50
"""So many in one transaction: whoever writes meanwhile waits for a moment only."""
# No clock on earth is further ahead of UTC: what is over nowhere yet need not be looked at.
_FURTHEST_AHEAD = timedelta(hours=14)


def expire_proposals(*, programme: Programme, mentee_ids: Collection[int]) -> None:
    """Close some mentees' proposals whose last day to answer has passed."""
    _close(_overdue(Pairing.programme_id == programme.id, Pairing.mentee_id.in_(mentee_ids)))


def sweep_proposals() -> int:
    """Close the next proposals, of any programme, whose last day has passed; how many.

    Those that somebody holds at this moment are left to the next round.
    """
    found = _overdue(at_most=AT_ONCE)
    _close(found)
    return len(found)


def expire_as_job(run: Run) -> Outcome:
    """All of them, a few at a time."""
    while not run.must_end:
        with unit_of_work():
            closed = sweep_proposals()
        if closed < AT_ONCE:
            return Outcome.DONE
    return Outcome.MORE


def _overdue(*which: ColumnElement[bool], at_most: int | None = None) -> Sequence[Pairing]:
    """Proposals over on their programme's own day, as nobody else changes them meanwhile."""
    latest_day = (clock.now() + _FURTHEST_AHEAD).date()
    found = session.scalars(
        select(Pairing)
        .join(Pairing.programme)
        .options(contains_eager(Pairing.programme))
        .where(Pairing.state == PairingState.PROPOSED, Pairing.expires_on < latest_day, *which)
        .order_by(Pairing.expires_on, Pairing.id)
        .limit(at_most)
        .with_for_update(of=Pairing, skip_locked=at_most is not None)
        .execution_options(populate_existing=True)
    ).all()
    return [
        pairing
        for pairing in found
        if is_over(
            pairing.state,
            on=clock.today(pairing.programme.time_zone),
            expires_on=pairing.expires_on,
        )
    ]


def _close(overdue: Sequence[Pairing]) -> None:
    for pairing in overdue:
        step(pairing, next_state(pairing.state, Move.EXPIRE, by=Actor.CLOCK), by_id=None)

"""Proposals that nobody has answered in time are closed by the clock, whoever looks at them."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import contains_eager

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs.handlers import Run
from squad.jobs.rules import Outcome
from squad.kernel.clock import clock
from squad.pairings.actions.moves import step
from squad.pairings.models import Pairing
from squad.pairings.rules.states import Actor, Move, PairingState, next_state
from squad.programmes.models import Programme

EXPIRE = "expire_proposals"
AT_ONCE = 50
"""So many in one transaction: whoever writes meanwhile waits for a moment only."""


def expire_proposals(*, programme: Programme, mentee_ids: Collection[int]) -> None:
    """Close some mentees' proposals whose last day to answer has passed."""
    theirs = (Pairing.programme_id == programme.id, Pairing.mentee_id.in_(mentee_ids))
    _close(_locked(_over_in(programme.time_zone), *theirs))


def sweep_proposals() -> int:
    """Close the next proposals, of any programme, whose last day has passed; how many.

    Those that somebody holds at this moment are left to the next round.
    """
    zones = session.scalars(select(Programme.time_zone).distinct()).all()
    found = _locked(or_(false(), *map(_over_in, zones)), at_most=AT_ONCE)
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


def _over_in(time_zone: str) -> ColumnElement[bool]:
    """Proposals over on the own day of programmes there, as a column of a statement."""
    # Told apart there, not in what was read: a round of those that are open still where they are
    # would keep all others waiting behind it.
    return and_(Programme.time_zone == time_zone, Pairing.expires_on < clock.today(time_zone))


def _locked(*which: ColumnElement[bool], at_most: int | None = None) -> Sequence[Pairing]:
    """Open proposals, as nobody else changes them meanwhile."""
    return session.scalars(
        select(Pairing)
        .join(Pairing.programme)
        .options(contains_eager(Pairing.programme))
        .where(Pairing.state == PairingState.PROPOSED, *which)
        .order_by(Pairing.expires_on, Pairing.id)
        .limit(at_most)
        .with_for_update(of=Pairing, skip_locked=at_most is not None)
        .execution_options(populate_existing=True)
    ).all()


def _close(overdue: Sequence[Pairing]) -> None:
    for pairing in overdue:
        step(pairing, next_state(pairing.state, Move.EXPIRE, by=Actor.CLOCK), by_id=None)

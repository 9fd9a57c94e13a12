"""The next steps of a session: said, said again, done, removed."""

from collections.abc import Sequence
from datetime import datetime

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession, NextStep
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.changes import SessionProblem
from squad.coaching.rules.log import Step
from squad.db.session import session
from squad.kernel.errors import DomainError


def add_steps(logged: CoachingSession, steps: Sequence[Step]) -> list[NextStep]:
    """Add steps to a session that was just saved; returns them."""
    added = [
        NextStep(
            coaching_session_id=logged.id,
            pairing_id=logged.pairing_id,
            owner=step.owner,
            words=step.words,
            due_on=step.due_on,
        )
        for step in steps
    ]
    session.add_all(added)
    return added


def replace_steps(
    logged: CoachingSession, steps: Sequence[Step], *, at: datetime
) -> list[NextStep]:
    """Steps that are said again stay, with whether they are done; others come and go.

    Returns those that stand afterwards.
    """
    said = list(steps)
    kept: list[NextStep] = []
    for stored in (s for s in logged.next_steps if s.removed_at is None):
        same = Step(stored.owner, stored.words, stored.due_on)
        if same in said:
            said.remove(same)
            kept.append(stored)
        else:
            stored.removed_at = at
    return [*kept, *add_steps(logged, said)]


def tick_step(*, by: Viewer, context: PairingContext, step: NextStep, done: bool) -> None:
    """Mark a next step as done, or as still to do: either of the pair may."""
    demand(by, Permission.ADD_TO_SESSION, context.subject)
    if step.removed_at is not None:
        raise DomainError(SessionProblem.STEP_REMOVED)
    if (step.done_at is not None) != done:
        step.done_at = context.now if done else None
    session.flush()

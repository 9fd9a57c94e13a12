"""Playing a drill, keeping it, taking it back; what the mentor says of one that was kept.

`context` was loaded with a lock: whatever is done to the runs of a pairing follows each other.
"""

from collections.abc import Sequence

from sqlalchemy import delete, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.actions.observations import state_milestone
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.statements import StatedMilestone
from squad.db.once import FormKey
from squad.db.session import session
from squad.drills.models import DrillRun, DrillStatement
from squad.drills.queries import HeldSession, PlayedRun, list_stated
from squad.drills.rules import (
    LEFT_ALONE,
    OWN_ALONE,
    Answers,
    DrillProblem,
    RunState,
    Sight,
    check_answers,
    next_minute,
    sights_to_text,
)
from squad.framework.rules.document import Drill
from squad.framework.rules.model import Autonomy, Evidence
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError, StaleVersionError
from squad.pairings.rules.states import LOGGABLE


def start_drill(
    *, by: Viewer, context: PairingContext, drill: Drill, instead_of: int | None = None
) -> int:
    """Begin a drill, or go on with the run of it that is open: pressed twice, it is one.

    `instead_of`: a run that is thrown away for it.
    """
    demand(by, Permission.PLAY_DRILL, context.subject)
    _check_live(context)
    own = list(
        session.scalars(
            select(DrillRun).where(
                DrillRun.pairing_id == context.pairing.id, DrillRun.state.in_(OWN_ALONE)
            )
        )
    )
    going = [r for r in own if r.drill == drill.code and r.state is RunState.OPEN]
    for run in own:
        if run.id == instead_of:
            session.delete(run)
    kept = next((run for run in going if run.id != instead_of), None)
    if kept is not None:
        return kept.id
    run = DrillRun(
        pairing_id=context.pairing.id,
        framework_version_id=context.programme.framework_version_id,
        drill=drill.code,
        state=RunState.OPEN,
        saved_at=context.now,
    )
    session.add(run)
    session.flush()
    return run.id


def save_answers(
    *,
    by: Viewer,
    context: PairingContext,
    played: PlayedRun,
    answers: Answers,
    version: int,
    from_minute: int | None = None,
    end: bool = False,
) -> None:
    """Keep what was written so far, for the mentee alone; the same again changes nothing.

    `version`: of the run that the form was made from. `from_minute`: where the messages stood when
    the next ones were asked for. `end`: the mentee has done and looks back upon it.
    """
    demand(by, Permission.PLAY_DRILL, context.subject)
    run = played.run
    check_answers(answers)
    if answers != played.answers:
        if run.state not in OWN_ALONE or version != run.version:
            raise StaleVersionError
        run.answers = answers.to_text()
        run.version += 1
    if from_minute is not None:
        run.minute = max(run.minute, next_minute(played.drill, from_minute) or 0)
    if end and run.state is RunState.OPEN:
        run.state = RunState.ENDED
    run.saved_at = context.now
    session.flush()


def throw_away(*, by: Viewer, context: PairingContext, played: PlayedRun) -> None:
    """Stop: the run and all that was written are deleted."""
    demand(by, Permission.PLAY_DRILL, context.subject)
    if played.run.state not in OWN_ALONE:
        raise DomainError(DrillProblem.KEPT_ALREADY)
    session.delete(played.run)
    session.flush()


def keep_run(
    *, by: Viewer, context: PairingContext, played: PlayedRun, own: Sequence[Sight | None]
) -> None:
    """Show a run to the mentor, with what one saw in it oneself."""
    demand(by, Permission.PLAY_DRILL, context.subject)
    run = played.run
    if run.state is RunState.OPEN:
        raise DomainError(DrillProblem.STILL_OPEN)
    if run.state is not RunState.ENDED:
        return
    _check_live(context)
    run.state, run.kept_on, run.own = RunState.KEPT, context.today, sights_to_text(own)
    run.version += 1
    session.flush()


def withdraw_run(*, by: Viewer, context: PairingContext, played: PlayedRun) -> None:
    """Take a kept run back: its words go, a statement that was made from it stays."""
    demand(by, Permission.PLAY_DRILL, context.subject)
    run = played.run
    if run.state is not RunState.KEPT:
        return
    run.state, run.answers, run.own, run.said = RunState.WITHDRAWN, "", None, None
    run.saved_at = context.now
    run.version += 1
    session.flush()


def say_seen(
    *, by: Viewer, context: PairingContext, played: PlayedRun, said: Sequence[Sight], version: int
) -> None:
    """What the mentor saw in a kept run, one word a criterion; it may be said anew."""
    demand(by, Permission.LOOK_AT_DRILL, context.subject)
    run = played.run
    if run.state is not RunState.KEPT:
        raise DomainError(DrillProblem.TAKEN_BACK)
    if tuple(said) == played.said:
        return
    if version != run.version:
        raise StaleVersionError
    run.said = sights_to_text(said)
    run.version += 1
    session.flush()


def state_from_drill(
    *,
    by: Viewer,
    context: PairingContext,
    played: PlayedRun,
    code: str,
    autonomy: Autonomy,
    played_in: HeldSession | None,
    form: FormKey,
) -> None:
    """State a milestone from a kept run: checked, or seen where it was played in a session."""
    demand(by, Permission.LOOK_AT_DRILL, context.subject)
    run = played.run
    if run.state is not RunState.KEPT or run.kept_on is None:
        raise DomainError(DrillProblem.TAKEN_BACK)
    if code not in played.drill.backs:
        raise DomainError(DrillProblem.BACKS_NOTHING)
    if not played.said:
        raise DomainError(DrillProblem.SAY_FIRST)
    if code in list_stated(run):
        raise DomainError(DrillProblem.STATED_ALREADY)
    evidence = Evidence.SEEN if played_in else Evidence.CHECKED
    stated = state_milestone(
        by=by,
        context=context,
        stated=StatedMilestone(code, autonomy, evidence, drill=True),
        on=played_in.on if played_in else run.kept_on,
        form=form,
        coaching_session_id=played_in.id if played_in else None,
    )
    session.add(DrillStatement(run_id=run.id, observation_id=stated.id))
    session.flush()


def purge_runs() -> None:
    """Delete what was not kept and has been left alone, and what was taken back."""
    session.execute(
        delete(DrillRun).where(
            DrillRun.state != RunState.KEPT, DrillRun.saved_at <= clock.now() - LEFT_ALONE
        )
    )


def _check_live(context: PairingContext) -> None:
    if context.pairing.state not in LOGGABLE:
        raise DomainError(DrillProblem.NOT_LIVE)

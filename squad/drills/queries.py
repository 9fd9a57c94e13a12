"""Drills and runs as one of the pair may see them: a mentor sees what was kept, nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession, Observation
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.drills.models import DrillRun, DrillStatement
from squad.drills.rules import LEFT_ALONE, SHOWN, Answers, RunState, Sight, sights_from_text
from squad.framework.queries import get_document
from squad.framework.rules.document import Drill, with_cases
from squad.framework.rules.fluency import Side

SESSIONS_OFFERED = 5


@dataclass(frozen=True, slots=True)
class PlayedRun:
    """A run with the drill as it was when it began."""

    run: DrillRun
    drill: Drill

    @property
    def answers(self) -> Answers:
        """What was written."""
        return Answers.from_text(self.run.answers)

    @property
    def own(self) -> tuple[Sight | None, ...]:
        """What the mentee saw in it."""
        return sights_from_text(self.run.own)

    @property
    def said(self) -> tuple[Sight | None, ...]:
        """What the mentor saw in it; () until said."""
        return sights_from_text(self.run.said)


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session in which a drill may have been played."""

    id: int
    on: date


def list_drills(context: PairingContext, milestone: str | None = None) -> Sequence[Drill]:
    """The drills of the programme's version; with a milestone, those that show or practise it."""
    drills = get_document(context.programme.framework_version_id).drills.values()
    return [d for d in drills if milestone is None or milestone in (*d.backs, *d.practises)]


def find_drill(context: PairingContext, code: str) -> Drill | None:
    """A drill of the programme's version, with its cases."""
    return _drill_of(context.programme.framework_version_id, code)


def list_runs(viewer: Viewer, context: PairingContext) -> Sequence[PlayedRun]:
    """The runs of a pairing that the viewer may see, newest first; one statement."""
    demand(viewer, Permission.READ_DRILLS, context.subject)
    seen = {RunState.KEPT}
    if context.side_of(viewer.person_id) is Side.MENTEE:
        seen |= {RunState.OPEN, RunState.ENDED}
    rows = session.scalars(
        select(DrillRun)
        .where(DrillRun.pairing_id == context.pairing.id, DrillRun.state.in_(seen))
        .order_by(DrillRun.id.desc())
    )
    return [played for row in rows if (played := _played(row)) is not None]


def find_run_for(viewer: Viewer, context: PairingContext, run_id: int) -> PlayedRun | None:
    """One run of the pairing, if the viewer may see it."""
    query = select(DrillRun).where(DrillRun.id == run_id, DrillRun.pairing_id == context.pairing.id)
    if context.side_of(viewer.person_id) is Side.MENTOR:
        query = query.where(DrillRun.state.in_(SHOWN))
    row = session.scalars(query).one_or_none()
    return _played(row) if row is not None else None


def list_stated(run: DrillRun) -> Mapping[str, Observation]:
    """The statements made from a run that were not withdrawn, by milestone."""
    rows = session.scalars(
        select(Observation)
        .join(DrillStatement, DrillStatement.observation_id == Observation.id)
        .where(DrillStatement.run_id == run.id, Observation.withdrawn_at.is_(None))
    )
    return {row.milestone_code: row for row in rows}


def list_held_sessions(context: PairingContext, run: DrillRun) -> Sequence[HeldSession]:
    """The pair's sessions in which a kept run may have been played, newest first."""
    if run.kept_on is None:
        return []
    rows = session.execute(
        select(CoachingSession.id, CoachingSession.held_on)
        .where(
            CoachingSession.pairing_id == context.pairing.id,
            CoachingSession.state == CoachingState.HELD,
            CoachingSession.voided_at.is_(None),
            CoachingSession.held_on >= run.kept_on - LEFT_ALONE,
        )
        .order_by(CoachingSession.held_on.desc(), CoachingSession.id.desc())
        .limit(SESSIONS_OFFERED)
    )
    return [HeldSession(*row) for row in rows]


def _played(run: DrillRun) -> PlayedRun | None:
    drill = _drill_of(run.framework_version_id, run.drill)
    return PlayedRun(run, drill) if drill is not None else None


def _drill_of(version_id: int, code: str) -> Drill | None:
    document = get_document(version_id)
    drill = document.drills.get(code)
    return with_cases(drill, document.sample_sets) if drill is not None else None

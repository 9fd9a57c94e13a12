"""Carrying an import of sessions out: as a whole, or not at all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.exc import IntegrityError

from squad.access.permissions import Permission
from squad.access.policy import ForbiddenError, demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.coaching.actions.standing import store_standings
from squad.coaching.actions.summaries import refresh_all
from squad.coaching.actions.versions import keep_versions
from squad.coaching.imports.plans import PlannedSessions, make_plan
from squad.coaching.imports.queries import Scope, find_programmes, lock_pairings
from squad.coaching.models import Answer, CoachingSession, NextStep, Observation
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.planning import NewSession
from squad.coaching.rules.rows import MilestoneCell
from squad.coaching.rules.stored import PairingRef
from squad.db.batches import batched
from squad.db.session import session
from squad.files.imports import NotReadyError, PlanChangedError
from squad.files.table import Table
from squad.framework.rules.fluency import AnswerKind, Side
from squad.kernel.clock import clock
from squad.pairings.imports.moments import A_MINUTE_LATER, known_on
from squad.pairings.rules.imports import Importer, Plan
from squad.programmes.models import Programme
from squad.programmes.queries import refuse_archived


def import_sessions(
    *,
    by: Viewer | None,
    table: Table,
    scope: Scope,
    with_notes: bool = False,
    fingerprint: str | None = None,
) -> dict[str, int]:
    """Create the sessions of a file that are not here yet, with what was stated in them.

    `by` None: the operator. PlanChangedError if the plan is not the one whose fingerprint was
    seen, NotReadyError while it has problems.
    """
    check_scope(by, scope)
    lock_pairings(scope)
    planned = make_plan(table, scope, with_notes=with_notes)
    if fingerprint is not None and fingerprint != planned.plan.fingerprint:
        raise PlanChangedError
    if planned.plan.problems:
        raise NotReadyError
    try:
        with session.begin_nested():
            _carry_out(planned, find_programmes(scope), by.person_id if by else None)
    except IntegrityError as error:
        raise PlanChangedError from error
    return counts_of(planned.plan)


def check_scope(by: Viewer | None, scope: Scope) -> None:
    """Refuse who may not import into this: mentors their own pairings, coordinators theirs."""
    if scope.importer is Importer.OPERATOR:
        if by is not None:
            raise ForbiddenError
        return
    if by is None:
        raise ForbiddenError
    subject = Subject(programme_id=scope.programme_id, mentor_id=scope.mentor_id)
    if scope.importer is Importer.MENTOR:
        subject = Subject(programme_id=0, mentor_id=scope.mentor_id)
    demand(by, Permission.IMPORT_SESSIONS, subject)


def counts_of(plan: Plan[NewSession]) -> dict[str, int]:
    """How many rows are new, here already, here with other content; and what the new ones state."""
    stated = [cell for new in plan.created for cell in new.row.milestones]
    return {
        "created": len(plan.created),
        "unchanged": plan.unchanged,
        "differing": len(plan.differing),
        "milestones": len(stated),
        "confirmed": sum(cell.confirmed_on is not None for cell in stated),
        "notes": sum(bool(new.row.note) for new in plan.created),
    }


def _carry_out(
    planned: PlannedSessions, programmes: Sequence[Programme], actor: int | None
) -> None:
    _keep_keys(planned.plan)
    by_code: defaultdict[str, list[NewSession]] = defaultdict(list)
    for new in planned.plan.created:
        by_code[planned.pairings[new.key.pairing_id].programme].append(new)
    for programme in programmes:
        made = by_code[programme.code]
        if made:
            refuse_archived(programme.id)
            _Writer(programme, planned, actor, clock.now()).write(made)


def _keep_keys(plan: Plan[NewSession]) -> None:
    """Let sessions that were logged here keep the rows that they are.

    Else a row would be new again once its session is voided or its day corrected. This is no
    change that anybody made, so the session's version stays.
    """
    if plan.recognised:
        keys = [{"session_id": session_id, "key": key} for session_id, key in plan.recognised]
        session.connection().execute(
            update(CoachingSession)
            .where(CoachingSession.id == bindparam("session_id"))
            .values(import_key=bindparam("key")),
            keys,
        )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the sessions of one programme: all at once, then what follows from them."""

    programme: Programme
    planned: PlannedSessions
    actor: int | None
    now: datetime

    def write(self, made: Sequence[NewSession]) -> None:
        """Sessions with their first version, observations, answers; summaries and standing."""
        logged = [self._session(new) for new in made]
        session.add_all(logged)
        session.flush()
        self._keep_versions(logged)
        self._state(made, logged)
        programme = self.programme
        record(
            "coaching_sessions_imported", by=self.actor, programme=programme.id, created=len(made)
        )
        pairing_ids = sorted({new.key.pairing_id for new in made})
        for pairing_id in pairing_ids:
            refresh_all(pairing_id, programme.time_zone, to_confirm=True)
        mentees = sorted({self._pairing(new).mentee_id for new in made})
        for some in batched(mentees):
            store_standings(programme_id=programme.id, mentee_ids=some)

    def _keep_versions(self, logged: Sequence[CoachingSession]) -> None:
        known: defaultdict[datetime, dict[CoachingSession, list[NextStep]]] = defaultdict(dict)
        for each in logged:
            known[each.known_at][each] = []
        for at, saved in known.items():
            keep_versions(saved, by_id=self.actor, at=at)

    def _pairing(self, new: NewSession) -> PairingRef:
        return self.planned.pairings[new.key.pairing_id]

    def _session(self, new: NewSession) -> CoachingSession:
        row = new.row
        known_at = self._known(new)
        return CoachingSession(
            pairing_id=new.key.pairing_id,
            state=row.state,
            held_on=row.on,
            minutes=row.minutes,
            medium=row.medium,
            cancelled_by=row.cancelled_by,
            note=row.note,
            links="",
            preparation_minutes=0,
            travel_minutes=0,
            logged_by=self._pairing(new).mentor_id,
            known_at=known_at,
            logged_at=None if row.state is CoachingState.PLANNED else known_at,
            imported=True,
            import_key=new.key.import_key,
        )

    def _known(self, new: NewSession) -> datetime:
        """When the file says that it was known; now, where it says nothing."""
        day = new.row.known_on
        return known_on(day, self.programme.time_zone, now=self.now) if day else self.now

    def _state(self, made: Sequence[NewSession], logged: Sequence[CoachingSession]) -> None:
        stated = [
            (cell, self._observation(new, each, cell))
            for new, each in zip(made, logged, strict=True)
            for cell in new.row.milestones
        ]
        session.add_all([observation for _cell, observation in stated])
        session.flush()
        session.add_all(
            [
                self._answer(cell, observation)
                for cell, observation in stated
                if cell.confirmed_on is not None
            ]
        )

    def _observation(
        self, new: NewSession, logged: CoachingSession, cell: MilestoneCell
    ) -> Observation:
        pairing = self._pairing(new)
        return Observation(
            pairing_id=pairing.id,
            mentee_id=pairing.mentee_id,
            programme_id=self.programme.id,
            milestone_code=cell.code,
            autonomy=cell.autonomy,
            evidence=cell.evidence,
            drill=False,
            happened_on=new.row.on,
            known_at=logged.known_at,
            stated_by=pairing.mentor_id,
            side=Side.MENTOR,
            coaching_session_id=logged.id,
            before=cell.before,
            words="",
            imported=True,
        )

    def _answer(self, cell: MilestoneCell, observation: Observation) -> Answer:
        """The mentee's yes, as the file has it; never before the statement itself was known."""
        day = cell.confirmed_on or observation.happened_on
        at = known_on(day, self.programme.time_zone, now=self.now, at=A_MINUTE_LATER)
        return Answer(
            observation_id=observation.id,
            sequence=1,
            kind=AnswerKind.CONFIRM,
            happened_on=day,
            known_at=max(at, observation.known_at),
            by_id=observation.mentee_id,
            words="",
            imported=True,
        )

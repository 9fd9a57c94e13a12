"""One session as its pair reads it: what was stated, what it looked like before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.viewer import Viewer
from squad.coaching.models import (
    CloseCode,
    CoachingSessionVersion,
    NextStep,
    Observation,
)
from squad.coaching.queries.contexts import OwnSession, PairingContext
from squad.coaching.queries.statements import awaiting_answer
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.times import additions_until
from squad.db.session import session
from squad.framework.rules.fluency import AnswerKind, Side
from squad.framework.rules.model import Autonomy, Evidence, Milestone
from squad.pairings.queries.stopped import list_stopped
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with the answer in force, if there is one."""

    id: int
    milestone: Milestone
    autonomy: Autonomy
    evidence: Evidence
    happened_on: date
    side: Side
    answer: AnswerKind | None
    withdrawn: bool

    @property
    def counts(self) -> bool:
        """Whether a yes suffices for the milestone to be held."""
        alone = self.autonomy is not Autonomy.TOGETHER
        return alone and self.evidence is not Evidence.TOLD and self._evidence_fits

    @property
    def _evidence_fits(self) -> bool:
        return self.evidence in self.milestone.evidence


@dataclass(frozen=True, slots=True)
class Version:
    """A session as it stood from a moment on, and who saved it."""

    number: int
    known_at: datetime
    by: str | None
    row: CoachingSessionVersion
    words: dict[str, Any]


def list_said(context: PairingContext, coaching_session_id: int) -> Sequence[Said]:
    """What was stated in a session; one statement, a second for answers."""
    rows = session.scalars(
        select(Observation)
        .options(selectinload(Observation.answers))
        .where(
            Observation.coaching_session_id == coaching_session_id,
            Observation.pairing_id == context.pairing.id,
        )
        .order_by(Observation.id)
    )
    return [_said(context, row) for row in rows]


def list_open(context: PairingContext, side: Side) -> Sequence[Said]:
    """Statements of a pairing that await an answer of `side`; one statement."""
    rows = session.scalars(
        select(Observation)
        .where(*awaiting_answer(context.pairing.id), Observation.side == side.other)
        .order_by(Observation.id)
    )
    return [_said(context, row, answered=False) for row in rows]


def list_versions(own: OwnSession) -> Sequence[Version]:
    """How a session stood over time, the newest first; one statement."""
    rows = session.execute(
        select(CoachingSessionVersion, Person.name)
        .outerjoin(Person, Person.id == CoachingSessionVersion.by_id)
        .where(CoachingSessionVersion.coaching_session_id == own.coaching_session.id)
        .order_by(CoachingSessionVersion.number.desc())
    )
    return [
        Version(row.number, row.known_at, name, row, json.loads(row.words)) for row, name in rows
    ]


def find_live_code(own: OwnSession) -> CloseCode | None:
    """The code that still opens the page on which the mentee answers."""
    return session.scalars(
        select(CloseCode)
        .where(
            CloseCode.coaching_session_id == own.coaching_session.id,
            CloseCode.expires_at > own.context.now,
            CloseCode.used_at.is_(None),
        )
        .order_by(CloseCode.id.desc())
        .limit(1)
    ).one_or_none()


def find_step_for(own: OwnSession, step_id: int) -> NextStep | None:
    """A next step of the session."""
    return next((step for step in own.coaching_session.next_steps if step.id == step_id), None)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the viewer may do with a session now."""

    facts: bool
    """Change day, length, outcome: the mentor."""
    words: bool
    """Add note, steps, links: either, for seven days that count."""
    until: date


def rights_on(viewer: Viewer, own: OwnSession) -> Rights:
    """What the viewer may change of a session; three statements, for when clocks stand still."""
    until = additions_until(own.logged_on, list_stopped(own.context.pairing))
    it = own.coaching_session
    became = it.voided_at is None and it.state is not CoachingState.PLANNED
    return Rights(
        facts=became and may(viewer, Permission.LOG_SESSION, own.context.subject),
        words=became and own.context.today <= until,
        until=until,
    )


def _said(context: PairingContext, row: Observation, *, answered: bool = True) -> Said:
    last = row.answers[-1].kind if answered and row.answers else None
    return Said(
        id=row.id,
        milestone=context.milestone_of(row),
        autonomy=row.autonomy,
        evidence=row.evidence,
        happened_on=row.happened_on,
        side=row.side,
        answer=None if last is AnswerKind.UNDO else last,
        withdrawn=row.withdrawn_at is not None,
    )

"""How a job stands, for the page of whoever asked for it; what was given up, for administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.paging import TABLE_SIZE
from squad.db.session import session
from squad.jobs.models import Job
from squad.jobs.rules import JobState


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a job is; what it does, the page that asks knows."""

    state: JobState
    done: int
    total: int
    asked_at: datetime
    attempt: int


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A job that was given up: codes alone."""

    id: int
    name: str
    failure: str | None
    attempt: int
    ended_at: datetime | None


def list_given_up(viewer: Viewer) -> Sequence[GivenUp]:
    """The jobs that were given up last."""
    demand(viewer, Permission.MANAGE_WORK, Subject())
    columns = (Job.id, Job.name, Job.failure, Job.attempt, Job.ended_at)
    query = select(*columns).where(Job.state == JobState.DEAD)
    rows = session.execute(query.order_by(Job.ended_at.desc(), Job.id.desc()).limit(TABLE_SIZE))
    return [GivenUp(*row) for row in rows]


def find_standing(job_id: int) -> Standing | None:
    """How a job stands; None once it is forgotten."""
    row = session.execute(
        select(Job.state, Job.done, Job.total, Job.asked_at, Job.attempt).where(Job.id == job_id)
    ).one_or_none()
    return Standing(*row) if row else None

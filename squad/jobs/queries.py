"""How a job stands, for the page of whoever asked for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

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


def find_standing(job_id: int) -> Standing | None:
    """How a job stands; None once it is forgotten."""
    row = session.execute(
        select(Job.state, Job.done, Job.total, Job.asked_at, Job.attempt).where(Job.id == job_id)
    ).one_or_none()
    return Standing(*row) if row else None

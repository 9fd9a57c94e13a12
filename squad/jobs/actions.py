"""Asking for a job: the only door into the table; periodic jobs; trying again, forgetting."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.instants import database_now
from squad.db.session import session
from squad.db.upsert import dialect_insert
from squad.jobs.models import Job
from squad.jobs.rules import (
    DEAD_KEPT,
    DONE_KEPT,
    JobState,
    Payload,
    check_payload,
    slot_key,
)
from squad.kernel.clock import clock


def enqueue(
    name: str,
    payload: Payload,
    *,
    by: Viewer | None,
    key: str | None = None,
    run_at: datetime | None = None,
) -> int:
    """Have `name` done once this transaction is committed, at `run_at` or at once; the job's id.

    With a key that is there already nothing is added, and the id is that of the job that has it.
    """
    check_payload(payload)
    adding = dialect_insert(Job).values(
        name=name,
        key=key,
        payload=dict(payload),
        by_id=by.person_id if by else None,
        state=JobState.WAITING,
        due_at=database_now() if run_at is None else run_at,
        asked_at=database_now(),
        attempt=0,
        tries=0,
        done=0,
        total=0,
    )
    added = session.scalar(adding.on_conflict_do_nothing().returning(Job.id))
    return added or session.scalars(select(Job.id).where(Job.key == key)).one()


def schedule(periods: Mapping[str, timedelta]) -> None:
    """Ask for each periodic job of the present slot; however many ask, there is one a slot."""
    now = session.scalars(select(database_now())).one()
    for name, period in periods.items():
        enqueue(name, {}, key=slot_key(name, period, now), by=None)


def retry_job(*, by: Viewer, job_id: int) -> None:
    """Try a job that was given up from the beginning; a second press changes nothing."""
    demand(by, Permission.MANAGE_WORK, Subject())
    tried = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.DEAD)
        .values(state=JobState.WAITING, due_at=database_now(), tries=0, ended_at=None)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if tried.first() is not None:
        record("job_retried", by=by.person_id, job=job_id)


def purge_jobs() -> None:
    """Forget jobs that were done a week ago; those that were given up are kept for a month."""
    now = clock.now()
    done = and_(Job.state == JobState.DONE, Job.ended_at <= now - DONE_KEPT)
    session.execute(delete(Job).where(or_(done, Job.ended_at <= now - DEAD_KEPT)))

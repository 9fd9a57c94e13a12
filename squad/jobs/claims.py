"""A worker's hold on a job: taking it, keeping it, getting on, letting go.

Each is one statement, to be committed at once. All but the first are fenced on worker and attempt:
whoever lost a job to another changes nothing of it any more.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Update, case, select, update

from squad.db.instants import database_now
from squad.db.leases import take_due
from squad.db.session import session
from squad.jobs.models import Job
from squad.jobs.rules import LEASE, MOST_TRIES, JobState, Payload, pause_after

ENDED_ITS_WORKER = "lost"
"""The failure of a job whose workers fell silent."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One attempt at a job by one worker."""

    job_id: int
    name: str
    payload: Payload
    worker: str
    attempt: int
    tries: int


def is_due(names: Collection[str]) -> bool:
    """Whether there is anything to take: reading waits for nobody, and taking locks SQLite."""
    due = Job.due_at <= database_now()
    return session.scalar(select(Job.id).where(due, Job.name.in_(names)).limit(1)) is not None


def take(worker: str, names: Collection[str]) -> Claim | None:
    """The job that has been due for longest, with a lease; other names are left to newer workers.

    One whose lease ran out is due again, while tries are left.
    """
    row = take_due(
        Job,
        Job.tries < MOST_TRIES,
        Job.name.in_(names),
        values={
            "state": JobState.RUNNING,
            "worker": worker,
            "attempt": Job.attempt + 1,
            "tries": Job.tries + 1,
            "due_at": database_now(LEASE),
        },
        returning=(Job.id, Job.name, Job.payload, Job.worker, Job.attempt, Job.tries),
    )
    return Claim(*row) if row else None


def bury() -> None:
    """Give up what ran out of tries without a word: each of its workers may have died of it."""
    session.execute(
        update(Job)
        .where(Job.due_at <= database_now(), Job.tries >= MOST_TRIES)
        .values(state=JobState.DEAD, due_at=None, ended_at=database_now(), failure=ENDED_ITS_WORKER)
        .execution_options(synchronize_session=False)
    )


def beat(claim: Claim) -> bool:
    """Renew the lease; False where the job is another's by now."""
    return _write(_held(claim).values(due_at=database_now(LEASE)))


def get_on(claim: Claim, done: int, total: int) -> bool:
    """Note how far it is; getting further gives it all of its tries back. False: it is lost."""
    further = case((Job.done < done, 0), else_=Job.tries)
    return _write(_held(claim).values(done=done, total=total, tries=further))


def complete(claim: Claim) -> bool:
    """It is done. False: it was lost, and is another's to complete."""
    ended = {"state": JobState.DONE, "due_at": None, "ended_at": database_now()}
    return _write(_held(claim).values(ended))


def put_back(claim: Claim) -> bool:
    """Let any worker go on at once, after the others that wait; no try is lost by it."""
    back = {"state": JobState.WAITING, "due_at": database_now(), "tries": 0}
    return _write(_held(claim).values(back))


def fail(claim: Claim, failure: str) -> bool:
    """Try again after a pause; given up once there are no tries left."""
    again = Job.tries < MOST_TRIES
    return _write(
        _held(claim).values(
            state=case((again, JobState.WAITING.value), else_=JobState.DEAD.value),
            due_at=case((again, database_now(pause_after(claim.tries))), else_=None),
            ended_at=case((again, None), else_=database_now()),
            failure=failure,
        )
    )


def _held(claim: Claim) -> Update:
    return (
        update(Job)
        .where(
            Job.id == claim.job_id,
            Job.state == JobState.RUNNING,
            Job.worker == claim.worker,
            Job.attempt == claim.attempt,
        )
        .execution_options(synchronize_session=False)
    )


def _write(statement: Update) -> bool:
    return session.execute(statement.returning(Job.id)).first() is not None

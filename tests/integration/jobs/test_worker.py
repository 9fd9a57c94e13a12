"""The worker: carries out, fails, drains, keeps its lease."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs import worker as working
from squad.jobs.actions import enqueue
from squad.jobs.handlers import LostJobError, Registry, use_handlers
from squad.jobs.models import Job
from squad.jobs.rules import JobState, Outcome
from squad.jobs.worker import Worker
from squad.kernel.clock import clock
from tests.support.commands import squad

SHORT = 0.1


@pytest.fixture
def handled(app, monkeypatch):
    """Register what does the job "work"; no periodic jobs."""

    def use(handler, **periods):
        monkeypatch.setitem(app.extensions, "squad_jobs", Registry({"work": handler}, periods))

    return use


def ask():
    with unit_of_work():
        return enqueue("work", {}, by=None)


def job(job_id):
    session.rollback()
    session.expire_all()
    return session.get(Job, job_id)


def until(condition, seconds=10):
    for _ in range(int(seconds * 50)):
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come to that")


def test_it_drains_what_is_due_and_ends(app, handled):
    ran = []

    def handler(run):
        ran.append(run.job_id)
        return Outcome.MORE if len(ran) == 1 else Outcome.DONE

    handled(handler, work=timedelta(days=1))
    first, second = ask(), ask()
    assert Worker(app).drain() == 4
    assert ran[:3] == [first, second, ran[2]]
    assert ran.count(first) == 2  # put back, it came again after the others
    assert {job(each).state for each in ran} == {JobState.DONE}


def test_a_failure_keeps_the_class_of_the_error_and_no_word(app, handled, caplog):
    def handler(run):
        raise ValueError("Inès Garnier said so")

    handled(handler)
    job_id = ask()
    Worker(app).drain()
    failed = job(job_id)
    assert (failed.state, failed.failure) == (JobState.WAITING, "ValueError")
    assert failed.due_at > clock.now()


def test_progress_is_seen_while_it_runs_and_refused_once_the_job_is_lost(app, handled):
    seen = []

    def handler(run):
        run.progress(1, 2)
        seen.append((job(run.job_id).done, job(run.job_id).total))
        session.rollback()
        with unit_of_work():
            session.execute(update(Job).values(worker="another"))
        with pytest.raises(LostJobError):
            run.progress(2, 2)
        run.progress(2, 2)

    handled(handler)
    job_id = ask()
    Worker(app).drain()
    assert seen == [(1, 2)]
    assert (job(job_id).state, job(job_id).worker) == (JobState.RUNNING, "another")


def test_its_heart_beats_while_it_works_and_survives_a_locked_database(app, handled, monkeypatch):
    beats, beat = [], working.beat

    def locked_at_first(claim):
        beats.append(claim.attempt)
        if len(beats) == 1:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        return beat(claim)

    monkeypatch.setattr(working, "beat", locked_at_first)
    monkeypatch.setattr(working, "HEARTBEAT_SECONDS", 0.02)
    monkeypatch.setattr(working, "AGAIN_SECONDS", 0.01)

    def handler(run):
        with unit_of_work():
            session.execute(update(Job).values(due_at=clock.now()))
        until(lambda: len(beats) > 3)
        return Outcome.DONE

    handled(handler)
    job_id = ask()
    assert Worker(app).drain() == 1
    assert job(job_id).state is JobState.DONE


def run_in_thread(worker):
    ended = []
    thread = threading.Thread(target=lambda: ended.append(worker.run()))
    thread.start()
    return thread, ended


def test_told_to_stop_it_ends_what_it_began_and_takes_nothing_more(app, handled):
    begun = threading.Event()

    def handler(run):
        begun.set()
        until(lambda: run.must_end)
        return Outcome.DONE

    handled(handler)
    first, second = ask(), ask()
    worker = Worker(app)
    thread, ended = run_in_thread(worker)
    assert begun.wait(10)
    worker.stopping.set()
    thread.join(10)
    assert ended == [True]
    assert [job(first).state, job(second).state] == [JobState.DONE, JobState.WAITING]


def test_what_takes_too_long_to_stop_is_let_go_for_another_at_once(app, handled, monkeypatch):
    monkeypatch.setattr(working, "DRAIN_SECONDS", SHORT)
    begun, let = threading.Event(), threading.Event()

    def handler(run):
        begun.set()
        let.wait(10)
        return Outcome.DONE

    handled(handler)
    job_id = ask()
    worker = Worker(app)
    thread, ended = run_in_thread(worker)
    assert begun.wait(10)
    worker.stopping.set()
    thread.join(10)
    assert ended == [False]
    assert job(job_id).state is JobState.WAITING
    assert job(job_id).due_at <= clock.now() + timedelta(seconds=1)
    session.rollback()
    let.set()
    until(lambda: not [t for t in threading.enumerate() if t.daemon and "_work" in t.name])
    assert job(job_id).state is JobState.WAITING  # the late one completed nothing


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_without_its_working_thread_it_ends_as_a_failure(app, handled, monkeypatch):
    """For whoever began it to begin another one: alone it would wait for nothing."""
    monkeypatch.setattr(working, "IDLE_SECONDS", SHORT)

    def handler(run):
        raise SystemExit

    handled(handler)
    ask()
    thread, ended = run_in_thread(Worker(app))
    thread.join(10)
    assert ended == [False]


def test_a_periodic_job_has_a_handler(app):
    with pytest.raises(ValueError, match="no handler"):
        use_handlers(app, {}, {"sweep": timedelta(hours=1)})


def test_the_command_sweeps_once_and_ends(app):
    done = squad(app, "worker", "--once")
    assert (done.exit_code, done.stdout) == (0, "")
    swept = session.scalars(select(Job).where(Job.name == "sweep")).one()
    assert swept.state is JobState.DONE

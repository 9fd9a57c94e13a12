"""The table of jobs: one door in, one job for one worker, nothing lost, nothing for ever."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.jobs import claims
from squad.jobs.actions import enqueue, schedule
from squad.jobs.models import Job
from squad.jobs.queries import find_standing
from squad.jobs.rules import LEASE, MOST_TRIES, JobState
from squad.kernel.clock import clock

WORK = {"work"}


def ask(name="work", **values):
    with unit_of_work():
        return enqueue(name, values.pop("payload", {}), by=None, **values)


def take(worker="one", names=WORK):
    with unit_of_work():
        claims.bury()
        return claims.take(worker, names)


def done(act, *args):
    with unit_of_work():
        return act(*args)


def job(job_id):
    session.rollback()
    session.expire_all()
    return session.get(Job, job_id)


def lapse():
    """A lease's time passes without a word."""
    with unit_of_work():
        session.execute(
            update(Job).where(Job.due_at.is_not(None)).values(due_at=clock.now() - LEASE)
        )


@pytest.fixture(autouse=True)
def _in_app(app):
    """Each of these on both databases."""


def test_asking_is_part_of_the_callers_transaction(make):
    viewer = make.viewer(make.person())
    with suppress(RuntimeError), unit_of_work():
        enqueue("work", {}, by=viewer)
        raise RuntimeError
    assert take() is None
    with unit_of_work():
        job_id = enqueue("work", {"batch": 3}, by=viewer)
    assert (claim := take()).job_id == job_id
    assert claim.payload == {"batch": 3}
    assert job(job_id).by_id == viewer.person_id


def test_a_key_makes_two_one_whatever_became_of_the_first():
    first = ask(key="work:1")
    assert ask(key="work:1") == first
    done(claims.complete, take())
    assert ask(key="work:1") == first
    assert ask(key="work:2") != first


def test_a_text_in_a_payload_is_refused():
    with pytest.raises(ValueError, match="holds a text"):
        ask(payload={"name": "Inès Garnier"})


def test_it_is_taken_when_it_is_due_the_oldest_first_by_whoever_knows_it():
    later = ask(run_at=clock.now() + timedelta(minutes=1))
    second = ask(run_at=clock.now() - timedelta(minutes=1))
    first = ask(run_at=clock.now() - timedelta(minutes=2))
    ask("of_a_newer_release", run_at=clock.now() - timedelta(minutes=3))
    assert [take().job_id, take().job_id] == [first, second]
    assert take() is None
    assert job(later).state is JobState.WAITING


def test_taking_is_one_statement(statements):
    ask()
    with statements() as sent, unit_of_work():
        claims.take("one", WORK)
    assert len(sent) == 1
    assert sent[0].startswith("UPDATE")
    assert "RETURNING" in sent[0]


def test_many_workers_take_each_job_once(app):
    wanted = {ask() for _ in range(24)}
    taken = []

    def work(name):
        with app.app_context():
            while claim := take(name):
                taken.append(claim.job_id)
                done(claims.complete, claim)

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(wanted)
    assert set(taken) == wanted


def test_a_killed_workers_job_is_taken_over_after_its_lease_and_not_before():
    ask()
    first = take("one")
    assert take("two") is None
    lapse()
    second = take("two")
    assert (second.job_id, second.attempt) == (first.job_id, 2)


def test_a_heartbeat_keeps_the_lease_and_whoever_lost_it_changes_nothing():
    job_id = ask()
    mine = take("one")
    lapse()
    assert done(claims.beat, mine)
    assert take("two") is None
    lapse()
    theirs = take("two")
    for act, *more in (
        (claims.beat,), (claims.complete,), (claims.put_back,), (claims.fail, "E"),
        (claims.get_on, 1, 2),
    ):  # fmt: skip
        assert not done(act, mine, *more)
    assert (job(job_id).state, job(job_id).worker, job(job_id).done) == (JobState.RUNNING, "two", 0)
    assert done(claims.complete, theirs)
    assert job(job_id).due_at is None


def test_the_same_worker_is_fenced_off_from_its_own_earlier_attempt():
    ask()
    first = take("one")
    lapse()
    second = take("one")
    assert not done(claims.complete, first)
    assert done(claims.complete, second)


def test_a_job_that_kills_its_workers_ends_as_a_dead_letter():
    job_id = ask()
    for _ in range(MOST_TRIES):
        assert take() is not None
        lapse()
    assert take() is None
    dead = job(job_id)
    assert (dead.state, dead.failure, dead.due_at) == (JobState.DEAD, "lost", None)
    assert dead.ended_at is not None


def test_getting_on_gives_back_the_tries_and_standing_still_does_not():
    job_id = ask()
    for n in range(2 * MOST_TRIES):
        claim = take()
        assert done(claims.get_on, claim, n + 1, 30)
        lapse()
    for _ in range(MOST_TRIES):
        assert done(claims.get_on, take(), 2 * MOST_TRIES, 30)
        lapse()
    assert take() is None
    assert job(job_id).state is JobState.DEAD


def test_a_failure_is_tried_again_after_a_pause_then_given_up():
    job_id = ask()
    for n in range(MOST_TRIES):
        assert done(claims.fail, take(), "ValueError")
        if n < MOST_TRIES - 1:
            assert job(job_id).state is JobState.WAITING
            assert take() is None
            lapse()
    assert (job(job_id).state, job(job_id).failure) == (JobState.DEAD, "ValueError")


def test_what_is_put_back_waits_behind_the_others():
    first, second = ask(), ask()
    assert done(claims.put_back, take())
    assert [take().job_id, take().job_id] == [second, first]


def test_a_page_sees_how_far_it_is():
    job_id = ask()
    assert find_standing(job_id).state is JobState.WAITING
    done(claims.get_on, take(), 12, 30)
    session.rollback()
    standing = find_standing(job_id)
    assert (standing.state, standing.done, standing.total) == (JobState.RUNNING, 12, 30)
    assert find_standing(job_id + 1) is None


def test_however_many_schedulers_there_is_one_job_a_slot(app):
    periods = {"sweep": timedelta(days=6), "work": timedelta(milliseconds=40)}

    def look():
        with app.app_context(), unit_of_work():
            schedule(periods)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    threading.Event().wait(0.05)
    look()
    names = session.scalars(select(Job.name)).all()
    assert names.count("sweep") == 1
    assert names.count("work") >= 2


def test_the_clock_is_the_databases_where_hosts_have_each_their_own():
    """A worker whose own clock is a day ahead takes nothing early on PostgreSQL."""
    ask(run_at=clock.now() + timedelta(hours=1))
    with time_machine.travel(clock.now() + timedelta(days=1)):
        early = take()
    assert (early is None) == (db.engine.dialect.name == "postgresql")

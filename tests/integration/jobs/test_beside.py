"""`squad serve --with-worker`: begun again when it dies, ended with the server."""

import os
import signal
import time
from contextlib import suppress

from flask_migrate import upgrade
from sqlalchemy import select

from squad.app import create_app
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.jobs.actions import enqueue
from squad.jobs.models import Job
from squad.jobs.rules import JobState
from tests.conftest import make_settings
from tests.support.real_server import serving


def until(condition):
    for _ in range(400):
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come to that")


def test_beside_the_server_it_is_begun_again_when_it_dies_and_ends_with_it(tmp_path):
    settings = make_settings(f"sqlite:///{tmp_path / 'own.sqlite3'}", tmp_path)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        with serving(settings, "--with-worker"):
            first = until(lambda: worker_of("sweep"))
            os.kill(first, signal.SIGKILL)
            with unit_of_work():
                enqueue("sweep", {}, by=None, key="again")
            second = until(lambda: worker_of("sweep", "again"))
            assert second != first
            assert lives(second)
        until(lambda: not lives(second))
        session.remove()
        db.engine.dispose()


def worker_of(name, key=None):
    """The process that did a job."""
    session.rollback()
    query = select(Job.worker).where(Job.name == name, Job.state == JobState.DONE)
    found = session.scalar(query.where(Job.key == key) if key else query)
    return int(found.split(":")[1]) if found else None


def lives(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False

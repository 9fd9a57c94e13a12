"""A mail server that the application sends by, and a worker that sends."""

import pytest

from squad.jobs.worker import Worker
from squad.notify import carrier as carrying
from tests.support.mail import receiving


@pytest.fixture
def mailbox(monkeypatch):
    monkeypatch.setattr(carrying, "TIMEOUT", 2.0)
    with receiving() as mailbox:
        yield mailbox


@pytest.fixture
def work(app):
    """Do all that is due, as a worker would."""
    return lambda: Worker(app).drain()

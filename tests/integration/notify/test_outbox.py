"""The outbox: mail leaves with its cause, once, whatever the server or a worker does."""

import os
import signal
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.jobs.actions import enqueue
from squad.jobs.worker import Worker
from squad.kernel.clock import clock
from squad.notify import carrier as carrying
from squad.notify.actions import SEND, Recipient, readdress, tell
from squad.notify.models import Mail
from squad.notify.rules import MOST_ATTEMPTS, MailState
from tests.integration.notify.letters import SAMPLE, use_sample

NAMES = ("ada", "ben", "cleo")


@pytest.fixture(autouse=True)
def _sample(app):
    with use_sample():
        yield


def ask(*names, thing="one"):
    to = [Recipient(n, f"{name}@example.org", "en") for n, name in enumerate(names, 1)]
    with unit_of_work():
        tell(SAMPLE, to, thing=thing, params={"id": 7})


def mails():
    session.rollback()
    session.expire_all()
    return session.scalars(select(Mail).order_by(Mail.id)).all()


def come_round(job_key):
    """Time passes: what rests, or was a dead worker's, is due; the periodic job comes."""
    with unit_of_work():
        late = clock.now() - timedelta(seconds=1)
        session.execute(update(Mail).where(Mail.due_at.is_not(None)).values(due_at=late))
        enqueue(SEND, {}, key=job_key, by=None)


def test_a_mail_is_stored_with_its_cause_or_not_at_all(mailbox, work):
    with suppress(RuntimeError), unit_of_work():
        tell(SAMPLE, [Recipient(1, "ada@example.org", "en")], thing="one", params={})
        raise RuntimeError
    ask("ada")
    ask("ada")  # the same thing
    ask("ada", thing="another")
    with pytest.raises(ValueError, match="holds a text"):
        tell(SAMPLE, [Recipient(1, "ada@example.org", "en")], thing="x", params={"name": "Ada B"})
    work()
    work()
    assert [mail["To"] for mail in mailbox.mails] == ["ada@example.org"] * 2
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 2
    assert {mail.state for mail in mails()} == {MailState.SENT}


def test_it_goes_to_the_address_of_the_day(mailbox, work):
    ask("ada")
    with unit_of_work():
        readdress({1: "ada.new@example.org"})
    work()
    assert [mail["To"] for mail in mailbox.mails] == ["ada.new@example.org"]


@pytest.mark.parametrize("answer", ["550 nobody here", "450 not now"])
def test_what_an_old_address_kept_from_leaving_goes_to_the_new_one(mailbox, work, answer):
    mailbox.refuse = {"rcpt": [answer]}
    ask("ada")
    work()
    with unit_of_work():
        readdress({1: "ada.new@example.org"})
        session.execute(update(Mail).values(state=MailState.WAITING, ended_at=None))
        session.execute(update(Mail).values(due_at=clock.now() - timedelta(seconds=1)))
        enqueue(SEND, {}, by=None)
    work()
    assert [mail["To"] for mail in mailbox.mails] == ["ada.new@example.org"]


def test_a_refusal_is_kept_as_a_code_and_stops_nobody_else(mailbox, work, log_lines):
    mailbox.refuse = {
        "rcpt": ["550 no such user ada@example.org", "451 try later, ben@example.org"],
    }
    ask(*NAMES)
    work()
    ada, ben, cleo = mails()
    assert (ada.state, ada.failure, ada.due_at) == (MailState.FAILED, "rcpt:550", None)
    assert (ben.state, ben.failure, ben.attempts) == (MailState.WAITING, "rcpt:451", 1)
    assert ben.due_at > clock.now()
    assert cleo.state is MailState.SENT
    assert "example.org" not in "".join(log_lines())
    come_round("later")
    work()
    assert [mail["To"] for mail in mailbox.mails] == ["cleo@example.org", "ben@example.org"]
    assert mailbox.connections == 2  # a mail is no reason for a connection of its own


@pytest.mark.parametrize("how", ["drops", "refuse"])
def test_a_server_that_had_enough_is_called_again_at_once(mailbox, work, how):
    setattr(mailbox, how, "noop" if how == "drops" else {"noop": ["421 enough"] * 2})
    ask(*NAMES)
    work()
    assert (len(mailbox.mails), mailbox.connections) == (3, 3)
    assert {mail.attempts for mail in mails()} == {1}


def test_refused_after_all_attempts_it_is_given_up(mailbox, work):
    mailbox.refuse = {"data": ["452 full"] * 2}
    ask("ada")
    with unit_of_work():
        session.execute(update(Mail).values(attempts=MOST_ATTEMPTS - 1))
    work()
    assert [(mail.state, mail.failure) for mail in mails()] == [(MailState.FAILED, "data:452")]


@pytest.mark.parametrize(("how", "code"), [("hangs", "timeout"), ("drops", "dropped")])
def test_while_the_server_is_away_mail_rests_and_then_leaves_once(
    mailbox, work, monkeypatch, how, code
):
    monkeypatch.setattr(carrying, "TIMEOUT", 0.2)
    setattr(mailbox, how, "ehlo" if how == "hangs" else "rcpt")
    ask(*NAMES)
    ask("dora", thing="another")  # a job of its own: it must not try the server again
    work()
    assert mailbox.connections == 1
    assert [mail.failure for mail in mails()] == [code, None, None, None]
    assert all(mail.due_at > clock.now() for mail in mails())
    setattr(mailbox, how, None)
    come_round("later")
    work()
    assert len(mailbox.mails) == 4
    assert {mail.state for mail in mails()} == {MailState.SENT}


def test_a_server_that_is_not_there_loses_nothing(work, mailbox):
    there = carrying.carrier.server
    carrying.carrier.server = type(there)(there.security, "127.0.0.1", 1)
    ask("ada")
    work()
    assert [mail.failure for mail in mails()] == ["unreachable"]
    carrying.carrier.server = there
    come_round("later")
    work()
    assert len(mailbox.mails) == 1


def test_where_the_answer_was_lost_the_same_mail_goes_again(mailbox, work):
    """The one double that cannot be avoided; its Message-ID tells mail programs."""
    mailbox.drops = "data"
    ask("ada")
    work()
    mailbox.drops = None
    come_round("later")
    work()
    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_a_worker_that_is_killed_while_it_sends_loses_nothing(app, mailbox, work):
    mailbox.hangs = "rcpt"
    ask("ada")
    session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:  # pragma: no cover  a process that is killed tells nobody
        Worker(app).drain()
        os._exit(0)
    assert mailbox.reached.wait(10)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    mailbox.hangs = None
    assert [mail.state for mail in mails()] == [MailState.SENDING]
    with unit_of_work():
        enqueue(SEND, {}, key="at once", by=None)
    work()
    assert mailbox.mails == []  # its lease has not run out: it may be sending still
    come_round("later")
    work()
    assert len(mailbox.mails) == 1
    assert [mail.state for mail in mails()] == [MailState.SENT]


def test_workers_at_once_send_each_mail_once(app, mailbox):
    for n in range(12):
        ask("ada", thing=f"thing:{n}")

    def drain():
        with app.app_context():
            Worker(app).drain()

    threads = [threading.Thread(target=drain) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == len(mailbox.mails) == 12


def test_without_a_mail_server_nothing_waits_to_be_sent(app, work):
    ask("ada")
    assert mails() == []
    work()

"""What has had its time goes without anybody asking for it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from sqlalchemy import func, select

from squad import serving
from squad.accounts.models import Account, AccountLink, LinkKind, SignIn
from squad.coaching.models import CloseCode
from squad.db.once import SentForm
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.drills.models import DrillRun
from squad.drills.rules import RunState
from squad.files.models import WaitingUpload
from squad.framework.queries import find_newest_version
from squad.jobs.models import Job
from squad.jobs.rules import JobState
from squad.kernel.clock import clock
from squad.kernel.ids import new_token
from squad.notify.models import Mail, Notice
from squad.notify.rules import MailState
from squad.pairings.calls.models import Concern
from squad.reports.documents.models import DocumentBatch
from tests.support.commands import squad
from tests.support.uploads import upload

SWEPT = (
    WaitingUpload, SignIn, AccountLink, SentForm, CloseCode, DrillRun, Job, DocumentBatch, Concern,
    Mail, Notice,
)  # fmt: skip


@pytest.fixture
def now(app):
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def someone(now, make, visitor_of):
    return visitor_of(make.person("Some One"))


def counts():
    session.rollback()
    return [session.scalar(select(func.count()).select_from(kind)) for kind in SWEPT]


def leave(make, times=1):
    """Of each kind what is over, and what is not quite."""
    now, day = clock.now(), timedelta(days=1)
    logged = make.coaching_session(make.pairing())
    person = make.person()
    make.account(person)
    session.rollback()
    account_id = session.scalar(select(Account.id).where(Account.person_id == person.id))
    with unit_of_work():
        for ago in [30 * day, 30 * day - timedelta(minutes=1)] * times:
            _sign_in(account_id, ended_at=now - ago)
            _sign_in(account_id, expires_at=now - ago)
            _sign_in(account_id, last_seen_at=now - ago - 14 * day)
            _form(person.id, now - ago)
        for over in ({"expires_at": now}, {"used_at": now}, {"revoked_at": now}, {}) * times:
            _link(account_id, **over)
        for ago in [day, day - timedelta(minutes=1)] * times:
            _code(logged, now - ago)
            _run(logged, now - ago - 13 * day)
            _upload(person.id, now - ago + day)
            _job(now - ago - 6 * day)
            _concern(logged.pairing_id, now - ago - 29 * day)
            _told(person.id, now - ago)
    programme = make.programme()
    for left in [timedelta(), timedelta(minutes=1)] * times:
        make.batch(programme, person, state="done", expires_at=now + left)


def _sign_in(account_id, **times):
    now = clock.now()
    usual = {"created_at": now, "last_seen_at": now, "expires_at": now + timedelta(days=1)}
    session.add(SignIn(account_id=account_id, token_hash=new_token(), **{**usual, **times}))


def _link(account_id, **times):
    now = clock.now()
    usual = {"created_at": now, "expires_at": now + timedelta(days=1)}
    made = {"account_id": account_id, "kind": LinkKind.RESET, "nonce": new_token()}
    session.add(AccountLink(**made, **{**usual, **times}))


def _form(person_id, sent_at):
    key = new_token()
    session.add(
        SentForm(
            person_id=person_id, action="test", key=key, body_hash="", made="1", sent_at=sent_at
        )
    )


def _code(logged, expires_at):
    session.add(
        CloseCode(
            coaching_session_id=logged.id,
            pairing_id=logged.pairing_id,
            code="418207",
            made_at=expires_at,
            expires_at=expires_at,
        )
    )


def _run(logged, saved_at):
    session.add(
        DrillRun(
            pairing_id=logged.pairing_id,
            framework_version_id=find_newest_version(),
            drill="coffee",
            state=RunState.ENDED,
            saved_at=saved_at,
        )
    )


def _upload(person_id, expires_at):
    session.add(
        WaitingUpload(
            person_id=person_id,
            purpose="roster",
            file_name="people.csv",
            content="",
            choices={},
            uploaded_at=expires_at,
            expires_at=expires_at,
        )
    )


def _concern(pairing_id, settled_at):
    """Settled; and one that nobody settled, from eleven months before."""
    said = {"pairing_id": pairing_id, "side": "mentor", "words": "x"}
    session.add(Concern(**said, said_at=settled_at, settled_at=settled_at))
    session.add(Concern(**said, said_at=settled_at - timedelta(days=335)))


def _told(person_id, at):
    same = {"person_id": person_id, "kind": "x", "thing": new_token(), "params": {}}
    session.add(Notice(happened_at=at - timedelta(days=364), **same))
    session.add(
        Mail(
            address="a@x.org", language="en", message_id=new_token(), state=MailState.SENT,
            asked_at=at, ended_at=at - timedelta(days=89), **same,
        )
    )  # fmt: skip


def _job(ended_at):
    session.add(
        Job(name="sweep", payload={}, state=JobState.DONE, asked_at=ended_at, ended_at=ended_at)
    )


def test_a_waiting_file_goes_after_its_hour_with_anybodys_next_page(now, make, someone, visitor_of):
    admin = visitor_of(make.administrator())
    upload(admin, "roster_import.choose_file", b"name,email\nAna,ana@x.org\n", "people.csv")
    someone.get("home.show_home")
    assert counts()[0] == 1
    now.shift(timedelta(hours=1))
    someone.get("home.show_home")
    assert counts()[0] == 0


def test_what_is_over_goes_and_the_rest_stays(now, make, someone):
    now.shift(timedelta(minutes=5))
    before = counts()
    leave(make)
    left = [have - had for had, have in zip(before, counts(), strict=True)]
    assert left == [2, 6, 4, 3, 2, 2, 2, 2, 4, 2, 2]  # one of the forms logged the session
    someone.get("home.show_home")
    left = [have - had for had, have in zip(before, counts(), strict=True)]
    assert left == [1, 3, 1, 2, 1, 1, 1, 1, 2, 1, 1]


def test_it_costs_as_much_for_many_and_comes_every_five_minutes(now, make, someone, statements):
    sent = []
    for times in (1, 20):
        leave(make, times)
        now.shift(timedelta(minutes=5))
        with statements() as seen:
            someone.get("home.show_home")
        sent.append(sum(statement.startswith("DELETE") for statement in seen))
        with statements() as seen:
            someone.get("home.show_home")
        assert not any(statement.startswith("DELETE") for statement in seen)
    assert sent == [len(SWEPT)] * 2


def test_it_comes_when_serving_begins(app, now, make, monkeypatch):
    leave(make)
    before = counts()
    served = []
    server = SimpleNamespace(serve=lambda: served.append(True))
    monkeypatch.setattr(serving, "server_of", lambda _settings: server)
    session.remove()  # serving lets go of every connection: none may be in use here
    assert squad(app, "serve").exit_code == 0
    assert served == [True]
    assert all(have < had for had, have in zip(before, counts(), strict=True))

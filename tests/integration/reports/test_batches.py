"""Everybody's report as documents: made by any worker, taken by one person, gone in time."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, event, func, insert, select, update

from squad.access.viewer import Role
from squad.accounts.models import Account
from squad.audit.models import AuditEvent, Receipt
from squad.coaching.signals import share_taken_back
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.jobs import handlers as running
from squad.jobs.models import Job
from squad.jobs.rules import JobState
from squad.jobs.worker import Worker
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.programmes.models import Programme, RoleGrant
from squad.programmes.rules import ReadingMode
from squad.reports.documents import actions, handlers, queries
from squad.reports.documents.models import BatchDocument, DocumentBatch
from squad.reports.documents.rules import BatchState
from tests.support.page import apart

NAMES = ["Ada", "Bea", "Cyr", "Dan", "Eve", "Fay"]


@pytest.fixture
def spring(make):
    """A programme of six people, who held nothing yet."""
    programme = make.programme("spring")
    mentor = make.person("Max Mentor")
    for name in NAMES:
        make.pairing(programme, mentor, make.person(f"{name} Mentee"), agreement=False)
    return programme


@pytest.fixture
def hr(spring, make):
    person = make.hr_viewer(spring)
    make.account(person)
    return person


@pytest.fixture(autouse=True)
def made(monkeypatch):
    """Quickly: what a document holds is tested where it is made."""
    made = []

    def document_of(report, language):
        made.append(report.figures.person.name)
        return f"%PDF {report.figures.person.name} {language} {report.reader}".encode()

    monkeypatch.setattr(handlers, "document_of", document_of)
    return made


@pytest.fixture
def work(app):
    return lambda: Worker(app).drain()


def ask(visitor, **args):
    page = visitor.get("reports.ask_documents", **args)
    return visitor.follow(page.submit())


def count(of=BatchDocument):
    session.rollback()
    return session.scalar(select(func.count()).select_from(of))


def mentees():
    query = select(Person).join(Pairing, Pairing.mentee_id == Person.id).order_by(Person.sort_key)
    return session.scalars(query).all()


def batch():
    session.rollback()
    session.expire_all()
    return session.scalars(select(DocumentBatch).order_by(DocumentBatch.id.desc())).first()


def entries(visitor, page):
    address = next(a for a in page.links().values() if a.endswith(".zip"))
    answer = visitor.get_path(address)
    with zipfile.ZipFile(io.BytesIO(answer.response.get_data())) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry).decode() for entry in archive.infolist()}


def test_they_are_asked_for_made_and_taken(spring, hr, visitor_of, work):
    visitor = visitor_of(hr, "en")
    cohort = visitor.get("reports.show_cohort")
    page = visitor.get_path(cohort.links()["All reports as PDF, of everybody"])
    page = visitor.follow(page.submit())
    assert page.h1 == "The reports will be made in a moment."
    assert page.headers["Refresh"] == "4"
    work()
    page = visitor.get_path(page.response.request.path)
    assert page.h1 == "6 reports are ready."
    assert "Refresh" not in page.headers
    assert session.scalar(select(Receipt.id).where(Receipt.what == "export_zip")) is None
    files = entries(visitor, page)
    assert [name.split("-")[1] for name in files] == [name.lower() for name in NAMES]
    assert {text.partition(" ")[0] for text in files.values()} == {"%PDF"}
    assert all(text.endswith("en hr_viewer") for text in files.values())
    assert set(session.scalars(select(Receipt.mentee_id).where(Receipt.what == "export_zip"))) == {
        mentee.id for mentee in mentees()
    }
    seen = visitor_of(mentees()[0]).get("reports.show_hr_view")
    assert "everybody’s reports as documents (ZIP)" in seen.text


def test_asking_again_leads_to_the_one_that_runs_and_then_replaces_what_was_made(
    hr, spring, visitor_of, work
):
    visitor = visitor_of(hr)
    form = visitor.get("reports.ask_documents")
    one, other = visitor.get("reports.ask_documents"), visitor.get("reports.ask_documents")
    first = form.submit().location
    assert form.submit().location == first  # the same form, pressed twice
    assert one.submit().location == first  # another one, while it runs
    work()
    second = other.submit().location
    assert second != first
    assert visitor.get_path(first).h1 == "Stopped: nothing is kept."
    assert form.submit().location == first  # the back button makes no third one
    work()
    assert count() == len(NAMES)
    assert count(DocumentBatch) == 2


def test_one_that_ends_while_it_is_asked_for_is_asked_for_anew(hr, spring, visitor_of):
    """Another request began one before this one's INSERT; it was over before this one's SELECT."""
    seen = []

    def during(connection, _cursor, statement, *_args):
        if statement.startswith("INSERT INTO document_batches"):
            seen.append(statement)
            if len(seen) == 1:
                connection.execute(insert(DocumentBatch).values(**other))
            elif len(seen) == 4:
                connection.execute(update(DocumentBatch).values(state=BatchState.DONE))

    now = clock.now()
    other = {
        "programme_id": spring.id, "by_id": hr.id, "language": "en", "as_of": now.date(),
        "state": BatchState.RUNNING, "asked_at": now, "expires_at": now + timedelta(days=1),
    }  # fmt: skip
    event.listen(db.engine, "before_cursor_execute", during)
    event.listen(db.engine, "after_cursor_execute", during)
    try:
        page = ask(visitor_of(hr))
    finally:
        event.remove(db.engine, "before_cursor_execute", during)
        event.remove(db.engine, "after_cursor_execute", during)
    assert page.h1 == "The reports will be made in a moment."
    assert len(seen) == 6
    assert batch().state == "running"


def test_another_worker_goes_on_where_one_was_killed(
    hr, spring, visitor_of, work, made, monkeypatch
):
    """And makes nothing twice: what is made is kept at once."""
    page = ask(visitor_of(hr))
    keep = actions.keep_document

    def killed_at_the_third(batch_id, position, document):
        if position == 3:
            raise SystemExit
        keep(batch_id, position, document)

    with monkeypatch.context() as patched:
        patched.setattr(actions, "keep_document", killed_at_the_third)
        with pytest.raises(SystemExit):
            work()
    page = visitor_of(hr).get_path(page.response.request.path)
    assert page.h1 == "2 of 6 reports are made."
    (bar,) = page.tree.iter("progress")
    assert (bar.get("value"), bar.get("max")) == ("2", "6")
    work()
    assert batch().state == "running"  # its lease is not over
    with unit_of_work():
        session.execute(update(Job).where(Job.due_at.is_not(None)).values(due_at=clock.now()))
    made.clear()
    work()
    assert batch().state == "done"
    assert len(made) == 4


def test_it_gives_others_their_turn(hr, spring, visitor_of, work, monkeypatch):
    monkeypatch.setattr(running, "SHARE_SECONDS", 0)
    ask(visitor_of(hr))
    with monkeypatch.context() as patched:
        patched.setattr(Worker, "_do_one", once(Worker._do_one))
        work()
    assert session.scalar(select(Job.state).where(Job.name == actions.MAKE)) is JobState.WAITING


def once(act):
    done = []

    def do(worker):
        while not done:
            done.append(True)
            return act(worker)
        return False

    return do


def rights_removed(hr, programme):
    session.execute(update(RoleGrant).values(removed_at=clock.now()))


def groups_only(hr, programme):
    session.execute(update(Programme).values(reading_mode=ReadingMode.GROUPS_ONLY))


def account_disabled(hr, programme):
    session.execute(update(Account).values(disabled_at=clock.now()))


@pytest.mark.parametrize("change", [rights_removed, groups_only, account_disabled])
def test_the_worker_makes_nothing_for_whoever_may_not_read_it_any_more(
    hr, spring, visitor_of, work, change, monkeypatch
):
    ask(visitor_of(hr))
    keep = actions.keep_document

    def then(batch_id, position, document):
        keep(batch_id, position, document)
        if position == 2:
            change(hr, spring)

    monkeypatch.setattr(actions, "keep_document", then)
    work()
    assert batch().state == "stopped"
    assert count() == 0
    assert session.scalar(select(AuditEvent.id).where(AuditEvent.name == "documents_withdrawn"))


def test_an_archive_that_loses_documents_while_it_is_sent_does_not_look_whole(
    hr, spring, visitor_of, work, monkeypatch
):
    """And only what left has a receipt, stored before it left."""
    monkeypatch.setattr(queries, "AT_ONCE", 2)
    path = ask(visitor_of(hr)).response.request.path
    work()
    answer = apart(visitor_of(hr).client.get, f"{path}.zip")
    sent, pieces = b"", iter(answer.response)
    for noted in (2, 2, 4):
        sent += next(pieces)
        assert count(Receipt) == noted
    with unit_of_work():
        session.execute(delete(BatchDocument))
    rest = []
    with pytest.raises(LookupError):
        rest.extend(pieces)
    assert not zipfile.is_zipfile(io.BytesIO(b"".join([sent, *rest])))
    assert count(Receipt) == 4


def test_only_who_asked_opens_it_and_only_while_they_may(hr, spring, make, visitor_of, work):
    visitor = visitor_of(hr)
    path = ask(visitor).response.request.path
    work()
    other = make.coordinator(spring)
    elsewhere = make.programme()
    make.role(hr, elsewhere, Role.HR_VIEWER)
    for each in (path, f"{path}.zip"):
        visitor_of(other).get_path(each, status=404)
        visitor.get_path(each, status=200)
    with unit_of_work():
        groups_only(hr, spring)
    visitor.get_path(f"{path}.zip", status=403)
    visitor.get("reports.ask_documents", programme="spring", status=403)
    with unit_of_work():
        session.execute(
            update(RoleGrant)
            .where(RoleGrant.programme_id == spring.id)
            .values(removed_at=clock.now())
        )
    visitor.get_path(f"{path}.zip", status=404)
    visitor.post_path(f"{path}/stop", {}, status=404)


def test_stopped_it_keeps_nothing(hr, spring, visitor_of, work, made):
    visitor = visitor_of(hr)
    page = ask(visitor)
    path = page.response.request.path
    for _ in range(2):
        page = visitor.follow(visitor.post_path(f"{path}/stop", {}))
        assert page.h1 == "Stopped: nothing is kept."
    work()
    assert made == []
    assert count() == 0
    visitor.get_path(f"{path}.zip", status=404)
    names = session.scalars(select(AuditEvent.name).where(AuditEvent.name.like("documents%")))
    assert sorted(names) == ["documents_asked", "documents_stopped"]


def test_after_seven_days_it_is_gone(app, hr, spring, make, visitor_of, work):
    path = ask(visitor_of(hr)).response.request.path
    work()
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1)):
        later = visitor_of(hr)
        later.get_path(path, status=404)
        later.get_path(f"{path}.zip", status=404)
        with unit_of_work():
            assert actions.purge_documents()
            assert not actions.purge_documents()
    assert (count(), count(DocumentBatch)) == (0, 0)


def test_a_document_that_cannot_be_set_holds_up_no_other(hr, spring, visitor_of, work, monkeypatch):
    def document_of(report, language):
        if report.figures.person.name.startswith("Cyr"):
            raise RuntimeError("Cyr's own words")
        return b"%PDF"

    monkeypatch.setattr(handlers, "document_of", document_of)
    visitor = visitor_of(hr)
    page = ask(visitor, as_of=clock.today("Europe/Paris") - timedelta(days=1))
    work()
    page = visitor.get_path(page.response.request.path)
    assert page.h1 == "5 reports are ready."
    assert "1 report could not be set; it can still be read on its page." in page.text
    assert len(entries(visitor, page)) == 5


def test_what_is_taken_back_while_it_is_made_is_not_kept(hr, spring, visitor_of, work, monkeypatch):
    """Neither what was made by then, nor what was read before and is kept after."""
    whose = [{"mentee_id": each.id, "programme_id": spring.id} for each in mentees()[:2]]

    def document_of(report, language):
        if report.figures.person.name.startswith("Bea"):
            with unit_of_work():
                for each in whose:
                    share_taken_back.send(None, **each)
        return b"%PDF"

    monkeypatch.setattr(handlers, "document_of", document_of)
    visitor = visitor_of(hr)
    page = ask(visitor)
    work()
    page = visitor.get_path(page.response.request.path)
    assert page.h1 == "4 reports are ready."
    assert "2 reports were left out, as something in them has changed." in page.text
    assert [name.split("-")[1] for name in entries(visitor, page)] == ["cyr", "dan", "eve", "fay"]


def test_given_up_it_goes_on_when_asked_again(hr, spring, visitor_of, work):
    visitor = visitor_of(hr)
    path = ask(visitor).response.request.path
    with unit_of_work():
        session.execute(update(Job).values(state=JobState.DEAD, due_at=None))
    page = visitor.get_path(path)
    assert page.h1 == "Not every report could be made."
    assert page.submit(page.forms("/reports/documents")[0]).location == path
    work()
    assert visitor.get_path(path).h1 == "6 reports are ready."


def test_a_page_and_a_document_cost_as_much_for_many(
    hr, spring, make, visitor_of, statements, work
):
    visitor = visitor_of(hr)
    sent = {}
    for more in (0, 15):
        for _ in range(more):
            make.pairing(spring, agreement=False)
        path = ask(visitor).response.request.path
        work()
        for each in (path, f"{path}.zip"):
            with statements() as seen:
                visitor.get_path(each)
            sent.setdefault(each.endswith("zip"), []).append(len(seen))
    assert sent[False][0] == sent[False][1] <= 8
    # Ten documents are read at once, then noted: of 21 two times more.
    assert sent[True][1] - sent[True][0] == 4

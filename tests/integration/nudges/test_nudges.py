"""Silence is noticed: who is written to, once, in whose voice; and who needs a call."""

import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import func, select, update

from squad.coaching.models import Observation
from squad.coaching.rules.log import CancelledBy, Notice
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs.actions import enqueue
from squad.jobs.models import Job
from squad.jobs.worker import Worker
from squad.kernel.clock import clock
from squad.notify import carrier as carrying
from squad.notify.actions import SEND
from squad.notify.models import Mail
from squad.notify.models import Notice as Told
from squad.notify.queries import told_of
from squad.notify.rules import MailState
from squad.nudges.actions.sending import find_due, nudge
from squad.nudges.actions.tables import save_table, take_table_along
from squad.nudges.handlers import SWEEP
from squad.nudges.letters import write_nudges
from squad.nudges.models import Nudge, NudgeCall
from squad.nudges.queries import calls
from squad.nudges.queries.calls import list_calls
from squad.nudges.queries.tables import get_table
from squad.nudges.rules import Rule, Table
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.programmes.models import Programme
from tests.support.mail import parts_of, receiving

MONDAY = date(2027, 3, 1)
TEN = datetime(2027, 3, 1, 10, tzinfo=ZoneInfo("Europe/Paris"))
"""A Monday morning in Paris, on which everybody accepted."""


@pytest.fixture
def at():
    """Go to some days after that morning, at some hour."""
    with time_machine.travel(TEN, tick=False) as traveller:
        yield lambda days, hour=10: traveller.move_to(TEN.replace(hour=hour) + timedelta(days=days))


@pytest.fixture
def mailbox(monkeypatch):
    monkeypatch.setattr(carrying, "TIMEOUT", 2.0)
    with receiving() as mailbox:
        yield mailbox


@pytest.fixture
def cast(make, at):
    """A programme with a sponsor, a coordinator and a pair that has accepted today."""
    programme = make.programme(name="Spring", starts_on=MONDAY)
    mentor = make.person("Mia Mentor", email="m@example.org")
    mentee = make.person("Eve Mentee", email="e@example.org")
    make.person("Odile Sponsor", email="odile@example.org")
    cleo = make.coordinator(programme, name="Cleo Coordinator")
    with unit_of_work():
        save_table(
            programme_id=programme.id, version=0, table=Table(), sponsor="Odile@example.org",
            by=make.viewer(cleo),
        )  # fmt: skip
    return programme, cleo, make.pairing(programme, mentor, mentee, since=MONDAY)


def sweep(app):
    """What a worker does each hour; the kinds of what was sent by it, in order."""
    session.rollback()
    before = session.scalar(select(func.max(Nudge.id))) or 0
    session.rollback()
    with unit_of_work():
        enqueue(SWEEP, {}, by=None)
    Worker(app).drain()
    rows = session.execute(select(Nudge.rule, Nudge.side).where(Nudge.id > before))
    found = [f"{rule}: {side}" for rule, side in rows]
    session.rollback()
    return found


def test_a_silent_pair_from_the_first_nudge_to_the_call(app, cast, at, visitor_of, make, mailbox):
    programme, cleo, pairing = cast
    at(10)
    assert sweep(app) == ["overdue: mentee"]
    assert sweep(app) == []
    mail = mailbox.to("e@example.org")[0]
    words, html = (part.replace("\xa0", " ") for part in parts_of(mail))
    assert mail["Subject"] == "Your first session"
    assert "You and Mia Mentor accepted on 1 March, and have not met yet." in words
    assert "Odile Sponsor asks you to choose a time for it" in words
    assert "In the name of Odile Sponsor, sponsor of Spring" in html
    assert f"http://localhost/pairings/{pairing.id}/times" in html
    assert "List-Unsubscribe" in mail
    samira = visitor_of(cleo)
    assert "Nobody needs a call today" in samira.get("nudges.list_calls", **ids(programme)).text
    at(16)
    assert sweep(app) == []
    at(17)
    assert sweep(app) == ["overdue: mentee"]
    at(24)
    assert sweep(app) == []
    samira = visitor_of(cleo)
    page = samira.get("nudges.list_calls", **ids(programme))
    assert "Eve Mentee, with Mia Mentor silent for long" in page.text
    assert "Both accepted on 1 March, and no session is held or planned." in page.text
    assert "11 March, to Eve Mentee, in the sponsor’s name" in page.text
    noting = samira.get("nudges.note_call", pairing_id=pairing.id)
    assert "Choose one of these." in noting.submit(status=422).text
    body = [*noting.fields(noting.forms(f"/pairings/{pairing.id}/called")[0]), ("outcome", "again")]
    for _press in range(2):
        samira.post("nudges.note_call", body, status=303, pairing_id=pairing.id)
    other = [("outcome", "left_alone") if name == "outcome" else (name, it) for name, it in body]
    renewed = samira.post("nudges.note_call", other, status=409, pairing_id=pairing.id)
    assert "Send it once more" in renewed.text
    assert session.scalar(select(func.count()).select_from(NudgeCall)) == 1
    assert "Nobody needs a call today" in samira.get("nudges.list_calls", **ids(programme)).text
    own = visitor_of(make.mentor_of(pairing)).get("nudges.show_sent", pairing_id=pairing.id)
    assert "Called on 25 March: another talk in a week." in own.text
    at(31)
    assert "Eve Mentee" in visitor_of(cleo).get("nudges.list_calls", **ids(programme)).text


def test_two_workers_and_two_programmes_at_once_make_one_nudge(app, cast, at, make):
    """The mentee of two silent pairs, in the hands of four workers at the same instant."""
    _programme, _cleo, pairing = cast
    other = make.programme(starts_on=MONDAY)
    mentee = make.mentee_of(pairing)
    again = make.pairing(other, make.person("Max Mentor"), mentee, since=MONDAY)
    pairs = [pairing.id, again.id]
    at(10)
    session.rollback()
    ready, sent = threading.Barrier(4), []

    def work(which):
        with app.app_context():
            ready.wait()
            with unit_of_work():
                sent.append(nudge(which))

    threads = [
        threading.Thread(target=work, args=(which,))
        for which in (pairs, pairs, pairs[:1], pairs[1:])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == [0, 0, 0, 1]
    for model in (Nudge, Told):
        assert session.scalar(select(func.count()).select_from(model)) == 1


def test_two_schedulers_ask_for_one_sweep_a_slot(app, cast, at):
    at(10)
    session.rollback()
    threads = [threading.Thread(target=Worker(app).drain) for _host in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert session.scalar(select(func.count(Job.id)).where(Job.name == SWEEP)) == 1
    assert session.scalar(select(func.count(Nudge.id))) == 1


def test_nobody_is_written_to_in_quiet_hours_days_pauses_or_a_programme_that_is_over(
    app, cast, at, make
):
    programme, _cleo, pairing = cast
    mentee = make.mentee_of(pairing)
    make.quiet(mentee, MONDAY + timedelta(days=11), MONDAY + timedelta(days=14))
    closed = MONDAY + timedelta(days=15), MONDAY + timedelta(days=16)
    make.closed_period(programme, *closed)
    for days, hour in ((10, 8), (10, 17), (12, 10), (13, 10), (15, 10)):
        at(days, hour)
        assert sweep(app) == []
    at(17)
    for gone, left in ((mentee.id, set()), (pairing.mentor_id, {Rule.RATING})):
        with unit_of_work():
            session.get(Person, gone).active = False
        assert {due.signal.rule for due in find_due([pairing.id], clock.now())} == left
        session.rollback()
        with unit_of_work():
            session.get(Person, gone).active = True
    with unit_of_work():
        session.get(Programme, programme.id).archived_on = MONDAY
    assert sweep(app) == []
    with unit_of_work():
        session.get(Programme, programme.id).archived_on = None
    assert sweep(app) == ["overdue: mentee"]


def test_what_could_not_leave_in_time_waits_for_hours_that_are_not_quiet(app, cast, at, mailbox):
    """The server is away on Thursday afternoon and back at night; the mail leaves on Friday."""
    _programme, _cleo, pairing = cast
    at(10, 16)
    with unit_of_work():
        assert nudge([pairing.id]) == 1
    session.rollback()
    at(10, 23)
    Worker(app).drain()
    assert mailbox.to("e@example.org") == []
    mail = session.scalars(select(Mail).where(Mail.kind == "nudge_overdue")).one()
    assert (mail.state, mail.attempts) == (MailState.WAITING, 0)
    with unit_of_work():
        session.execute(update(Mail).values(due_at=clock.now() - timedelta(days=999)))
        enqueue(SEND, {}, by=None)
    at(11, 9)
    Worker(app).drain()
    assert len(mailbox.to("e@example.org")) == 1


def test_each_rule_writes_to_the_right_side(app, cast, at, make, visitor_of):
    """Two sessions called off by the mentee; then one held, a statement and a rating that wait."""
    _programme, _cleo, pairing = cast
    mentor, mentee = make.mentor_of(pairing), make.mentee_of(pairing)
    for days in (2, 4):
        at(days)
        make.coaching_session(
            pairing, state="cancelled", cancelled_by=CancelledBy.MENTEE, notice=Notice.SAME_DAY
        )
        assert sweep(app) == ([] if days == 2 else ["cancelled_twice: mentee"])
    notices = visitor_of(mentee).get("notify.list_notices").text
    assert "Your last two sessions with Mia Mentor were called off." in notices
    at(7)
    assert sweep(app) == ["rating_due: mentee"]
    at(8)
    make.coaching_session(pairing, stated=["purpose-1a"])
    assert sweep(app) == []
    at(14)
    assert sweep(app) == ["confirmation_pending: mentee"]
    assert "waits for your answer" in visitor_of(mentee).get("notify.list_notices").text
    at(15)
    assert sweep(app) == []
    at(36)
    # Too far ahead to count: it is noticed, and the mail that says so is not dropped.
    make.planned_session(pairing, TEN + timedelta(days=70))
    assert sweep(app) == ["silent: mentee"]
    told = told_of(session.scalars(select(Told).order_by(Told.id.desc())).first())
    assert not write_nudges([told])[told.id].stale
    session.rollback()
    assert session.scalar(select(Nudge.voice).order_by(Nudge.id.desc())) == "sponsor"
    session.rollback()
    assert session.scalar(select(func.count()).where(Nudge.person_id == mentor.id)) == 0


def test_what_was_settled_since_keeps_nobody_off_the_list(app, cast, at, make, monkeypatch):
    programme, cleo, waits = cast
    mentor, mentee = make.person("Max Mentor"), make.person("Eva Mentee")
    answered = make.pairing(programme, mentor, mentee, since=MONDAY)
    for pairing in (waits, answered):
        make.coaching_session(pairing, stated=["purpose-1a"])
    for days in (4, 11):
        at(days)
        assert sweep(app) == ["confirmation_pending: mentee"] * 2
    at(18)
    said = select(Observation.id).where(Observation.pairing_id == answered.id)
    make.answers(answered, session.scalar(said))
    monkeypatch.setattr(calls, "MOST_READ", 1)
    (call,) = list_calls(make.viewer(cleo), session.get(Programme, programme.id)).calls
    assert (call.noticed.pairing.id, call.why.rule) == (waits.id, Rule.CONFIRM)


def test_a_round_costs_as_much_for_one_pair_as_for_ten(app, cast, at, make, statements):
    programme, cleo, _pairing = cast
    counts = []
    for pairs in (1, 10):
        people = range(pairs if pairs > 1 else 0)
        for n in people:
            make.pairing(programme, make.person(f"M {n}"), make.person(f"E {n}"), since=MONDAY)
        at(10 if pairs == 1 else 17)
        every = list(session.scalars(select(Pairing.id)))
        session.rollback()
        with statements() as sent, unit_of_work():
            assert nudge(every) == (1 if pairs == 1 else 11)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 20
    at(24)
    viewer, programme = make.viewer(cleo), session.get(Programme, programme.id)
    with statements() as sent:
        found = list_calls(viewer, programme)
    assert (len(found.calls), found.more) == (10, True)
    assert len(sent) <= 16


def test_the_coordinator_says_how_a_programme_nudges(make, cast, at, visitor_of):
    programme, cleo, _pairing = cast
    samira = visitor_of(cleo)
    page = samira.get("nudges.edit_nudges", **ids(programme))
    fields = dict(page.fields(page.forms(f"/programmes/{programme.id}/nudges")[0]))
    assert (fields["sponsor"], fields["to_silent"]) == ("odile@example.org", "mentee")
    refused = page.submit(sponsor="nobody@example.org", until_hour="9", status=422)
    assert "Choose hours from 0 to 24, the second one after the first." in refused.text
    refused = page.submit(sponsor="nobody@example.org", status=422)
    assert "Nobody of the roster has this address." in refused.text
    for _press in range(2):
        page.submit(after_silent="3", to_silent="both", sponsor="", status=303)
    stored = get_table(programme.id)
    assert (stored.table.rows[Rule.SILENT].after_days, stored.sponsor) == (3, None)
    session.rollback()
    conflict = page.submit(after_silent="5", status=409)
    assert "after 5 days, the mentee, in the sponsor’s name" in conflict.text
    assert "after 3 days, both, in the sponsor’s name" in conflict.text
    following = make.programme()
    with unit_of_work():
        take_table_along(source_id=programme.id, programme_id=following.id, by_id=cleo.id)
    assert get_table(following.id).table == stored.table


def ids(programme):
    return {"programme_id": programme.id}

"""What calendars get by mail and by their address, read by a reader of the tests' own."""

from datetime import UTC, datetime, timedelta

import pytest

from squad.accounts.models import Account
from squad.coaching.calendar.models import OwnCalendar
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs.worker import Worker
from squad.people.models import Person
from tests.integration.coaching.conftest import TUESDAY
from tests.integration.coaching.test_log_planning import plan
from tests.support.calendars import event_of, read_calendar
from tests.support.mail import receiving

CALLED = "Kanarienvogel"


@pytest.fixture
def work(app):
    return lambda: Worker(app).drain()


@pytest.fixture
def mailbox(app):
    with receiving() as mailbox:
        yield mailbox


def calendars(mailbox, person):
    """(method, event) of each mail with a calendar to a person; its media type says the same."""
    found = []
    for mail in mailbox.to(person.email):
        parts = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
        if not parts:
            continue
        (part,) = parts
        method, event = event_of(part.get_payload(decode=True))
        assert part.get_param("method") == method
        assert mail.get_content_type() == "multipart/alternative"
        found.append((method, event))
    return found


def two(pairing):
    return session.get(Person, pairing.mentor_id), session.get(Person, pairing.mentee_id)


def test_planned_moved_and_called_off(mailbox, work, mentor, mentee, pairing, rows):
    plan(mentor, pairing, day="2026-12-08", clock="09:00")
    work()
    plan(mentee, pairing, day="2027-04-06", clock="09:00")
    work()
    listed = mentor.get("coaching.list_sessions", pairing_id=pairing.id)
    off = next(a for t, a in listed.links().items() if t == "Call it off")
    mentor.get_path(off).submit(status=303, next_at="none")
    work()
    for person in two(pairing):
        (first, a), (second, b), (third, c) = calendars(mailbox, person)
        assert (first, second, third) == ("REQUEST", "REQUEST", "CANCEL")
        assert a.moment("DTSTART") == datetime(2026, 12, 8, 8, tzinfo=UTC)
        assert b.moment("DTSTART") == datetime(2027, 4, 6, 7, tzinfo=UTC)
        assert b.moment("DTEND") - b.moment("DTSTART") == timedelta(minutes=45)
        assert a.one("UID") == b.one("UID") == c.one("UID")
        numbers = [int(event.one("SEQUENCE")) for event in (a, b, c)]
        assert numbers == sorted(set(numbers))
        assert [event.one("STATUS") for event in (a, b, c)] == [
            "CONFIRMED", "CONFIRMED", "CANCELLED",
        ]  # fmt: skip
        assert c.one("ORGANIZER") == "mailto:squad@example.org"
        assert {value for value, _ in c.all("ATTENDEE")} == {
            f"mailto:{one.email}" for one in two(pairing)
        }
        assert c.text("SUMMARY") == "Meeting"
        assert not c.names & {"DESCRIPTION", "LOCATION", "URL", "COMMENT", "CATEGORIES"}


def test_logging_books_the_next_one_and_the_pairing_s_end_calls_it_off(
    mailbox, work, mentor, pairing, make
):
    make.coaching_session(pairing, next_at=TUESDAY + timedelta(days=9))
    make.coaching_session(pairing, next_at=TUESDAY + timedelta(days=10))
    work()
    _, mentee = two(pairing)
    # What had not left when it was moved leaves once, as it stands.
    ((method, before),) = calendars(mailbox, mentee)
    assert (method, before.moment("DTSTART")) == ("REQUEST", TUESDAY + timedelta(days=10))
    mentor.get("pairings.end_pairing", pairing_id=pairing.id).submit(status=303)
    work()
    method, after = calendars(mailbox, mentee)[-1]
    assert method == "CANCEL"
    assert after.one("UID") == before.one("UID")
    assert int(after.one("SEQUENCE")) > int(before.one("SEQUENCE"))


def test_each_calls_it_as_they_like_and_nothing_else_is_said(mailbox, work, mentee, pairing, make):
    page = mentee.get("calendar.edit_calendar")
    page.submit("/settings/calendar", status=303, title="Point réseaux; 2, ünïcode " + "x" * 30)
    make.planned_session(pairing, at=TUESDAY + timedelta(days=3))
    work()
    mentor, person = two(pairing)
    assert calendars(mailbox, mentor)[0][1].text("SUMMARY") == "Meeting"
    assert calendars(mailbox, person)[0][1].text("SUMMARY").startswith("Point réseaux; 2, ünï")
    too_long = page.submit("/settings/calendar", status=422, title="x" * 61)
    assert "within 60 characters" in too_long.text


def feed(visitor, token, **headers):
    return visitor.client.get(f"/calendar/{token}.ics", headers=headers)


def test_an_address_for_calendars(mentee, visitor, pairing, make, rows, statements):
    make.coaching_session(pairing, next_at=TUESDAY + timedelta(days=9), note=CALLED)
    made = mentee.post("calendar.make_address", status=200)
    token = made.html.partition("/calendar/")[2].partition(".ics")[0]
    assert token not in repr([c.token_hash for c in rows(OwnCalendar)])
    assert token not in mentee.get("calendar.edit_calendar").html
    with statements() as sent:
        answer = feed(visitor, token)
    assert len(sent) <= 3
    held, planned = read_calendar(answer.data).parts
    assert held.moment("DTSTART") == TUESDAY.date()
    assert planned.moment("DTSTART") == TUESDAY + timedelta(days=9)
    assert CALLED not in answer.text
    assert answer.content_type.startswith("text/calendar")
    again = feed(visitor, token, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    make.planned_session(pairing, at=TUESDAY + timedelta(days=10))
    moved = feed(visitor, token, **{"If-None-Match": answer.headers["ETag"]})
    assert moved.status_code == 200
    assert visitor.client.post(f"/calendar/{token}.ics").status_code in {400, 405}
    second = mentee.post("calendar.make_address", status=200)
    assert token not in second.html
    assert feed(visitor, token).status_code == 404
    token = second.html.partition("/calendar/")[2].partition(".ics")[0]
    assert feed(visitor, token).status_code == 200
    with unit_of_work():
        account = session.query(Account).filter_by(person_id=pairing.mentee_id).one()
        account.disabled_at = TUESDAY
    assert feed(visitor, token).status_code == 404
    with unit_of_work():
        account.disabled_at = None
    mentee.post("calendar.revoke_address")
    assert feed(visitor, token).status_code == 404


def test_what_ends_a_line_to_some_programs_ends_none_here(mailbox, work, mentee, pairing, make):
    with unit_of_work():
        session.get_one(Person, pairing.mentor_id).name = "Inès\u2028Garnier"
    page = mentee.get("calendar.edit_calendar")
    page.submit("/settings/calendar", status=303, title="Point\u2029BCC: x@example.org")
    make.planned_session(pairing, at=TUESDAY + timedelta(days=3))
    work()
    mentor, person = two(pairing)
    assert len(calendars(mailbox, mentor)) == 1
    ((_method, event),) = calendars(mailbox, person)
    assert event.text("SUMMARY") == "Point BCC: x@example.org"
    (mail,) = mailbox.to(person.email)
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("Point BCC: x@example.org: ")


def test_nobody_who_is_shut_out_hears_of_times(mailbox, work, mentor, mentee, pairing, make):
    with unit_of_work():
        account = session.query(Account).filter_by(person_id=pairing.mentee_id).one()
        account.disabled_at = TUESDAY
    make.planned_session(pairing, at=TUESDAY + timedelta(days=3))
    day = {"day_1": "2026-12-11", "clock_1": "09:00"}
    mentor.get("calendar.offer_times", pairing_id=pairing.id).submit(status=303, **day)
    work()
    one, other = two(pairing)
    assert len(calendars(mailbox, one)) == 1
    assert mailbox.to(other.email) == []

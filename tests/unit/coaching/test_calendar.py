"""Calendar objects, written by us and read by a reader of the tests' own."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.calendar.objects import write_feed, write_invitation
from squad.coaching.calendar.rules import Entry, is_called_off, sequence_of, uid_of
from squad.coaching.rules.log import CoachingState
from squad.kernel.dates import at_local
from tests.support.calendars import event_of, read_calendar

words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60)
moments = st.integers(1_600_000_000, 2_200_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))
entries = st.builds(
    Entry, uid=st.uuids().map(str), sequence=st.integers(0, 10**6), title=words,
    starts=moments | st.dates(), minutes=st.integers(5, 240), changed_at=moments,
    called_off=st.booleans(),
)  # fmt: skip


@given(entries)
def test_an_invitation_is_read_as_it_was_written(entry):
    written = write_invitation(
        entry, organizer="squad@example.org", attendees=[("Inès « la » Müller; x", "i@example.org")]
    )
    method, event = event_of(written.content)
    assert method == written.method == ("CANCEL" if entry.called_off else "REQUEST")
    assert (event.one("UID"), int(event.one("SEQUENCE"))) == (entry.uid, entry.sequence)
    assert event.text("SUMMARY") == entry.title
    assert (event.moment("DTSTART"), event.moment("DTEND")) == (entry.starts, entry.ends)
    ((address, parameters),) = event.all("ATTENDEE")
    assert (address, parameters["RSVP"]) == ("mailto:i@example.org", "FALSE")
    assert event.names == {
        "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "ORGANIZER",
        "ATTENDEE",
    } | ({"TRANSP"} if not isinstance(entry.starts, datetime) else set())  # fmt: skip


@given(st.lists(entries, max_size=4))
def test_a_feed_asks_nothing_of_anybody(some):
    calendar = read_calendar(write_feed(some))
    assert [event.one("UID") for event in calendar.parts] == [entry.uid for entry in some]
    assert calendar.names == {"VERSION", "PRODID"}
    assert not any(event.names & {"ORGANIZER", "ATTENDEE"} for event in calendar.parts)


def last_sunday(year, month):
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@given(st.dates(date(2026, 1, 1), date(2036, 1, 1)))
def test_nine_in_paris_is_nine_in_paris_on_every_day(day):
    """Summer time begins and ends on the last Sundays of March and October, before nine."""
    at = at_local(day, time(9), "Europe/Paris")
    entry = Entry("u", 1, "t", at, 45, at, called_off=False)
    _, event = event_of(write_invitation(entry, organizer="o@x.org", attendees=[]).content)
    summer = last_sunday(day.year, 3) <= day < last_sunday(day.year, 10)
    assert event.moment("DTSTART") == datetime(
        day.year, day.month, day.day, 7 if summer else 8, tzinfo=UTC
    )


def test_an_identifier_is_the_session_s_for_good():
    at = datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert uid_of(7, at) == uid_of(7, at) != uid_of(8, at)
    assert uid_of(7, at) != uid_of(7, at + timedelta(microseconds=1))


def test_a_pairing_s_end_calls_off_what_is_ahead_and_counts_as_a_change():
    planned, held = CoachingState.PLANNED, CoachingState.HELD
    assert is_called_off(planned, voided=False, pairing_over=True)
    assert not is_called_off(planned, voided=False, pairing_over=False)
    assert not is_called_off(held, voided=False, pairing_over=True)
    assert is_called_off(CoachingState.CANCELLED, voided=False, pairing_over=False)
    assert sequence_of(3, planned, pairing_over=True) == 4
    assert sequence_of(3, held, pairing_over=True) == 3

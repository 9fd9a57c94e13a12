"""Sessions as iCalendar objects (RFC 5545, 5546)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress

from squad.coaching.calendar.rules import Entry
from squad.notify import kinds

PRODUCT = "-//Tweet Squad//Times//EN"


def write_invitation(
    entry: Entry, *, organizer: str, attendees: Sequence[tuple[str, str]]
) -> kinds.Calendar:
    """A request, or the word that it is called off; `attendees`: name and address."""
    method = "CANCEL" if entry.called_off else "REQUEST"
    event = _event(entry)
    event.add("organizer", _address(organizer))
    for name, address in attendees:
        event.add("attendee", _address(address, name))
    return kinds.Calendar(method, _calendar([event], method=method))


def write_feed(entries: Iterable[Entry]) -> bytes:
    """All of a person's entries; nobody is asked anything."""
    return _calendar(_event(entry) for entry in entries)


def _calendar(events: Iterable[Event], method: str | None = None) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    if method:
        calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry) -> Event:
    """Times are instants in UTC: right in every zone, whatever its summer does."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.called_off else "CONFIRMED")
    if not isinstance(entry.starts, datetime):
        event.add("transp", "TRANSPARENT")
    return event


def _address(address: str, name: str | None = None) -> vCalAddress:
    """Whom a calendar names; of the two no answer is asked: nobody reads what it would send."""
    found = vCalAddress(f"mailto:{address}")
    if name is not None:
        found.params.update(CN=name, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="FALSE")
    return found

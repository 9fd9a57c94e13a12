"""A reader of iCalendar objects that shares nothing with what writes them (RFC 5545, 3.1)."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

PARAMETER = re.compile(r';([A-Z-]+)=("[^"]*"|[^;:"]*)')
ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass
class Component:
    name: str
    lines: list = field(default_factory=list)
    parts: list = field(default_factory=list)

    def all(self, name):
        """(value, parameters) of each property of this name."""
        return [(value, parameters) for found, parameters, value in self.lines if found == name]

    def one(self, name):
        ((value, _),) = self.all(name)
        return value

    def text(self, name):
        return ESCAPED.sub(lambda m: {"n": "\n", "N": "\n"}.get(m[1], m[1]), self.one(name))

    def moment(self, name):
        """An instant in UTC, or a day: nothing else is written."""
        ((value, parameters),) = self.all(name)
        if parameters.get("VALUE") == "DATE":
            return date.fromisoformat(value)
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)

    @property
    def names(self):
        return {name for name, _, _ in self.lines}


def read_calendar(data):
    """The one VCALENDAR of some bytes; asserts what every reader relies on."""
    text = data.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    root = Component("")
    open_ = [root]
    for line in re.sub("\r\n[ \t]", "", text).split("\r\n")[:-1]:
        head = re.match(r"[A-Z-]+", line)[0]
        parameters = {}
        rest = line[len(head) :]
        while found := PARAMETER.match(rest):
            parameters[found[1]] = found[2].strip('"')
            rest = rest[found.end() :]
        assert rest[0] == ":", line
        value = rest[1:]
        if head == "BEGIN":
            open_[-1].parts.append(Component(value))
            open_.append(open_[-1].parts[-1])
        elif head == "END":
            assert open_.pop().name == value
        else:
            open_[-1].lines.append((head, parameters, value))
    (calendar,) = root.parts
    assert calendar.one("VERSION") == "2.0"
    return calendar


def event_of(data):
    """(method, the one event) of what a mail carries."""
    calendar = read_calendar(data)
    (event,) = calendar.parts
    return calendar.one("METHOD"), event

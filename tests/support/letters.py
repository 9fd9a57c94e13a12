"""Reading every mail of a mailbox as its reader does, and calendars by somebody else's parser."""

import re
from urllib.parse import urlsplit

import html5lib
import vobject

from tests.support.mail import parts_of

LINK = re.compile(r"http://localhost(/\S+)")
UNRENDERED = re.compile(r"\{\{|\{%|%\(|\bNone\b|Undefined|\bcode\b:")
HELLO = {"en": "Hello ", "fr": "Bonjour "}
OF_THE_OTHER = {
    "en": re.compile(r"\b(vous|votre|avec|bonjour|séance)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(you|your|with|hello|session|the)\b", re.IGNORECASE),
}


class Reader:
    """Reads what has come since: each mail is looked at, and calendars keep what they got."""

    def __init__(self, mailbox, language, canary):
        self.mailbox = mailbox
        self.language = language
        self.canary = canary
        self.read = 0
        self.entries = {}
        """{(address, UID): (SEQUENCE, method, start)} as a calendar holds it."""

    def read_new(self):
        """(to, subject, paths of its links but invitations) of the mails that came since."""
        new = self.mailbox.mails[self.read :]
        self.read = len(self.mailbox.mails)
        return [self._read(mail) for mail in new]

    def _read(self, mail):
        words, html = parts_of(mail)
        whole = f"{mail['Subject']}\n{words}"
        assert mail["Content-Language"] == self.language
        assert f'<html lang="{self.language}">' in html
        assert html5lib.HTMLParser(strict=True).parse(html)
        assert words.startswith(HELLO[self.language]), whole
        assert not UNRENDERED.search(whole), whole
        spoken = LINK.sub("", whole).replace("Tweet Squad", "")
        assert not OF_THE_OTHER[self.language].search(spoken), whole
        assert self.canary not in mail.as_string()
        assert self.canary not in whole + html
        paths = LINK.findall(words)
        assert paths, whole
        assert all(urlsplit(path).path in html for path in paths)
        for part in mail.walk():
            if part.get_content_type() == "text/calendar":
                self._keep(mail["To"], part)
        return mail["To"], mail["Subject"], [p for p in paths if not p.startswith("/links/")]

    def _keep(self, address, part):
        """A calendar takes what is newer, by its SEQUENCE."""
        text = part.get_payload(decode=True).decode()
        assert self.canary not in text
        calendar = vobject.readOne(text)
        event = calendar.vevent
        method = calendar.method.value
        assert part.get_param("method") == method
        assert address in {each.value.removeprefix("mailto:") for each in event.attendee_list}
        assert not {"description", "location", "url"} & event.contents.keys()
        assert (event.status.value == "CANCELLED") is (method == "CANCEL")
        key, sequence = (address, event.uid.value), int(event.sequence.value)
        assert sequence > self.entries.get(key, (-1,))[0]
        self.entries[key] = (sequence, method, event.dtstart.value)

    def calendar_of(self, address):
        """When somebody's calendar says that they meet, in order."""
        return sorted(
            start
            for (owner, _uid), (_sequence, method, start) in self.entries.items()
            if owner == address and method == "REQUEST"
        )

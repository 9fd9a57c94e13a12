"""Visiting the application as a browser does, over HTTP or in this process."""

import http.client
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from flask import Flask
from werkzeug.test import Client

PATIENCE_S = 600
TYPED = {"Content-Type": "application/x-www-form-urlencoded"}


class BenchError(Exception):
    """The application did not answer as it should; the message says where."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    cookies: Sequence[str]
    """Set-Cookie, as sent."""
    body: bytes


Send = Callable[[str, str, Mapping[str, str], bytes], Answer]
"""Method, path, headers and body → the answer, read to its end."""


@contextmanager
def over_http(url: str) -> Iterator[Send]:
    """Ask a server, over one connection that stays open until the block ends."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE_S)

    def send(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        connection.request(method, path, body or None, dict(headers))
        response = connection.getresponse()
        cookies = response.headers.get_all("Set-Cookie") or []
        return Answer(response.status, cookies, response.read())

    with closing(connection):
        yield send


def in_process(app: Flask) -> Send:
    """Ask the application itself, as a server would."""
    client = Client(app, use_cookies=False)

    def send(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        with client.open(path, method=method, headers=dict(headers), data=body) as response:
            cookies = response.headers.getlist("Set-Cookie")
            return Answer(response.status_code, cookies, response.get_data())

    return send


class Browser:
    """Enough of one: cookies and forms."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._cookies: SimpleCookie = SimpleCookie()

    @property
    def cookies(self) -> Mapping[str, str]:
        """What the site gave to keep."""
        return {name: morsel.value for name, morsel in self._cookies.items()}

    def open(self, path: str) -> bytes:
        """A page, compressed, as browsers ask for it. Raises BenchError unless it is there."""
        return self._ask("GET", path, 200, {"Accept-Encoding": "br, gzip"}, b"")

    def form(self, path: str) -> list[tuple[str, str]]:
        """The last form of a page that is posted, as it would be sent untouched."""
        reader = _FormReader()
        reader.feed(self._ask("GET", path, 200, {}, b"").decode())
        return reader.fields

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> None:
        """Send a form. Raises BenchError unless the answer leads on, as it does once saved."""
        self._ask("POST", path, 303, TYPED, urlencode(fields).encode())

    def _ask(
        self, method: str, path: str, status: int, headers: Mapping[str, str], body: bytes
    ) -> bytes:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Accept-Language": "en", **headers, **({"Cookie": kept} if kept else {})}
        answer = self._send(method, path, sent, body)
        for cookie in answer.cookies:
            self._cookies.load(cookie)
        if answer.status != status:
            raise BenchError(f"{method} {path.partition('?')[0]} answered {answer.status}.")
        return answer.body


class Visitors:
    """People of the company, each with a browser that signs in when it is first needed."""

    def __init__(self, send: Send, password: str) -> None:
        self._send, self._password = send, password
        self._signed_in: dict[str, Browser] = {}

    def stranger(self) -> Browser:
        """A browser that nobody is signed in with."""
        return Browser(self._send)

    def fill_in(self, fields: Sequence[tuple[str, str]], email: str) -> list[tuple[str, str]]:
        """The form of signing in with somebody's e-mail and password."""
        return filled(fields, email=email, password=self._password)

    def of(self, email: str) -> Browser:
        """The browser of a person."""
        if email not in self._signed_in:
            browser = self.stranger()
            browser.post("/sign-in", self.fill_in(browser.form("/sign-in"), email))
            self._signed_in[email] = browser
        return self._signed_in[email]


def filled(fields: Sequence[tuple[str, str]], **typed: str) -> list[tuple[str, str]]:
    """A form with something typed into it."""
    return [(name, typed.get(name, value)) for name, value in fields]


class _FormReader(HTMLParser):
    """Reads the fields of the last posted form: as they stand, one value for each choice."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._inside = self._chosen = False
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method", "").lower() == "post"
            self.fields = [] if self._inside else self.fields
        elif self._inside:
            self._read(tag, given)

    def _read(self, tag: str, given: Mapping[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and name:
            chosen = given.get("type") not in {"radio", "checkbox"} or "checked" in given
            if chosen:
                self.fields.append((name, given.get("value", "")))
        elif tag == "select":
            self._select = name
            self.fields.append((name, ""))
            self._chosen = False
        elif tag == "option" and self._select and ("selected" in given or not self._chosen):
            self.fields[-1] = (self._select, given.get("value", ""))  # the first, if none is
            self._chosen = True
        elif tag == "textarea":
            self._area = name
            self.fields.append((name, ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[-1] = (self._area, self.fields[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            # What follows the tag on its line is no part of the text.
            self.fields[-1] = (self._area, self.fields[-1][1].lstrip("\r\n"))
            self._area = ""

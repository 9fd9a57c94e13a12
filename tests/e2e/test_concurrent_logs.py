"""Sessions logged at once, sent twice, or while the server is killed: each is stored, once."""

import http.client
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine, func, select, text

from squad.app import create_app
from squad.coaching.models import CoachingSession
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.extensions import db
from squad.privacy.check import find_differences
from tests.conftest import make_settings, missing
from tests.factories import Make
from tests.factories.accounts import sign_in
from tests.support.real_server import kill, serving, start

LOGS, CLIENTS = 200, 8
AMID = 12


class Fields(HTMLParser):
    """The fields of the log form, as a browser would send them untouched."""

    def __init__(self, body):
        super().__init__()
        self.inside, self.sent, self.select = False, [], None
        self.feed(body)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.inside = a.get("id") == "log"
        if not self.inside:
            return
        if tag == "input" and a.get("name"):
            if a.get("type") in {"radio", "checkbox"} and "checked" not in a:
                return
            self.sent.append((a["name"], a.get("value") or ""))
        if tag == "select":
            self.select = a.get("name")
        if tag == "option" and self.select and "selected" in a:
            self.sent.append((self.select, a.get("value") or ""))
        if tag == "textarea":
            self.sent.append((a["name"], ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


class Client:
    """A plain HTTP client with one cookie jar and one connection."""

    def __init__(self, url, cookie):
        self.host = urlsplit(url).netloc
        self.cookies = dict([cookie])
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def ask(self, method, path, body=None):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer, answer.read().decode()

    def open_form(self, pairing_id):
        """Fetch the form once; its key is made anew for each log, as a fresh page would."""
        self.path = f"/sessions/new?pairing={pairing_id}"
        _, page = self.ask("GET", self.path)
        own = {"note", "next_at", "form_key"}
        self.fields = [(n, v) for n, v in Fields(page).sent if n not in own]

    def log(self, note):
        """Send the form twice; the two answers' places."""
        said = [("note", note), ("next_at", "none"), ("form_key", uuid4().hex)]
        body = urlencode([*self.fields, *said])
        places = []
        for _ in range(2):
            answer, page = self.ask("POST", self.path, body)
            assert answer.status == 303, (answer.status, page[:500])
            places.append(answer.headers["Location"])
        return places


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def own_settings(request, tmp_path):
    """Settings with a database of their own."""
    if request.param == "sqlite":
        yield make_settings(f"sqlite:///{tmp_path / 'squad.sqlite3'}", tmp_path)
        return
    server = request.getfixturevalue("postgres_server")
    if server is None:
        missing("PostgreSQL")
    name = f"load_{uuid4().hex[:8]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_settings(server.replace("/postgres?", f"/{name}?"), tmp_path)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def test_two_hundred_logs_at_once_are_two_hundred_records(own_settings):
    app = create_app(own_settings)
    with app.app_context():
        upgrade()
        make = Make()
        pairing = make.pairing()
        pairing_id, mentor = pairing.id, make.mentor_of(pairing)
        cookies = [_cookie(app, mentor) for _ in range(CLIENTS)]
        session.remove()
        db.engine.dispose()
    with serving(own_settings) as url, ThreadPoolExecutor(CLIENTS) as pool:
        shares = [range(n, LOGS, CLIENTS) for n in range(CLIENTS)]
        work = zip(cookies, shares, strict=True)
        tasks = [pool.submit(_work, url, cookie, pairing_id, share) for cookie, share in work]
        places = [place for task in tasks for place in task.result()]
    assert len(places) == 2 * LOGS
    assert len(set(places)) == LOGS
    with app.app_context():
        held = select(func.count()).select_from(CoachingSession).where(
            CoachingSession.state == CoachingState.HELD
        )  # fmt: skip
        assert session.scalar(held) == LOGS
        notes = session.scalars(select(CoachingSession.note)).all()
        assert len(set(notes)) == LOGS
        assert list(find_differences()) == []
        session.remove()
        db.engine.dispose()


def test_a_server_killed_amid_logs_loses_none_that_it_answered_and_doubles_none(own_settings):
    """Killed at the first answer, the others stand at every point on their way."""
    app = create_app(own_settings)
    with app.app_context():
        upgrade()
        make = Make()
        pairing = make.pairing()
        pairing_id, mentor = pairing.id, make.mentor_of(pairing)
        cookie = _cookie(app, mentor)
        session.remove()
        db.engine.dispose()
    url, process = start(own_settings)
    try:
        form = Client(url, cookie)
        with closing(form.connection):
            form.open_form(pairing_id)
        bodies = [
            urlencode([*form.fields, ("note", n), ("next_at", "none"), ("form_key", uuid4().hex)])
            for n in map(str, range(AMID))
        ]
        with ThreadPoolExecutor(AMID) as pool:
            sent = [pool.submit(_send, url, form, body) for body in bodies]
            next(as_completed(sent))
            kill(process)
        before = [task.result() for task in sent]
    finally:
        if process.poll() is None:
            kill(process)
    assert any(before)
    with serving(own_settings) as url:
        after = [_send(url, form, body) for body in bodies]
    assert len(set(after)) == AMID
    assert all(place in {None, again} for place, again in zip(before, after, strict=True))
    with app.app_context():
        notes = session.scalars(select(CoachingSession.note)).all()
        assert sorted(notes) == sorted(map(str, range(AMID)))
        assert list(find_differences()) == []
        session.remove()
        db.engine.dispose()


def _send(url, form, body):
    """Where the log was stored, or None where the server was gone."""
    client = Client(url, next(iter(form.cookies.items())))
    client.cookies = dict(form.cookies)
    with closing(client.connection):
        try:
            answer, page = client.ask("POST", form.path, body)
        except (OSError, http.client.HTTPException):
            return None
        assert answer.status == 303, (answer.status, page[:500])
        return answer.headers["Location"]


def _work(url, cookie, pairing_id, numbers):
    client = Client(url, cookie)
    with closing(client.connection):
        client.open_form(pairing_id)
        return [place for n in numbers for place in client.log(f"note {n}")]


def _cookie(app, person):
    class Jar:
        class client:  # noqa: N801  stands in for a visitor's client
            set_cookie = staticmethod(lambda name, value: Jar.found.append((name, value)))

        found: list = []

    sign_in(app, Jar, person)
    return Jar.found[0]

"""`squad demo` as people start it: a real process, real sign-ins over HTTP, nothing left behind."""

import html
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from http.cookiejar import CookieJar

import pytest

HOMES = {
    "mentor": r"\w+, .+\.",
    "mentee": r"You broadcast\..+",
    "hr": r"\d+ of 30 people .+",
    "coordinator": r"Seven pairs need you today\.",
    "delegate": r"You look after times\.",
    "admin": r"Everybody who was invited has come in\.",
}


class Browser:
    """Enough of one: cookies, forms, an English reader."""

    def __init__(self, url):
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.opener.addheaders = [("Accept-Language", "en")]

    def open(self, path, **fields):
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with self.opener.open(self.url + path, data, timeout=30) as answer:
            return answer.read().decode()

    def send(self, path, page, **fields):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.open(path, csrf_token=token, **fields)


def h1(page):
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)[1]
    return html.unescape(re.sub(r"<[^>]+>", "", found)).strip()


@pytest.fixture
def started(tmp_path):
    environment = {
        **os.environ,
        "TMPDIR": str(tmp_path),
        "SQUAD_DATABASE_URL": "postgresql://nobody@nowhere.invalid/none",
        "SQUAD_SECRET_KEY": "short",
        "SQUAD_NOTES_KEY": "none",
        "SQUAD_PORT": "1",
        "LANG": "C.UTF-8",
    }
    command = [sys.executable, "-m", "squad.cli", "demo", "--port", "0", "--format", "json"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        start_new_session=True,
    )  # fmt: skip
    yield process
    # Its server's own processes would hold the pipes open, and the test would wait for ever.
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_every_persona_comes_in_and_nothing_is_left_behind(started, tmp_path):
    said = json.loads(started.stdout.readline())
    assert len(list(tmp_path.iterdir())) == 1
    assert [p["role"] for p in said["personas"]].count("mentor") >= 2
    assert {p["role"] for p in said["personas"]} == set(HOMES)
    for persona in said["personas"]:
        browser = Browser(said["url"])
        page = browser.open("/sign-in?with=password")
        home = browser.send("/sign-in", page, email=persona["email"], password=persona["password"])
        assert "Se déconnecter" in home or "Sign out" in home
    for persona in said["personas"]:
        browser = Browser(said["url"])
        page = browser.open("/sign-in")
        assert f'value="{persona["email"]}"' in page
        home = browser.send("/enter", page, email=persona["email"])
        assert re.fullmatch(HOMES[persona["role"]], h1(home), re.DOTALL), h1(home)
    started.send_signal(signal.SIGTERM)
    _rest, noise = started.communicate(timeout=30)
    assert started.returncode == 0
    assert noise == ""
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_comes_in_by_a_button(make, visitor):
    person = make.person()
    make.account(person)
    with pytest.raises(Exception, match="enter_as_persona"):
        visitor.url("accounts.enter_as_persona")
    visitor.post_path("/enter", {"email": person.email}, status=404)


def test_stopped_while_it_is_built_it_leaves_nothing(started, tmp_path):
    until = time.monotonic() + 60
    while not list(tmp_path.glob("*/squad.sqlite3")) and time.monotonic() < until:
        time.sleep(0.02)
    started.send_signal(signal.SIGTERM)
    told, _noise = started.communicate(timeout=30)
    assert started.returncode == 0
    assert told == ""
    assert list(tmp_path.iterdir()) == []

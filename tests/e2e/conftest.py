"""A real browser against the real demo: its server, its people, its pages."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from flask_migrate import upgrade
from playwright.sync_api import Error

from squad.app import create_app
from squad.coaching.models import Draft
from squad.db.session import session
from squad.extensions import db
from squad.notify.signing import stop_links
from squad.resources import SEED_DATA
from tests.conftest import make_settings, missing
from tests.e2e.house import House
from tests.factories import Make
from tests.factories.accounts import cookie_of
from tests.support.real_server import serving

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
]  # fmt: skip
PICTURES = Path(os.environ.get("SQUAD_TEST_PICTURES", "test-output"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        missing("chromium")
    return {"executable_path": chromium, "args": ARGUMENTS}


class Demo:
    """A running demo: where it is and who is in it."""

    def __init__(self, process, first_line):
        said = json.loads(first_line)
        self.process = process
        self.url = said["url"].rstrip("/")
        self.personas = said["personas"]

    def persona(self, role, nth=0):
        return [p for p in self.personas if p["role"] == role][nth]


@pytest.fixture(scope="session")
def demo():
    """`squad demo`, as a person starts it; one for all tests of a worker."""
    command = [sys.executable, "-m", "squad.cli", "demo", "--port", "0", "--format", "json"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SQUAD_")}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, stderr=subprocess.PIPE
    )
    line = process.stdout.readline()
    if not line:
        pytest.fail(f"the demo did not start: {process.stderr.read()[-2000:]}")
    process.stderr.close()
    yield Demo(process, line)
    process.terminate()
    process.wait(timeout=20)
    process.stdout.close()


@pytest.fixture
def visit(demo, browser):
    """Open a page of the demo as a persona: language, width, scheme and scripts as asked."""
    contexts = []

    @contextmanager
    def opened(
        role=None, *, nth=0, language="en", width=360, dark=False, scripts=True, height=780, **more
    ):
        context = browser.new_context(
            **more,
            base_url=demo.url,
            locale={"fr": "fr-FR", "en": "en-GB"}.get(language, language),
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            has_touch=width < 700,
        )
        contexts.append(context)
        page = context.new_page()
        page.noise = []
        page.on("console", lambda m: page.noise.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: page.noise.append(str(e)))
        page.on("request", lambda r: _only_here(page, r, demo))
        if role is not None:
            come_in(page, demo.persona(role, nth))
        yield page
        assert page.noise == []
        context.close()

    yield opened
    for context in contexts:
        context.close()


class Fresh:
    """An installation with hardly anything in it: no pairing, but one proposed elsewhere."""

    roster = SEED_DATA / "rosters" / "people-export.csv"

    def __init__(
        self, url, cookies, browser, *, programme, proposal, beginning, stop, share, notes
    ):
        self.url, self.cookies, self.browser = url, cookies, browser
        self.programme, self.proposal, self.stop = programme, proposal, stop
        self.beginning, self.share, self.notes = beginning, share, notes

    @contextmanager
    def page(self, role):
        """A page of somebody who is signed in; None: of nobody."""
        context = self.browser.new_context(base_url=self.url, locale="en-GB")
        if role is not None:
            name, value = self.cookies[role]
            context.add_cookies([{"name": name, "value": value, "url": self.url}])
        yield context.new_page()
        context.close()


@pytest.fixture(scope="module")
def fresh(browser, tmp_path_factory):
    """`squad serve` on a new database."""
    folder = tmp_path_factory.mktemp("fresh")
    settings = make_settings(f"sqlite:///{folder / 'squad.sqlite3'}", folder)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        make = Make()
        programme = make.programme()
        people = {
            "administrator": make.administrator(),
            "coordinator": make.coordinator(programme),
            "hr": make.hr_viewer(programme),
            "stranger": make.person(),
        }
        other = make.programme()
        proposed = make.pairing(other, state="proposed", inducted=False)
        people["proposed"], people["mentor"] = make.mentee_of(proposed), make.mentor_of(proposed)
        make.enrolment(other, people["mentor"])
        before = make.pairing(make.programme())
        after = make.handed_over(before, make.person())
        people["handed"] = make.mentee_of(before)
        cookies = {role: cookie_of(app, person) for role, person in people.items()}
        paths = {
            "programme": f"/programmes/{programme.id}",
            "proposal": f"/pairings/{proposed.id}",
            "beginning": (
                f"/programmes/{proposed.programme_id}/induction",
                f"/me/mentoring/{proposed.programme_id}/confidence",
                f"/programmes/{proposed.programme_id}/room/shown",
            ),
            "share": f"/pairings/{before.id}/share-notes",
            "notes": f"/pairings/{after.id}/earlier-notes",
            "stop": f"/mail/stop/{stop_links.token(proposed.mentee_id, 'pairing_proposed')}",
        }
        session.remove()
        db.engine.dispose()
    sends = {"mail_url": "smtp://127.0.0.1:1", "mail_from": "squad@example.org"}
    with serving(replace(settings, **sends)) as url:
        yield Fresh(url, cookies, browser, **paths)


def _only_here(page, request, demo):
    if not request.url.startswith((demo.url, "data:")):
        page.noise.append(f"request to elsewhere: {request.url}")


def come_in(page, persona):
    """By the demo's button: in the language of the page, whatever the person's own is."""
    page.goto("/sign-in")
    page.click(f"button[name=email][value='{persona['email']}']")
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))


def picture(page, name):
    """Keep a screenshot for looking at; where the browser has no room for one, the test goes on."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with suppress(Error):
        page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.close()


@pytest.fixture
def phone(house, browser):
    """The mentor's phone: a browser of 360 pixels, signed in."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=house.url, locale="en-GB"
    )
    context.add_cookies([house.cookie_of(house.mentor)])
    yield context
    context.close()


@pytest.fixture
def form(house, phone):
    """Open the form of the log, in a new page of the phone."""

    def opened(context=phone):
        page = context.new_page()
        page.goto(f"/sessions/new?pairing={house.pairing}")
        return page

    yield opened
    house.empty(Draft)

"""A half-written log survives a closed page, a lost network and an expired sign-in."""

from threading import Thread

import pytest
from flask_migrate import upgrade
from playwright.sync_api import expect
from sqlalchemy import select
from werkzeug.serving import make_server

from squad.app import create_app
from squad.coaching.models import CoachingSession, Draft
from squad.db.session import session
from squad.extensions import db
from tests.conftest import make_settings
from tests.factories import Make
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.browser


class House:
    """The application behind a real port, with one pairing in it."""

    def __init__(self, app, port):
        self.app = app
        self.url = f"http://127.0.0.1:{port}"
        with app.app_context():
            pairing = Make().pairing()
            self.pairing, self.mentor = pairing.id, pairing.mentor_id

    def cookie_of(self, person_id):
        """A living sign-in of this person, as a browser's cookie."""
        from squad.people.models import Person

        with self.app.app_context():
            visitor = _Cookies()
            sign_in(self.app, visitor, session.get(Person, person_id))
            session.remove()
        return {"name": visitor.name, "value": visitor.value, "url": self.url}

    def stored(self, model):
        with self.app.app_context():
            return session.scalars(select(model)).all()


class _Cookies:
    """Stands in for a visitor: takes the cookie."""

    @property
    def client(self):
        return self

    def set_cookie(self, name, value):
        self.name, self.value = name, value


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafts")
    app = create_app(make_settings(f"sqlite:///{folder / 'squad.sqlite3'}", folder))
    with app.app_context():
        upgrade()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield House(app, server.server_port)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


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
    with house.app.app_context():
        from squad.db.unit_of_work import unit_of_work

        with unit_of_work():
            session.query(Draft).delete()


def copies(page):
    return page.evaluate("Object.entries(localStorage)")


def test_closed_page_comes_back_as_it_was(form, phone, browser, house):
    page = form()
    page.fill("#note", "Half a thought")
    page.click("label:has(#outcome-1)")
    expect(page.locator(".draft-status")).to_contain_text("Draft kept at", timeout=8000)
    page.close()
    again = form()
    expect(again.locator("#note")).to_have_value("Half a thought")
    expect(again.locator("#outcome-1")).to_be_checked()
    expect(again.get_by_text("Your draft of")).to_be_visible()
    laptop = browser.new_context(base_url=house.url, locale="en-GB")
    laptop.add_cookies([house.cookie_of(house.mentor)])
    expect(form(laptop).locator("#note")).to_have_value("Half a thought")
    laptop.close()


def test_page_closed_at_once_is_still_kept(form):
    page = form()
    page.fill("#note", "A word before the battery died")
    page.wait_for_timeout(800)
    page.close()
    expect(form().locator("#note")).to_have_value("A word before the battery died")


def test_text_written_without_network_is_there_again(form, phone, house):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "Written in the lift")
    expect(page.locator(".draft-status")).to_contain_text("No network.", timeout=8000)
    page.click("text=Save the session")
    expect(page.locator(".draft-status")).to_contain_text("Nothing was saved yet.")
    assert "Written in the lift" not in str(copies(page))
    page.close()
    assert house.stored(Draft) == []
    phone.set_offline(False)
    again = form()
    expect(again.locator("#note")).to_have_value("Written in the lift")
    expect(again.get_by_text("from this phone.")).to_be_visible()
    again.click("text=Start afresh")
    expect(again.locator("#note")).to_have_value("")
    assert copies(again) == []


def test_network_that_comes_back_takes_the_draft(form, phone, house):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "Written in the lift")
    expect(page.locator(".draft-status")).to_contain_text("No network.", timeout=8000)
    phone.set_offline(False)
    expect(page.locator(".draft-status")).to_contain_text("Draft kept at", timeout=8000)
    assert len(house.stored(Draft)) == 1


def test_saved_log_leaves_nothing_behind(form, house):
    before = len(house.stored(CoachingSession))
    page = form()
    page.fill("#note", "Whole")
    page.wait_for_timeout(800)
    assert copies(page)
    page.click("text=Save the session")
    page.wait_for_url("**/saved")
    assert copies(page) == []
    page.wait_for_timeout(3500)
    assert house.stored(Draft) == []
    assert len(house.stored(CoachingSession)) > before
    assert form().input_value("#note") == ""


def test_start_afresh_empties_both_copies(form, house):
    page = form()
    page.fill("#note", "Not wanted")
    expect(page.locator(".draft-status")).to_contain_text("Draft kept at", timeout=8000)
    page.reload()
    page.click("text=Start afresh")
    expect(page.locator("#note")).to_have_value("")
    assert copies(page) == []
    assert house.stored(Draft) == []


def test_expired_sign_in_says_so_and_keeps_the_text(form, phone, house):
    page = form()
    phone.clear_cookies()
    page.fill("#note", "Written after lunch")
    expect(page.locator(".draft-status")).to_contain_text("You were signed out.", timeout=8000)
    page.close()
    phone.add_cookies([house.cookie_of(house.mentor)])
    expect(form().locator("#note")).to_have_value("Written after lunch")


def test_another_person_in_the_same_browser_reads_nothing(form, phone, house):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "For Claire alone")
    page.wait_for_timeout(800)
    page.close()
    phone.set_offline(False)
    phone.clear_cookies()
    with house.app.app_context():
        from squad.db.unit_of_work import unit_of_work
        from squad.pairings.models import Pairing

        other = Make().person().id
        with unit_of_work():
            session.get(Pairing, house.pairing).mentor_id = other
    phone.add_cookies([house.cookie_of(other)])
    try:
        page = form()
        expect(page.locator("#note")).to_have_value("")
        assert "Claire alone" not in page.content()
    finally:
        with house.app.app_context(), unit_of_work():
            session.get(Pairing, house.pairing).mentor_id = house.mentor

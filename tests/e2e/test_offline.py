"""A log without network: kept by the phone, sealed, sent once; asked for before it is deleted."""

import json
import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from squad.coaching.rules.log import CoachingState
from squad.kernel.clock import clock
from squad.web import installing
from tests.e2e.house import PASSWORD, copies

pytestmark = pytest.mark.browser

WAITS = "Kept on this phone; it will be sent when you are back online."
SAVED = "The session that this phone kept is saved."
NOT_YET = "A session that this phone keeps is not saved yet."
IN_CACHES = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found[request.url] = await (await cache.match(request)).text();
    }
  }
  return found;
}"""
READY = """async () => {
  await navigator.serviceWorker.ready;
  const cached = async () => (await caches.keys()).length > 0;
  while (!(navigator.serviceWorker.controller && await cached())) {
    await new Promise((then) => setTimeout(then, 50));
  }
}"""
UNTIL_GONE = """async name => {
  while ((await caches.keys()).includes(name)) {
    await new Promise((then) => setTimeout(then, 50));
  }
}"""
SOON = 15_000


@pytest.fixture(autouse=True)
def two_new_people(house):
    house.pair()
    house.posted = 0
    yield
    house.loses = False


@pytest.fixture
def app(phone):
    """The app as it was opened once with a network: home, and its worker at work."""
    page = phone.new_page()
    page.goto("/")
    page.evaluate(READY)
    return page


def day_in(days):
    return (clock.today("UTC") + timedelta(days=days)).isoformat()


def notes(house):
    return sorted(one.note for one in house.logged() if one.state != "planned")


def write_down(page, note):
    """The log from the page without network, kept."""
    page.goto("/")
    expect(page.locator("h1")).to_have_text("You are offline")
    page.click("text=Write a session down")
    page.fill("#note", note)
    page.click("text=Keep it on this phone")
    expect(page.locator("#done h2")).to_be_focused()
    expect(page.locator("#done h2")).to_have_text(WAITS)


def test_nothing_of_anybody_is_ever_in_a_cache(house, phone, app, form):
    page = form()
    page.fill("#note", "For the two of us")
    page.click("text=Save the session")
    page.wait_for_url("**/saved")
    page.goto("/pairings")
    found = page.evaluate(IN_CACHES)
    pages = {url.removeprefix(house.url) for url in found if "/static/" not in url}
    assert pages == {"/offline?lang=en", "/offline/log?lang=en"}
    for text in found.values():
        for word in ("Inès", "Claire", 'name="squad-owner"', "two of us", house.email):
            assert word not in text
    assert any(url.endswith(".woff2") for url in found)


def test_log_is_written_and_kept_while_nobody_answers_and_sent_once(house, phone, app):
    house.stop()
    try:
        write_down(app, "Three replies in the lift")
        assert [json.loads(kept)["state"] for _name, kept in copies(app)] == ["waiting"]
        assert "lift" not in app.evaluate("JSON.stringify(localStorage)")
        assert "lift" not in str(app.evaluate(IN_CACHES))
        app.close()
    finally:
        house.start()
    page = phone.new_page()
    page.goto("/")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=SOON)
    assert copies(page) == []
    page.reload()
    page.wait_for_load_state("networkidle")
    (saved,) = house.logged()
    assert (saved.note, saved.minutes, saved.state) == (
        "Three replies in the lift", 45, CoachingState.HELD,
    )  # fmt: skip
    assert house.posted >= 1


def test_page_without_network_goes_on_by_itself(house, app):
    house.stop()
    try:
        write_down(app, "Before the tunnel")
    finally:
        house.start()
    expect(app.get_by_text(SAVED)).to_be_visible(timeout=30_000)
    assert notes(house) == ["Before the tunnel"]


def test_plans_that_cannot_be_seen_without_network_stay(house, phone, app, form):
    page = form()
    page.click("text=Save the session")
    page.wait_for_url("**/saved")
    (planned,) = [one for one in house.logged() if one.state == "planned"]
    phone.set_offline(True)
    write_down(app, "The plan is on my desk")
    phone.set_offline(False)
    expect(app.get_by_text(SAVED)).to_be_visible(timeout=SOON)
    (still,) = [one for one in house.logged() if one.state == "planned"]
    assert (still.id, still.starts_at, still.voided_at) == (planned.id, planned.starts_at, None)


def test_open_form_is_sent_when_the_network_is_back(house, phone, form):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "Open in the metro")
    page.click("text=Save the session")
    expect(page.locator(".draft-status")).to_have_text(WAITS)
    page.fill("#note", "Open in the metro, and mended")
    phone.set_offline(False)
    page.wait_for_url("**/saved", timeout=SOON)
    assert notes(house) == ["Open in the metro, and mended"]
    assert copies(page) == []


def test_open_form_is_kept_when_the_server_has_stopped(house, form):
    page = form()
    house.stop()
    try:
        page.fill("#note", "The server sleeps")
        page.click("text=Save the session")
        expect(page.locator(".draft-status")).to_have_text(WAITS)
        assert page.input_value("#note") == "The server sleeps"
    finally:
        house.start()
    page.wait_for_url("**/saved", timeout=30_000)
    assert notes(house) == ["The server sleeps"]


def test_lost_answer_makes_one_session(house, phone, app, form):
    page = form()
    page.fill("#note", "The answer never came")
    house.loses = True
    page.click("text=Save the session")
    expect(page.locator("h1")).to_have_text("You are offline", timeout=SOON)
    house.loses = False
    made = len(house.logged())
    page.goto("/")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=SOON)
    assert len(house.logged()) == made
    assert house.posted >= 2
    assert copies(page) == []


def test_two_windows_make_one_session(house, phone, form):
    first, second = form(), form()
    first.fill("#note", "Twice")
    expect(first.locator(".draft-status")).to_contain_text("Draft kept at", timeout=8000)
    second.reload()
    expect(second.locator("#note")).to_have_value("Twice")
    phone.set_offline(True)
    for page in (first, second):
        page.click("text=Save the session")
        expect(page.locator(".draft-status")).to_have_text(WAITS)
    phone.set_offline(False)
    for page in (first, second):
        page.wait_for_url("**/saved", timeout=SOON)
    assert first.url == second.url
    assert notes(house) == ["Twice"]


def test_another_persons_sign_in_takes_it_away(house, phone, app):
    phone.set_offline(True)
    write_down(app, "For Claire alone")
    app.close()
    phone.set_offline(False)
    phone.clear_cookies()
    app = phone.new_page()
    app.goto("/sign-in")
    expect(app.get_by_text("A session is kept on this phone.")).to_be_visible()
    assert copies(app)
    phone.add_cookies([house.cookie_of(house.person())])
    app.goto("/")
    assert copies(app) == []
    assert app.evaluate("localStorage.getItem('squad-logs')") is None
    phone.clear_cookies()
    phone.add_cookies([house.cookie_of(house.mentor)])
    app.goto("/")
    app.wait_for_load_state("networkidle")
    assert house.logged() == []


def test_somebody_else_signed_in_meanwhile_sends_nothing(house, phone, form):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "For Claire alone")
    page.click("text=Save the session")
    expect(page.locator(".draft-status")).to_have_text(WAITS)
    phone.clear_cookies()
    phone.add_cookies([house.cookie_of(house.person())])
    phone.set_offline(False)
    page.wait_for_timeout(1500)
    assert house.logged() == []
    assert page.input_value("#note") == "For Claire alone"


def test_somebody_else_takes_nothing_over_from_the_page_without_network(house, phone, app):
    app.goto("/offline/log")
    app.fill("#note", "For Claire alone")
    app.wait_for_timeout(1000)
    assert len(copies(app)) == 1
    phone.clear_cookies()
    phone.add_cookies([house.cookie_of(house.person())])
    other = phone.new_page()
    other.goto("/")
    expect(app.locator("#not-here")).to_be_visible()
    assert app.input_value("#note") == ""
    app.evaluate("""() => {
      const note = document.getElementById("note");
      note.value = "For Claire alone";
      note.dispatchEvent(new Event("input", { bubbles: true }));
    }""")
    app.wait_for_timeout(1000)
    assert copies(other) == []


def test_another_sessions_page_is_no_answer_to_what_was_sent(house, phone, form):
    page = form()
    page.fill("#note", "First")
    page.click("text=Save the session")
    page.wait_for_url("**/saved")
    earlier = page.url
    page = form()
    page.fill("#note", "Second")
    phone.clear_cookies(name="squad")
    page.click("text=Save the session")
    expect(page.get_by_text("Nothing was saved yet, and nothing is lost.")).to_be_visible()
    phone.add_cookies([house.cookie_of(house.mentor)])
    page.goto(earlier)
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=SOON)
    assert notes(house) == ["First", "Second"]


def sign_in(page, house):
    page.fill("main [name=email]", house.email)
    page.fill("main [name=password]", PASSWORD)
    page.click("main button:has-text('Sign in')")


def test_expired_sign_in_carries_an_open_form_and_sends_a_kept_one(house, phone, app, form):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "Carried")
    page.click("text=Save the session")
    expect(page.locator(".draft-status")).to_have_text(WAITS)
    write_down(app, "Kept cold")
    phone.clear_cookies(name="squad")
    phone.set_offline(False)
    expect(page.get_by_text("Nothing was saved yet, and nothing is lost.")).to_be_visible(
        timeout=SOON
    )
    expect(app.locator("h2", has_text="Sign in")).to_be_visible(timeout=SOON)
    sign_in(page, house)
    page.click("text=Send it again")
    page.wait_for_url("**/saved")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=SOON)
    assert notes(house) == ["Carried", "Kept cold"]
    assert copies(page) == []


def test_what_the_server_refuses_comes_back_with_its_reason(house, phone, app):
    phone.set_offline(True)
    app.goto("/")
    app.click("text=Write a session down")
    app.fill("#on", day_in(3))
    app.fill("#note", "Too early")
    app.click("text=Keep it on this phone")
    phone.set_offline(False)
    expect(app.get_by_text(NOT_YET)).to_be_visible(timeout=SOON)
    assert house.logged() == []
    posted = house.posted
    app.reload()
    expect(app.get_by_text(NOT_YET)).to_be_visible(timeout=SOON)
    assert house.posted == posted
    app.click(".kept >> text=Open it")
    expect(app.locator(".summary")).to_contain_text("Nothing was saved yet.")
    expect(app.locator("#note")).to_have_value("Too early")
    assert app.locator(".kept").count() == 0
    app.fill("#on", day_in(0))
    app.locator("label:has(input[name=next_at][value=none])").click()
    app.click("text=Save the session")
    app.wait_for_url("**/saved")
    assert notes(house) == ["Too early"]
    assert copies(app) == []


def test_whom_it_was_with_is_asked_where_there_are_several(house, phone, app):
    house.pair_mentor_with("Marc Delattre")
    phone.set_offline(True)
    write_down(app, "With one of the two")
    phone.set_offline(False)
    expect(app.get_by_text("Whom did you see on")).to_be_visible(timeout=SOON)
    assert house.posted == 0
    expect(app.get_by_role("button", name="Claire Dumas")).to_be_visible()
    app.get_by_role("button", name="Marc Delattre").click()
    app.wait_for_url("**/saved")
    assert notes(house) == ["With one of the two"]
    assert copies(app) == []


def test_open_form_that_is_refused_shows_why(house, phone, form):
    page = form()
    phone.set_offline(True)
    page.locator(".which-day summary").click()
    page.fill("#on", day_in(3))
    page.fill("#note", "Tomorrow's")
    page.click("text=Save the session")
    phone.set_offline(False)
    expect(page.locator(".summary")).to_be_visible(timeout=SOON)
    expect(page.locator("#note")).to_have_value("Tomorrow's")
    assert [json.loads(kept)["state"] for _name, kept in copies(page)] == ["refused"]


def test_signing_out_asks_and_then_leaves_nothing(house, phone, app, form):
    page = form()
    phone.set_offline(True)
    page.fill("#note", "On this phone alone")
    page.wait_for_timeout(800)
    page.close()
    phone.set_offline(False)
    app.goto("/")
    app.click("text=Menu")
    app.click(".phone-menu >> text=Sign out")
    question = app.get_by_role("dialog")
    expect(question).to_contain_text("not saved yet")
    assert Axe().run(app).response["violations"] == []
    app.keyboard.press("Escape")
    expect(question).to_have_count(0)
    assert copies(app)
    app.click(".phone-menu >> text=Sign out")
    app.click("text=Delete it and sign out")
    app.wait_for_url("**/sign-in")
    assert copies(app) == []
    assert app.evaluate("Object.keys(localStorage)") == []


def test_signing_out_sends_first(house, phone, app):
    phone.set_offline(True)
    write_down(app, "Sent on the way out")
    kept = app.evaluate("({...localStorage})")
    phone.set_offline(False)
    expect(app.get_by_text(SAVED)).to_be_visible(timeout=SOON)
    assert notes(house) == ["Sent on the way out"]
    # As another window would have left it: its answer is not known.
    app.evaluate("kept => Object.assign(localStorage, kept)", kept)
    app.click("text=Menu")
    app.click(".phone-menu >> text=Sign out")
    app.wait_for_url("**/sign-in")
    assert notes(house) == ["Sent on the way out"]


def test_signing_out_needs_a_network(house, phone, app):
    phone.set_offline(True)
    app.evaluate("squadKept.write(squadKept.nameOf('', 'k'), {at: 1, fields: []}, 'waiting')")
    app.click("text=Menu")
    app.click(".phone-menu >> text=Sign out")
    expect(app.get_by_text("Signing out needs a network.")).to_be_visible()
    assert copies(app)


def test_new_version_replaces_what_was_kept_and_signing_out_unregisters(
    house, phone, app, monkeypatch
):
    (before,) = app.evaluate("caches.keys()")
    monkeypatch.setattr(installing, "deployed", lambda: "another")
    app.goto("/")
    app.evaluate("navigator.serviceWorker.ready.then(ready => ready.update())")
    app.evaluate(UNTIL_GONE, before)
    assert app.evaluate("caches.keys()") == ["squad-shell-en-another"]
    # The page of signing in would take it up again at once.
    phone.add_init_script("navigator.serviceWorker.register = () => Promise.reject()")
    app.click("text=Menu")
    app.click(".phone-menu >> text=Sign out")
    app.wait_for_url("**/sign-in")
    assert app.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert app.evaluate("caches.keys()") == []


def test_page_without_network_is_in_the_persons_language(house, browser):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=house.url, locale="fr-FR"
    )
    page = context.new_page()
    page.goto("/sign-in")
    page.evaluate(READY)
    context.set_offline(True)
    page.goto("/me")
    assert page.get_attribute("html", "lang") == "fr"
    expect(page.locator("[data-kept-logs] a")).to_have_count(1)
    expect(page.locator("[data-kept-logs]")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_without_network_are_accessible_and_fit(phone, app, width):
    app.set_viewport_size({"width": width, "height": 740})
    phone.set_offline(True)
    for path in ("/", "/offline/log"):
        app.goto(path)
        for scheme in ("light", "dark"):
            app.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(app).response["violations"]
            assert [one["id"] for one in found] == []
        assert app.evaluate("document.documentElement.scrollWidth") <= width
    assert re.search("without network", app.title())

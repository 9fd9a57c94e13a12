"""A drill on a phone: stopped, played again, kept, opened, confirmed; and with no script."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import picture
from tests.e2e.installation import installed, two_of
from tests.e2e.test_accessibility import check_sizes

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def pair(browser, tmp_path):
    """(pages of the mentor and the mentee by name, the pairing's id)."""

    def world(make):
        pairing = make.pairing()
        return two_of(make, pairing), pairing.id

    with installed(browser, tmp_path, world) as found:
        yield found


def begin(page):
    """From home to the first message, as anybody does."""
    page.goto("/")
    page.get_by_role("link", name="Choose a drill").click()
    page.get_by_role("link", name="Half an hour for a coffee: a complaint").click()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector("#play")


def messages(page):
    return page.locator("[data-messages] > li").count()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_stopped_played_again_kept_and_shown(pair):
    page_of, one = pair
    with page_of("mentee") as page:
        begin(page)
        page.fill("[name=words_reply]", "Nothing of this stays")
        press(page, "Stop and throw away")
        page.wait_for_url("**/drills")
        assert "Nothing of it is left" in page.inner_text("body")
        begin(page)
        assert page.input_value("[name=words_reply]") == ""
        assert check_sizes(page) == []
        picture(page, "drill-played")
        page.set_viewport_size(PHONE)
        page.fill("[name=words_reply]", "Half an hour is too long, and I am sorry.")
        expect(page.locator("[data-status]")).to_have_text("Draft kept, for you alone.")
        page.reload()
        assert page.input_value("[name=words_reply]").startswith("Half an hour")
        press(page, "Next messages")
        page.wait_for_url("**#message-3")
        press(page, "Finish now")
        page.wait_for_selector("#look")
        assert "no mention of any employee" in page.inner_text("main")
        assert check_sizes(page) == []
        picture(page, "drill-looked-back-upon")
        page.set_viewport_size(PHONE)
        press(page, "Throw it away and begin again")
        page.wait_for_selector("#play")
        assert page.input_value("[name=words_reply]") == ""
        page.fill("[name=words_reply]", "I am sorry for the wait, and thank you for telling us.")
        press(page, "Finish now")
        page.wait_for_selector("#look")
        page.check("#sight_1-0", force=True)
        page.get_by_role("button", name="Keep it and show it to").click()
        page.wait_for_url("**/kept")
        assert check_sizes(page) == []
    with page_of("mentor") as page:
        page.goto("/")
        page.get_by_role("link", name="Open it").click()
        page.get_by_role("link", name="Half an hour for a coffee: a complaint", exact=True).click()
        assert "thank you for telling us" in page.inner_text("main")
        for criterion in range(1, 5):
            page.check(f"#sight_{criterion}-0", force=True)
        assert check_sizes(page) == []
        page.set_viewport_size(PHONE)
        press(page, "Save what I see")
        page.get_by_role("link", name="State it from this drill").first.click()
        page.check("[name=autonomy][value=alone]", force=True)
        page.check("[name=known][value=opened]", force=True)
        assert check_sizes(page) == []
        page.set_viewport_size(PHONE)
        press(page, "State it")
        page.wait_for_url("**/kept")
        assert "checked, in a drill" in page.inner_text("main")
        picture(page, "drill-stated")
    with page_of("mentee") as page:
        page.goto(f"/pairings/{one}/milestones/care-3b")
        assert "in a drill" in page.inner_text("main")
        press(page, "Confirm")
        page.wait_for_load_state()
        assert "confirmed" in page.inner_text("main")


def test_messages_come_by_themselves_and_wait_in_a_pause(pair):
    page_of, _one = pair
    with page_of("mentee") as page:
        page.clock.install()
        begin(page)
        assert messages(page) == 2
        press(page, "Pause")
        page.clock.run_for(90_000)
        assert messages(page) == 2
        press(page, "Pause")
        page.focus("[name=words_shop]")
        before = page.evaluate("document.activeElement.getBoundingClientRect().top")
        page.clock.run_for(61_000)
        page.wait_for_selector("#message-3")
        after = page.evaluate("document.activeElement.getBoundingClientRect().top")
        assert abs(after - before) < 2, "what is being typed stays where it is"
        assert "9 min left" in page.inner_text("[data-clock]")
        assert page.inner_text("[data-status]") == "New messages above"
        page.reload()
        assert messages(page) == 3


def test_stopped_in_another_window_it_says_so(pair):
    page_of, _one = pair
    with page_of("mentee") as page:
        begin(page)
        other = page.context.new_page()
        other.goto(page.url)
        press(other, "Stop and throw away")
        page.fill("[name=words_reply]", "Too late")
        expect(page.locator("[data-status]")).to_contain_text("stopped in another window")
        assert page.input_value("[name=words_reply]") == "Too late"


def test_without_a_script_a_button_brings_the_next_messages(pair):
    page_of, _one = pair
    with page_of("mentee", scripts=False) as page:
        begin(page)
        assert messages(page) == 2
        page.fill("[name=words_reply]", "Sorry for the wait.")
        for _ in range(7):
            press(page, "Next messages")
        assert messages(page) == 9
        assert page.input_value("[name=words_reply]") == "Sorry for the wait."
        press(page, "I have finished")
        assert "Sorry for the wait." in page.inner_text("main")
        press(page, "Throw it away")
        assert "Nothing of it is left" in page.inner_text("body")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_drills_are_few_thumbs_long(visit, language):
    with visit("mentee", language=language, width=360) as page:
        page.goto("/")
        page.goto(page.locator("main a[href$='/drills']").first.get_attribute("href"))
        assert page.locator("section[aria-labelledby=all] li").count() == 15
        assert page.evaluate("document.documentElement.scrollHeight") < 2000

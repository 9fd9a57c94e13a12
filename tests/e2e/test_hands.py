"""What a thumb and a keyboard reach: large targets on a phone, wide pages without a mouse."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TAP = 48
# What is done or begun on a page, and links that stand alone; not links within a sentence.
SMALL = """least => [...document.querySelectorAll(
    'main .btn, main button, main select, main textarea, main .seg label, main summary, '
    + 'main p > a:only-child, main input:not([type=hidden], [type=radio], [type=checkbox]), '
    + 'header summary, header .brand')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < least)
  .filter(one => !one.matches('p > a') || one.parentElement.textContent.trim() === one.textContent)
  .map(one => `${one.tagName} ${one.textContent.trim()} ${one.getBoundingClientRect().height}`)"""


@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_what_a_thumb_presses_is_large(visit, role):
    with visit(role, language="fr", width=360) as page:
        page.goto("/")
        logs = page.locator("a[href*='/sessions/new']")
        paths = ["/", "/pairings", "/me" if role == "mentee" else logs.first.get_attribute("href")]
        for path in paths:
            page.goto(path)
            assert page.evaluate(SMALL, TAP - 0.5) == [], path


def test_saving_stands_where_logging_stood(visit):
    with visit("mentor", width=360) as page:
        page.goto("/")
        logging = page.locator(".savebar .btn").bounding_box()
        page.click(".savebar .btn")
        page.wait_for_url("**/sessions/new?*")
        saving = page.locator(".savebar .btn").bounding_box()
        assert {key: round(value) for key, value in logging.items()} == {
            key: round(value) for key, value in saving.items()
        }


def tab_to(page, selector, most=60):
    """Press Tab until the focus is there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"{selector} is out of reach")


def test_a_menu_opens_and_closes_by_keyboard(visit):
    with visit("coordinator", width=1280) as page:
        page.goto("/")
        tab_to(page, ".wide-nav .menu > summary")
        page.keyboard.press("Enter")
        links = page.locator(".wide-nav .menu a")
        expect(links.first).to_be_visible()
        page.keyboard.press("Tab")
        expect(links.first).to_be_focused()
        page.keyboard.press("Escape")
        expect(links.first).to_be_hidden()
        expect(page.locator(".wide-nav .menu > summary")).to_be_focused()
        page.keyboard.press("Enter")
        page.locator("h1").click()
        expect(links.first).to_be_hidden()


def test_a_list_is_searched_and_a_row_opened_by_keyboard(visit):
    with visit("coordinator", width=1280) as page:
        page.goto("/people")
        tab_to(page, "main form input:not([type=hidden])")
        page.keyboard.type("fontaine")
        page.keyboard.press("Enter")
        page.wait_for_url("**fontaine*")
        tab_to(page, "main tbody a")
        assert "Fontaine" in page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/*")
        expect(page.locator("h1")).to_contain_text("Fontaine")

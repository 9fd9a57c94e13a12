"""The log in a browser that does not know :has(), and the pages in colours that a person forces."""

import re

import pytest

from tests.e2e.test_accessibility import check

pytestmark = pytest.mark.browser

OPACITY = "element => getComputedStyle(element).opacity"


def forget_has(page):
    """Serve the style sheet to a browser that drops every rule with :has(), as one of 2022 did."""

    def older(route):
        sheet = route.fetch().text()
        route.fulfill(content_type="text/css", body=sheet.replace(":has(", ":unknown("))

    page.context.route(re.compile(r"/app\.css$"), older)


def log_page(page):
    page.goto("/")
    page.goto(page.get_attribute("a[href*='/sessions/new']", "href"))


def test_a_session_can_be_logged_without_has(visit):
    # A service worker would answer with the sheet that it keeps.
    with visit("mentor", service_workers="block") as page:
        forget_has(page)
        log_page(page)
        assert page.evaluate("CSS.supports('selector(:unknown(*))')") is False
        radio = page.locator("[name=outcome][value=cancelled]")
        assert radio.evaluate(OPACITY) == "1"  # the choice is seen on the radio itself
        radio.check()
        assert page.locator("[name=cancelled_by]").first.is_visible()
        assert page.locator("[name=minutes]").first.is_visible()  # what depends on a choice stays
        assert page.locator(".two .clear").first.is_visible()
        assert check(page, "the log without :has()") == []


def test_with_has_the_fill_says_it(visit):
    with visit("mentor") as page:
        log_page(page)
        radio = page.locator("[name=outcome][value=cancelled]")
        assert radio.evaluate(OPACITY) == "0"
        radio.check(force=True)
        assert page.locator("[name=cancelled_by]").first.is_visible()
        assert not page.locator("[name=minutes]").first.is_visible()
        page.check("[name=cancelled_by][value=nobody]", force=True)
        assert not page.locator("[name=notice]").first.is_visible()
        assert check(page, "the log, called off") == []


def test_a_filled_button_shows_that_it_has_the_focus(visit):
    with visit() as page:
        page.goto("/styleguide")
        page.locator(".btn.main").first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        outline, offset, inside = page.evaluate(
            """() => { const style = getComputedStyle(document.activeElement)
               return [style.outlineWidth, style.outlineOffset, style.boxShadow] }"""
        )
        assert (outline, offset) == ("3px", "2px")
        assert "inset" in inside


def test_forced_colours_leave_every_shape_visible(visit):
    with visit() as page:
        page.emulate_media(forced_colors="active")
        page.goto("/styleguide")
        canvas, drawn = page.evaluate(
            """() => {
              const probe = document.body.appendChild(document.createElement('i'))
              probe.style.color = 'Canvas'
              const shapes = document.querySelectorAll(
                'svg:not(.swatch) :is(path, circle, rect, line)')
              return [getComputedStyle(probe).color, [...shapes].map(shape => {
                const { fill, stroke } = getComputedStyle(shape)
                return [shape.getAttribute('class'), fill, stroke]
              })]
            }"""
        )
        seen = {"none", canvas}
        unseen = [name for name, fill, stroke in drawn if fill in seen and stroke in seen]
        # A tick is cut out of its disc; an area under a line, and the hand's dot, stay away.
        assert set(unseen) <= {"ok-tick", "c-area", "youdot off"}
        kept = {colour for _name, *both in drawn for colour in both} - {"none"}
        assert len(kept) <= 3, kept  # text, grey and the ground: no colour of ours is left

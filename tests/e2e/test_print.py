"""Reports on paper: one A4 page each, as look.md draws them; a dashboard has two."""

import pytest

pytestmark = pytest.mark.browser

PAGE = b"/Type /Page\n"


def printed(page):
    """How many pages a browser prints."""
    return page.pdf(prefer_css_page_size=True, print_background=True).count(PAGE)


def test_the_dashboard_of_a_programme_is_two_pages_and_says_which_part_it_is(visit):
    with visit("hr", language="fr", width=1280) as page:
        page.goto("/reports")
        page.emulate_media(media="print")
        assert page.locator(".print-only").is_visible()
        assert not page.locator(".foot a").first.is_visible()
        assert all(chart.is_visible() for chart in page.locator(".wide-only .chart").all())
        assert printed(page) == 2


def test_a_mentees_report_is_one_page_with_both_signs_on_one_line(visit):
    with visit("mentee", language="fr", width=1280) as page:
        page.goto("/me")
        page.emulate_media(media="print")
        tops = page.eval_on_selector_all(
            ".quote", "all => all.map(q => q.getBoundingClientRect().top)"
        )
        assert len(set(tops)) == 1
        assert printed(page) == 1


@pytest.mark.parametrize("drill", ["coffee", "line", "outage", "replace"])
def test_the_sheet_of_a_drill_is_one_page(visit, drill):
    with visit("mentor", language="fr", width=1280) as page:
        page.goto("/")
        drills = page.locator("main a[href*='/drills']").first.get_attribute("href")
        page.goto(f"{drills.split('#')[0]}/{drill}/sheet")
        assert page.locator("#four").is_visible()
        assert printed(page) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_on_a_phone_a_mentees_report_is_short_and_its_long_parts_open(visit, language):
    with visit("mentee", language=language, width=360) as page:
        page.goto("/me")
        assert page.locator(".lead h1").is_visible()
        assert page.evaluate("document.documentElement.scrollHeight") < 4800
        upcoming = page.locator("section[aria-labelledby=next]")
        assert not upcoming.locator("ol").is_visible()
        upcoming.locator("summary").tap()
        assert upcoming.locator("ol").is_visible()


def test_what_is_folded_on_a_phone_is_open_on_a_wide_screen_and_on_paper(visit):
    with visit("mentee", width=1280) as page:
        page.goto("/me")
        folds = page.locator("main .fold")
        assert folds.count() >= 4
        for n in range(folds.count()):
            assert folds.nth(n).locator("> div").is_visible()
            assert not folds.nth(n).locator("> summary").is_visible()
        page.set_viewport_size({"width": 360, "height": 780})
        page.emulate_media(media="print")
        assert page.locator("section[aria-labelledby=brought] .fold .rows").is_visible()

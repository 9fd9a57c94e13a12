"""Reports on paper: one A4 page each, as look.md draws them."""

import pytest

pytestmark = pytest.mark.browser

PAGE = b"/Type /Page\n"


def printed(page):
    """How many pages a browser prints."""
    return page.pdf(prefer_css_page_size=True, print_background=True).count(PAGE)


def test_the_report_of_a_programme_is_one_page_and_says_which_part_it_is(visit):
    with visit("hr", language="fr", width=1280) as page:
        page.goto("/reports")
        page.emulate_media(media="print")
        assert page.locator(".print-only").is_visible()
        assert not page.locator(".foot a").first.is_visible()
        assert printed(page) == 1


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
        drills = page.locator("main a[href$='/drills']").first.get_attribute("href")
        page.goto(f"{drills}/{drill}/sheet")
        assert page.locator("#four").is_visible()
        assert printed(page) == 1

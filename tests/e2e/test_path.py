"""The next session is prepared on a phone, and goes on one sheet of paper."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import check_sizes
from tests.e2e.test_print import printed

pytestmark = pytest.mark.browser
PREPARE = "main a[href*='/path/plan']"


def path_of(page):
    """Where the path of whom one sees next is: home leads to the plan, or to the path itself."""
    page.goto("/")
    leads = page.locator(f"{PREPARE}, main a[href$='/path']").first
    return leads.get_attribute("href").removesuffix("/plan")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mentor_prepares_the_next_session_on_a_phone(visit, scripts):
    with visit("mentor", scripts=scripts) as page:
        page.goto(path_of(page))
        expect(page.locator("section[aria-labelledby=next] > div > ol > li")).to_have_count(5)
        page.click("main .btn.main")
        expect(page.locator("section[aria-labelledby=together] li")).to_have_count(3)
        expect(page.locator("section[aria-labelledby=open] li").first).to_be_visible()
        likeliest = page.locator("h1").inner_text()
        page.locator("section[aria-labelledby=others] a").first.click()
        assert page.locator("h1").inner_text() != likeliest


@pytest.mark.parametrize("place", ["presence-2", "purpose-2", "conversing-3", "care-3"])
def test_the_longest_plans_are_one_page_each(visit, place):
    with visit("mentor", language="fr", width=1280) as page:
        page.goto("/")
        page.goto(page.locator(PREPARE).first.get_attribute("href") + f"/{place}")
        assert page.locator("section[aria-labelledby=open] li").count() > 0
        assert printed(page) == 1
        page.goto(f"/framework/guides/{place}")
        assert printed(page) == 1


def test_path_plan_and_guide_are_accessible_on_both_sides(visit):
    problems = []
    for role in ("mentor", "mentee"):
        with visit(role) as page:
            path = path_of(page)
            for there in (path, f"{path}/plan", f"{path}/plan/care-3", "/framework/guides/care-3"):
                page.goto(there)
                problems += check_sizes(page)
    assert problems == []

"""What each role comes for, in both languages, on a phone and a wide screen, page by page.

Each page is kept as a picture; axe looks at two of the four ways, for each look takes seconds.
"""

import pytest

from tests.e2e.conftest import picture
from tests.e2e.test_accessibility import VARIANTS, check

pytestmark = pytest.mark.browser


def mentor(page, look):
    """Log a session, hand over its code; then see how that mentee stands and prepare the next."""
    look("home")
    follow(page, "a[href*='/sessions/new']")
    page.locator("form#log label:has(input[value=alone]):visible").first.click()
    look("log")
    page.locator("form#log button[type=submit]").last.click()
    page.wait_for_url("**/saved")
    look("saved")
    page.goto("/")
    follow(page, "main a[href$='/path/plan']")
    look("plan")


def mentee(page, look):
    """Read where one stands and what HR sees of it; practise."""
    look("home")
    page.goto("/me")
    look("report")
    page.goto("/me/what-hr-sees")
    look("what-hr-sees")
    page.goto("/")
    follow(page, "main a[href$='/drills']")
    follow(page, "main a[href*='/drills/']")
    look("drill")


def hr(page, look):
    """From the programme's figures to one person's, and to what stands behind them."""
    look("home")
    page.goto("/reports")
    look("cohort")
    follow(page, "main table a[href*='/reports/mentees/']")
    look("person")
    follow(page, "main a[href*='/trace']")
    look("trace")


def coordinator(page, look):
    """Who needs somebody today; a new pair."""
    look("home")
    page.goto("/pairings")
    look("pairings")
    page.goto("/pairings/new")
    look("propose")
    page.goto("/framework/drafts")
    look("drafts")


def admin(page, look):
    """Who can sign in, and who has what role."""
    look("home")
    page.goto("/admin")
    look("accounts")
    follow(page, "main a[href*='/admin/accounts/']")
    look("account")
    page.goto("/people?q=ha")
    look("people")


def follow(page, selector):
    """Go where the first link of that kind that is shown leads."""
    with page.expect_navigation():
        page.locator(f"{selector}:visible").first.click()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("journey", [mentor, mentee, hr, coordinator, admin])
def test_a_role_finds_what_it_comes_for(visit, journey, language, width):
    problems = []
    # The first mentor's milestones are counted by test_journeys: these are of the second.
    nth = 1 if journey is mentor else 0
    with visit(journey.__name__, nth=nth, language=language, width=width) as page:

        def look(name):
            picture(page, f"{journey.__name__}-{language}-{width}-{name}")
            assert page.get_attribute("html", "lang") == language
            if (language, width) in VARIANTS:
                problems.extend(check(page, f"{journey.__name__}: {name}"))

        page.goto("/")
        journey(page, look)
    assert problems == []

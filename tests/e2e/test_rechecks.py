"""A milestone grows old, is shown again on a phone with two taps, confirmed, and is fresh."""

from datetime import timedelta

import pytest

from squad.kernel.clock import clock
from tests.e2e.conftest import picture
from tests.e2e.installation import installed, two_of
from tests.e2e.test_accessibility import check_sizes

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(browser, tmp_path):
    """Pages of the mentor and the mentee by name; one milestone of theirs is to refresh."""

    def world(make):
        ago = lambda days: clock.today("Europe/Paris") - timedelta(days=days)  # noqa: E731
        pairing = make.pairing(since=ago(200))
        make.said(pairing, "purpose-1a", on=ago(190), confirmed_on=ago(189))
        make.said(pairing, "listening-1a", on=ago(170), confirmed_on=ago(169))
        return two_of(make, pairing), pairing.id

    with installed(browser, tmp_path, world) as found:
        yield found[0]


def test_a_milestone_is_refreshed_by_the_two(pages):
    with pages("mentor", scripts=False) as page:
        page.goto("/")
        assert "1 milestone to refresh, 1 more within 30 days" in page.inner_text("main")
        page.get_by_role("link", name="Show again").click()
        first = page.locator("#purpose-1a")
        assert first.locator("input[name=autonomy]:checked").count() == 0
        picture(page, "re-check")
        first.get_by_label("Alone").check(force=True)
        first.get_by_role("button", name="Save").click()
        assert "it awaits an answer" in page.locator("#purpose-1a").inner_text()
        assert "to refresh" in page.locator("#purpose-1a").inner_text()
    with pages("mentee") as page:
        page.goto("/")
        page.get_by_role("link", name="Show again").click()
        assert check_sizes(page) == []
        page.locator("#purpose-1a").get_by_role("button", name="Confirm").click()
        page.wait_for_load_state()
        assert page.locator("#purpose-1a").count() == 0
        page.goto("/")
        said = page.inner_text("main")
        assert "1 milestone to refresh within 30 days" in said

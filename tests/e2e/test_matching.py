"""A coordinator goes from an empty programme to proposals, with the people of the demo."""

import pytest

from squad.resources import SEED_DATA
from tests.e2e.conftest import picture
from tests.e2e.test_accessibility import check

pytestmark = pytest.mark.browser
ROSTER = SEED_DATA / "demo" / "roster.csv"
MOST_ACTS = 20
"""Clicks and choices. Half a minute each, all that is read between them, is ten minutes."""


class Hand:
    """Counts what a person does."""

    def __init__(self, page):
        self.page, self.acts = page, 0

    def click(self, name, role="link"):
        self.acts += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def choose(self, label, value):
        self.acts += 1
        self.page.get_by_label(label, exact=True).select_option(value)

    def tick(self, label):
        self.acts += 1
        self.page.get_by_label(label, exact=True).check()

    def see(self, name):
        """What axe finds on the open page, on a phone; and a picture."""
        self.page.set_viewport_size({"width": 360, "height": 780})
        picture(self.page, f"matching-{name}")
        return check(self.page, self.page.url)


def test_from_an_empty_programme_to_proposals(fresh):
    problems = []
    with fresh.page("coordinator") as page:
        hand = Hand(page)
        page.goto("/people/import")
        page.set_input_files("input[type=file]", ROSTER)
        page.locator("main form button[type=submit]").last.click()
        page.locator("form[action$='/confirm'] button[type=submit]").last.click()
        page.wait_for_url("**/done")
        page.goto("/")
        hand.click("Match people")
        hand.click("Add mentors")
        hand.choose("Level", "Équipe")
        hand.click("Find", "button")
        hand.click("Add all 13 found", "button")
        hand.click("Add mentees")
        for level, number in (("Comité exécutif", 10), ("Direction", 21)):
            hand.choose("Level", level)
            hand.click("Find", "button")
            hand.click(f"Add all {number} found", "button")
            if level != "Direction":
                hand.click("Add mentees")
        hand.click("Make a draft", "button")
        drafted = page.inner_text("h1")
        problems += hand.see("draft")
        hand.click("Publish as proposals")
        problems += hand.see("publish")
        hand.tick("I have read these notices, and propose these pairs all the same")
        hand.click("Propose them", "button")
        assert "26 pairings are proposed." in page.inner_text("body")
        assert drafted == "26 pairs in the draft."
        assert hand.acts <= MOST_ACTS, hand.acts

        programme = page.url
        page.get_by_role("link", name="Find a mentor").first.click()
        problems += hand.see("by-hand")
        for path in ("/people", "/left-over"):
            page.goto(programme + path)
            problems += hand.see(path.strip("/"))
        page.goto(f"{programme}/people")
        page.locator("main table a").first.click()
        problems += hand.see("answers")
    assert problems == []

"""Two people say where the mentee stands, each on a phone, blind to the other; then the reveal."""

from datetime import timedelta

import pytest

from squad.kernel.clock import clock
from tests.e2e.conftest import picture
from tests.e2e.installation import installed, two_of
from tests.e2e.test_accessibility import check_sizes

pytestmark = pytest.mark.browser


@pytest.fixture
def pair(browser, tmp_path):
    """(pages of the mentor and the mentee by name, the pairing's id), half-way."""

    def world(make):
        pairing = make.pairing()
        for days in (20, 10, 0):
            on = clock.today("Europe/Paris") - timedelta(days=days)
            make.coaching_session(pairing, on=on, stated=["listening-1a"] if days == 10 else ())
        return two_of(make, pairing), pairing.id

    with installed(browser, tmp_path, world) as found:
        yield found


def say(page, words, *, onwards="**/ratings", **levels):
    """From home through the form, as anybody does."""
    page.goto("/")
    page.get_by_role("link", name="Say it, area by area").click()
    for area, level in levels.items():
        page.check(f"input[name=level_{area}][value='{level}']", force=True)
    page.fill("input[name=words_listening]", words)
    page.get_by_role("button", name="Save my answer").click()
    page.wait_for_url(onwards)


def test_two_people_say_it_blind_and_then_both_read_both(pair):
    page_of, one = pair
    with page_of("mentor", scripts=False) as page:
        say(page, "She listens well", purpose=1, listening=1)
        assert "She listens well" in page.inner_text("main")
        assert "Until both of you read it" in page.inner_text("body")
    with page_of("mentee") as page:
        page.goto(f"/pairings/{one}/ratings")
        assert "She listens well" not in page.content()
        assert "not open yet" in page.inner_text("main")
        page.goto(f"/pairings/{one}/ratings/half")
        assert check_sizes(page) == []
        picture(page, "ratings-form")
        page.set_viewport_size({"width": 360, "height": 780})
        say(page, "I have begun to read", onwards="**/brought/half", purpose=0, listening=2)
        page.goto(f"/pairings/{one}/ratings")
        text = page.inner_text("main")
        assert "She listens well" in text
        assert "I have begun to read" in text
        assert "For your next session" in text
        assert check_sizes(page) == []
        picture(page, "ratings")
    with page_of("mentor") as page:
        page.goto(f"/pairings/{one}/ratings")
        assert "I have begun to read" in page.inner_text("main")
        assert page.pdf(prefer_css_page_size=True, print_background=True)
        page.goto("/")
        assert page.get_by_role("link", name="Say it, area by area").count() == 0

"""A second pair of eyes: offered on a phone, given by another mentor, read by the pair."""

import pytest
from sqlalchemy import select

from squad.coaching.models import Observation
from squad.db.session import session
from squad.programmes.models import Programme
from tests.e2e.conftest import picture
from tests.e2e.installation import installed, two_of
from tests.e2e.test_accessibility import check_sizes

pytestmark = pytest.mark.browser
CODE = "listening-1a"


@pytest.fixture
def three(browser, tmp_path):
    """(pages of mentor, mentee and the other mentor by name, the pairing's id)."""

    def world(make):
        pairing = make.pairing()
        programme = session.get_one(Programme, pairing.programme_id)
        hugo = make.person("Hugo Perrin")
        make.pairing(programme, hugo, make.person("Anna Other"))
        make.coaching_session(pairing, stated=[CODE])
        make.answers(pairing, session.scalar(select(Observation.id)))
        return two_of(make, pairing) | {"hugo": hugo}, pairing.id

    with installed(browser, tmp_path, world) as found:
        yield found


def test_a_mentee_offers_another_mentor_looks_and_the_pair_reads(three):
    page_of, one = three
    with page_of("mentee") as page:
        page.goto(f"/pairings/{one}/milestones/{CODE}")
        page.get_by_role("link", name="Offer a look").click()
        assert check_sizes(page) == []
        page.set_viewport_size({"width": 360, "height": 780})
        picture(page, "second-look-offer")
        page.select_option("select[name=asked]", label="Hugo Perrin, Sales")
        page.fill("input[name=place]", "My list, Tuesday's thread")
        page.get_by_role("button", name="Offer it").click()
        page.wait_for_url(f"**/milestones/{CODE}#second-looks")
        assert "Hugo Perrin is asked to look" in page.inner_text("main")
    with page_of("hugo", scripts=False) as page:
        page.goto("/")
        page.get_by_role("link", name="See what it is about").click()
        text = page.inner_text("main")
        assert "My list, Tuesday's thread" in text
        assert "Two customers" not in text, "the sign of success was not shared"
        picture(page, "second-look")
        page.check("input[name=verdict][value=together]", force=True)
        page.fill("input[name=words]", "A colleague read along")
        page.get_by_role("button", name="Say what I saw").click()
        assert "A colleague read along" in page.inner_text("main")
        assert "Tuesday" not in page.inner_text("main")
    with page_of("hugo") as page:
        page.goto("/second-looks")
        assert check_sizes(page) == []
        page.locator("main .rows a").click()
        assert check_sizes(page) == []
    for who in ("mentor", "mentee"):
        with page_of(who) as page:
            page.goto(f"/pairings/{one}/milestones/{CODE}")
            text = page.inner_text("main")
            assert "Hugo Perrin saw it done with help" in text
            assert "something to talk over when you meet" in text
            assert "held" in text
            assert check_sizes(page) == []
            picture(page, "second-look-read")

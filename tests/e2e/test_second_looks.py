"""A second pair of eyes: offered on a phone, given by another mentor, read by the pair."""

from contextlib import contextmanager

import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from squad.app import create_app
from squad.coaching.models import Observation
from squad.db.session import session
from squad.extensions import db
from squad.programmes.models import Programme
from tests.conftest import make_settings
from tests.e2e.conftest import picture
from tests.e2e.test_accessibility import check_sizes
from tests.factories import Make
from tests.factories.accounts import cookie_of
from tests.support.real_server import serving

pytestmark = pytest.mark.browser
CODE = "listening-1a"


@pytest.fixture
def three(browser, tmp_path):
    """(pages of mentor, mentee and the other mentor by name, the pairing's id)."""
    settings = make_settings(f"sqlite:///{tmp_path / 'squad.sqlite3'}", tmp_path)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        make = Make()
        pairing = make.pairing()
        programme = session.get_one(Programme, pairing.programme_id)
        hugo = make.person("Hugo Perrin")
        make.pairing(programme, hugo, make.person("Anna Other"))
        make.coaching_session(pairing, stated=[CODE])
        make.answers(pairing, session.scalar(select(Observation.id)))
        one = pairing.id
        people = {
            "mentor": make.mentor_of(pairing),
            "mentee": make.mentee_of(pairing),
            "hugo": hugo,
        }
        cookies = {who: cookie_of(app, person) for who, person in people.items()}
        session.remove()
        db.engine.dispose()
    with serving(settings) as url:

        @contextmanager
        def page_of(who, *, scripts=True):
            context = browser.new_context(
                base_url=url, locale="en-GB", java_script_enabled=scripts,
                viewport={"width": 360, "height": 780},
            )  # fmt: skip
            name, value = cookies[who]
            context.add_cookies([{"name": name, "value": value, "url": url}])
            yield context.new_page()
            context.close()

        yield page_of, one


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

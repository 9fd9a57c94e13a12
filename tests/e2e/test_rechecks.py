"""A milestone grows old, is shown again on a phone with two taps, confirmed, and is fresh."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask_migrate import upgrade

from squad.app import create_app
from squad.db.session import session
from squad.extensions import db
from squad.kernel.clock import clock
from tests.conftest import make_settings
from tests.e2e.conftest import picture
from tests.e2e.test_accessibility import check_sizes
from tests.factories import Make
from tests.factories.accounts import cookie_of
from tests.factories.reports import MakeReports
from tests.support.real_server import serving

pytestmark = pytest.mark.browser


class MakeAll(Make, MakeReports):
    pass


@pytest.fixture
def pages(browser, tmp_path):
    """Pages of the mentor and the mentee by name; one milestone of theirs is to refresh."""
    settings = make_settings(f"sqlite:///{tmp_path / 'squad.sqlite3'}", tmp_path)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        make = MakeAll()
        ago = lambda days: clock.today("Europe/Paris") - timedelta(days=days)  # noqa: E731
        pairing = make.pairing(since=ago(200))
        make.said(pairing, "purpose-1a", on=ago(190), confirmed_on=ago(189))
        make.said(pairing, "listening-1a", on=ago(170), confirmed_on=ago(169))
        cookies = {
            "mentor": cookie_of(app, make.mentor_of(pairing)),
            "mentee": cookie_of(app, make.mentee_of(pairing)),
        }
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

        yield page_of


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

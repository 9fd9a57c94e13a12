"""A running programme moves to another version: mapped, looked at, moved; the past stays."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask_migrate import upgrade

from squad.app import create_app
from squad.db.session import session
from squad.extensions import db
from squad.kernel.clock import clock
from squad.programmes.models import Programme
from tests.conftest import make_settings
from tests.e2e.conftest import picture
from tests.e2e.test_accessibility import check_sizes
from tests.factories import Make
from tests.factories.accounts import cookie_of
from tests.factories.reports import MakeReports
from tests.support.frameworks import newer_version
from tests.support.real_server import serving

pytestmark = pytest.mark.browser


class MakeAll(Make, MakeReports):
    pass


@pytest.fixture
def running(browser, tmp_path):
    """(pages by name, the programme's id, the mentee's id, a day before today)."""
    settings = make_settings(f"sqlite:///{tmp_path / 'squad.sqlite3'}", tmp_path)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        make = MakeAll()
        past = clock.today("Europe/Paris") - timedelta(days=20)
        pairing = make.pairing()
        make.sitting(pairing, past)
        make.said(pairing, "purpose-1a", "purpose-1b", on=past, confirmed_on=past)
        programme = session.get_one(Programme, pairing.programme_id)
        newer_version(programme.framework_version_id)
        people = {"mentee": make.mentee_of(pairing), "coordinator": make.coordinator(programme)}
        cookies = {who: cookie_of(app, person) for who, person in people.items()}
        ids = programme.id, pairing.mentee_id
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

        yield page_of, *ids, past + timedelta(days=5)


def test_a_running_programme_is_moved_and_its_past_stays(running):
    page_of, programme_id, mentee_id, day = running
    past = f"/reports/mentees/{mentee_id}?as_of={day}"
    with page_of("coordinator") as page:
        page.goto(past)
        before = page.inner_text("main")
        page.goto(f"/programmes/{programme_id}")
        page.get_by_role("link", name="Move to another version").click()
        picture(page, "moving-choose")
        page.get_by_role("link", name="Compare and map").click()
        page.get_by_label("purpose-1a becomes").select_option("purpose-1z")
        assert check_sizes(page) == []
        picture(page, "moving-map")
        page.get_by_role("button", name="See what each mentee keeps").click()
        assert "purpose-1z" in page.inner_text("main")
        assert check_sizes(page) == []
        picture(page, "moving-preview")
        page.get_by_role("button", name="Move the programme").click()
        assert "counts by this version" in page.inner_text("main")
        page.goto(past)
        assert page.inner_text("main") == before
    with page_of("mentee", scripts=False) as page:
        page.goto("/me")
        assert "to version 2099.1" in page.inner_text("main")
        picture(page, "moving-me")

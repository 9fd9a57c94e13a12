"""On a phone: a milestone is stated with a photograph; the other one opens it and confirms."""

import io
from contextlib import contextmanager

import pytest
from flask_migrate import upgrade
from PIL import Image

from squad.app import create_app
from squad.db.session import session
from squad.extensions import db
from tests.conftest import make_settings
from tests.e2e.conftest import picture
from tests.e2e.test_accessibility import check, check_sizes
from tests.factories import Make
from tests.factories.accounts import cookie_of
from tests.support.pictures import PLACE, photograph
from tests.support.real_server import serving

pytestmark = pytest.mark.browser

CODE = "presence-1b"


@pytest.fixture
def pair(browser, tmp_path):
    """(pages of the mentor and the mentee by name, the pairing's id)"""
    settings = make_settings(f"sqlite:///{tmp_path / 'squad.sqlite3'}", tmp_path)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        make = Make()
        pairing = make.pairing()
        one = pairing.id
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

        yield page_of, one


def fill(page, one, file):
    page.goto(f"/pairings/{one}/milestones/{CODE}")
    page.check("input[name=autonomy][value=alone]", force=True)
    page.check("input[name=evidence][value=checked]", force=True)
    page.fill("textarea[name=words]", "She covered the names")
    page.get_by_text("Back it with a file or a link").click()
    page.set_input_files("input[name=file]", file)
    page.get_by_role("button", name="State it").click()


def test_a_photograph_is_stated_opened_and_confirmed(pair):
    page_of, one = pair
    sent = photograph(orientation=6, size=(4000, 3000))
    file = {"name": "IMG_2041.JPG", "mimeType": "image/jpeg", "buffer": sent}
    with page_of("mentor", scripts=False) as page:
        fill(page, one, file)
        page.get_by_text("is asked whether it is right").wait_for()
        assert "With a picture" in page.inner_text("main")
    with page_of("mentee") as page:
        page.goto(f"/pairings/{one}/milestones/{CODE}")
        assert check(page, "a backed statement") == []
        assert check_sizes(page) == []
        picture(page, "backed-statement")
        with page.expect_download() as saved:
            page.get_by_role("link", name="save and open it").click()
        assert saved.value.suggested_filename.startswith(CODE)
        kept = saved.value.path().read_bytes()
        image = Image.open(io.BytesIO(kept))
        assert image.height > image.width
        assert PLACE not in kept
        page.get_by_role("button", name="Confirm").click()
        page.get_by_text("Confirmed.").wait_for()
    with page_of("mentor") as page:
        page.goto(f"/pairings/{one}/milestones/{CODE}")
        page.get_by_role("link", name="Add a file or a link").click()
        assert check(page, "adding") == []
        assert check_sizes(page) == []
        page.go_back()
        page.get_by_role("link", name="Remove the picture").click()
        assert check(page, "removing") == []
        page.get_by_role("button", name="Remove the picture").click()
        assert "A picture was here until" in page.inner_text("main")


def test_a_file_of_sixty_megabytes_is_refused_with_what_was_typed(pair, tmp_path):
    page_of, one = pair
    large = tmp_path / "film.jpg"
    large.write_bytes(b"\xff\xd8\xff" + bytes(60_000_000))
    with page_of("mentor", scripts=False) as page:
        fill(page, one, str(large))
        page.get_by_text("larger than 10 MB").first.wait_for()
        assert page.input_value("textarea[name=words]") == "She covered the names"

"""On a phone: a milestone is stated with a photograph; the other one opens it and confirms."""

import io

import pytest
from PIL import Image

from tests.e2e.conftest import picture
from tests.e2e.installation import installed, two_of
from tests.e2e.test_accessibility import check, check_sizes
from tests.support.pictures import PLACE, photograph

pytestmark = pytest.mark.browser

CODE = "presence-1b"


@pytest.fixture
def pair(browser, tmp_path):
    """(pages of the mentor and the mentee by name, the pairing's id)"""

    def world(make):
        pairing = make.pairing()
        return two_of(make, pairing), pairing.id

    with installed(browser, tmp_path, world) as found:
        yield found


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

"""A first visit: three sentences, one button, and they never come back; without JavaScript."""

import pytest

from tests.e2e.conftest import picture
from tests.e2e.test_accessibility import check

pytestmark = pytest.mark.browser

HEAD = "Before you begin"
# The personas of the story who are new.
NEW = [("mentor", 2, 360), ("mentee", 1, 360), ("hr", 1, 1280)]


@pytest.mark.parametrize(("role", "nth", "width"), NEW)
def test_they_are_read_once_and_stay_in_the_help(visit, role, nth, width):
    with visit(role, nth=nth, width=width) as page:
        page.get_by_role("heading", name=HEAD).wait_for()
        assert check(page, f"/ of {role}") == []
        picture(page, f"first-words-{role}-{width}")
    with visit(role, nth=nth, width=width, scripts=False) as page:
        begins = page.get_by_text("To begin:").inner_text()
        page.get_by_role("button", name="Got it").click()
        page.wait_for_url("**/")
        assert page.get_by_role("heading", name=HEAD).count() == 0
        page.goto("/help")
        assert begins in page.inner_text("main")
        page.goto("/")
        assert page.get_by_role("heading", name=HEAD).count() == 0

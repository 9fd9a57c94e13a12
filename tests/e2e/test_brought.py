"""A mentee says on a phone what it brought, shares one sentence, and takes it back with a tap."""

from tests.e2e.conftest import picture
from tests.e2e.test_accessibility import check_sizes
from tests.e2e.test_ratings import pair, pytestmark, say

__all__ = ["pair", "pytestmark"]

WORDS = "They now answer each other"


def test_what_it_brought_is_said_shared_and_taken_back(pair):
    page_of, one = pair
    with page_of("mentee", scripts=False) as page:
        say(page, "I have begun to read", onwards="**/brought/half", purpose=0)
        page.check("input[value=partly]", force=True)
        page.fill("input[name^=value_]", "one in three")
        page.fill("input[name^=words_]", WORDS)
        page.check("input[name^=shared_]", force=True)
        page.get_by_role("button", name="Save my answer").click()
        page.wait_for_url("**/brought")
        assert "Shared: HR and the coordinator read" in page.inner_text("main")
        page.goto("/me/what-hr-sees")
        assert WORDS in page.text_content("main")
        page.goto(f"/pairings/{one}/brought")
        page.get_by_role("button", name="Take it back from HR").click()
        page.wait_for_url("**/brought")
        page.goto("/me/what-hr-sees")
        assert WORDS not in page.text_content("main")
    with page_of("mentee") as page:
        page.goto(f"/pairings/{one}/brought/half")
        assert check_sizes(page) == []
        picture(page, "brought-form")
        page.goto(f"/pairings/{one}/brought")
        assert check_sizes(page) == []
    with page_of("mentor") as page:
        page.goto(f"/pairings/{one}/brought")
        assert WORDS in page.inner_text("main")
        assert page.get_by_role("button", name="Share it with HR").count() == 0

"""After the end: ninety days on, what was held is shown again; then the programme is archived."""

from datetime import timedelta

import pytest

from squad.kernel.clock import clock
from tests.e2e.conftest import picture
from tests.e2e.installation import installed, two_of
from tests.e2e.test_accessibility import check_sizes

pytestmark = pytest.mark.browser


@pytest.fixture
def over(browser, tmp_path):
    """(pages by name, the id of a programme that can be archived); the check is open."""

    def world(make):
        ago = lambda days: clock.today("Europe/Paris") - timedelta(days=days)  # noqa: E731
        ended = {"state": "completed", "since": ago(240)}
        pairing = make.pairing(ended_on=ago(95), **ended)
        make.sitting(pairing, ago(150))
        make.said(pairing, "purpose-1a", "listening-1a", on=ago(150), confirmed_on=ago(149))
        programme = make.programme(starts_on=ago(300))
        make.pairing(programme, make.person(), make.person(), ended_on=ago(130), **ended)
        coordinator = make.coordinator(programme)
        return two_of(make, pairing) | {"coordinator": coordinator}, programme.id

    with installed(browser, tmp_path, world) as found:
        yield found


def test_what_was_held_is_shown_again_and_the_rest_is_said_apart(over):
    page_of, _ = over
    with page_of("mentee", scripts=False) as page:
        page.goto("/")
        page.get_by_role("link", name="Look at it, in ten minutes").click()
        first, second = page.locator("#purpose-1a"), page.locator("#listening-1a")
        first.get_by_label("Alone").check(force=True)
        first.get_by_role("button", name="Save").click()
        assert "it awaits an answer" in first.inner_text()
        second.get_by_role("button", name="No longer").click()
        assert "You say: no longer." in second.inner_text()
        assert "0 of 2 shown again" in page.inner_text("main")
        picture(page, "ninety-days-on")
    with page_of("mentor") as page:
        page.goto("/")
        page.get_by_role("link", name="Look at it, in ten minutes").click()
        assert check_sizes(page) == []
        page.locator("#purpose-1a").get_by_role("button", name="Confirm").click()
        page.wait_for_load_state()
        assert "1 of 2 shown again and confirmed." in page.inner_text("main")
    with page_of("mentee") as page:
        page.goto("/me")
        assert "Checked again after 90 days: 1 of 2 held" in page.inner_text("main")
        page.goto("/")
        page.get_by_role("link", name="Look at it, in ten minutes").click()
        page.get_by_role("button", name="Let HR read how many").click()
        page.wait_for_load_state()
        assert "HR reads: 1 no longer done." in page.inner_text("main")
        assert check_sizes(page) == []


def test_a_programme_is_archived_and_opened_again(over):
    page_of, programme = over
    with page_of("coordinator", scripts=False) as page:
        page.goto(f"/programmes/{programme}")
        page.get_by_role("link", name="Archive the programme").click()
        picture(page, "archive")
        page.get_by_role("button", name="Archive it").click()
        assert "Archived on" in page.inner_text("main")
    with page_of("coordinator") as page:
        page.goto(f"/programmes/{programme}/archive")
        assert check_sizes(page) == []
        page.goto(f"/programmes/{programme}")
        assert check_sizes(page) == []
        page.get_by_role("button", name="Open it again").click()
        page.wait_for_load_state()
        assert "It can be archived" in page.inner_text("main")

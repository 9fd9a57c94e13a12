"""What decides whether mentors use it: few taps, on a phone, in both languages, to HR's page."""

import pytest

pytestmark = pytest.mark.browser

WORDS = {
    "en": {"log": "Log the session", "save": "Save the session", "alone": "Alone",
           "more": "Next steps, links, preparation", "saved": "Saved", "confirm": "Confirm"},
    "fr": {"log": "Enregistrer la séance", "save": "Enregistrer la séance", "alone": "En autonomie",
           "more": "Prochaines étapes, liens, préparation", "saved": "Enregistré",
           "confirm": "Confirmer"},
}  # fmt: skip


class Thumb:
    """Counts what a person does."""

    def __init__(self, page):
        self.page, self.taps, self.typed = page, 0, 0

    def tap(self, locator):
        self.taps += 1
        locator.scroll_into_view_if_needed()
        locator.tap()

    def type(self, locator, text):
        self.typed += 1
        locator.fill(text)


def speak(page, language):
    """Choose one's own language in the settings, as anybody can."""
    page.goto("/settings")
    page.check(f"input[name=language][value={language}]", force=True)
    page.locator("main form:has(input[name=language]) button[type=submit]").click()
    page.wait_for_load_state()
    page.goto("/")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_three_facts_in_four_taps_and_no_typing(visit, language):
    words = WORDS[language]
    with visit("mentor", nth=0, language=language) as page:
        speak(page, language)
        thumb = Thumb(page)
        thumb.tap(page.get_by_role("link", name=words["log"]).first)
        thumb.tap(page.get_by_role("button", name=words["save"]))
        page.wait_for_url("**/saved")
        assert words["saved"] in page.inner_text("h1")
        assert thumb.taps <= 4
        assert thumb.typed == 0


def test_back_and_save_again_leads_to_what_was_saved(visit):
    with visit("mentor", nth=0) as page:
        page.goto("/")
        page.locator("a[href*='/sessions/new']").first.tap()
        page.locator("form#log button[type=submit]").last.tap()
        page.wait_for_url("**/saved")
        first = page.url
        page.go_back()
        page.locator("form#log button[type=submit]").last.tap()
        page.wait_for_url("**/saved")
        assert page.url == first


@pytest.mark.parametrize("language", ["en", "fr"])
def test_two_milestones_and_a_step_in_twelve_taps_and_one_line(visit, demo, language):
    words = WORDS[language]
    with visit("mentor", nth=0, language=language) as page:
        speak(page, language)
        thumb = Thumb(page)
        thumb.tap(page.get_by_role("link", name=words["log"]).first)
        mentee = page.inner_text("h1")
        for n in range(2):
            offered = page.locator("form#log label:has(input[value=alone])").filter(visible=True)
            thumb.tap(offered.nth(n))
        thumb.tap(page.get_by_text(words["more"]))
        thumb.type(page.locator("input[name='steps-0-words']"), "Three claims to bring")
        thumb.tap(page.get_by_role("button", name=words["save"]))
        page.wait_for_url("**/saved")
        assert thumb.taps <= 12
        assert thumb.typed == 1
        assert mentee


def test_the_mentee_says_yes_and_human_resources_read_it(visit):
    with visit("mentee") as page:
        page.goto("/me")
        answers = page.get_by_role("button", name="Confirm").or_(
            page.get_by_role("button", name="Confirmer")
        )
        before = answers.count()
        assert before >= 2
        held = page.locator("main .lead").inner_text()
        with page.expect_navigation():
            answers.first.tap()
        page.goto("/me")
        assert page.locator("main .lead").inner_text() != held
        assert answers.count() == before - 1
    with visit("hr", width=1280) as page:
        page.goto("/reports")
        row = page.locator("tr", has_text="Fontaine, Claire")
        assert row.count() == 1
        assert "13" in row.inner_text()


def test_a_code_is_still_there_once_one_has_come_in_as_somebody(visit):
    with visit(None) as page:
        page.goto("/c/749497")
        page.click("button.persona >> nth=1")
        page.wait_for_url("**/c/749497")
        page.noise.clear()  # nobody was given that code: its page is a 422


def test_without_scripts_it_works_as_well(visit):
    with visit("mentor", nth=1, scripts=False) as page:
        page.goto("/")
        page.locator("a[href*='/sessions/new']").first.click()
        page.locator("form#log button[type=submit]").last.click()
        page.wait_for_url("**/saved")
        assert page.locator("h1").count() == 1

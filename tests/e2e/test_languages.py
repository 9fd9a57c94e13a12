"""In a browser: each of the three languages, from the sign-in page on, and changed in settings."""

import re

import pytest

from tests.e2e.test_accessibility import check_sizes

pytestmark = pytest.mark.browser

LANGUAGES = {
    "en": ("English", "Agreement"),
    "fr": ("Français", "Charte"),
    "fr-CA": ("Français (Canada)", "Entente"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_reads_in_the_language_chosen_at_sign_in(visit, demo, language):
    asked = next(other for other in LANGUAGES if other != language)
    name, agreement = LANGUAGES[language]
    with visit(language=asked) as page:
        page.goto("/sign-in")
        page.get_by_role("link", name=name, exact=True).click()
        assert page.get_attribute("html", "lang") == language
        assert check_sizes(page) == []
        page.click(f"button[name=email][value='{demo.persona('mentee')['email']}']")
        page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
        page.goto("/glossary")
        assert page.get_attribute("html", "lang") == language
        assert page.locator("#agreement strong").inner_text() == agreement
        assert check_sizes(page) == []


@pytest.mark.parametrize(("language", "sign"), [("fr", "pas\u202f?"), ("fr-CA", "pas?")])
def test_the_browsers_own_french_is_honoured(visit, language, sign):
    """And each country's signs stand in the text."""
    with visit("mentee", language=language) as page:
        page.goto("/help")
        assert page.get_attribute("html", "lang") == language
        text = page.locator("main").text_content()
        assert sign in text
        assert ("\u202f" in text) == (language == "fr")


def test_settings_change_it_at_once(visit):
    with visit("coordinator") as page:
        page.goto("/settings")
        page.check("input[name=language][value=fr-CA]", force=True)
        page.click("main form[action='/settings'] button")
        page.wait_for_load_state()
        assert page.get_attribute("html", "lang") == "fr-CA"
        assert page.locator("h1").inner_text() == "Mes réglages"
        page.check("input[name=language][value=fr]", force=True)  # as the story has it
        page.click("main form[action='/settings'] button")
        page.wait_for_load_state()
        assert page.get_attribute("html", "lang") == "fr"

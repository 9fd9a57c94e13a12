"""Three languages to read in: asked of the browser, chosen by a link, kept in one's settings."""

from datetime import date

import pytest
from sqlalchemy import select

from squad.db.session import session
from squad.files.messages import in_french
from squad.kernel.languages import READ_IN
from squad.people.models import Person
from squad.web.formats import format_count, format_day, format_day_short
from tests.support.page import Visitor

WORDS = "What is this; really? « yes » : l'un"


def lang_of(page):
    return page.tree.get("lang")


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("fr-CA,fr;q=0.9", "fr-CA"), ("fr-BE,fr-CA;q=0.5", "fr"), ("fr", "fr"),
        ("en-CA,fr-CA;q=0.8", "en"), ("de,fr-CA;q=0.3", "fr-CA"), ("de", "en"),
    ],
)  # fmt: skip
def test_the_browser_is_asked(app, asked, language):
    page = Visitor(app, asked).get("accounts.sign_in")
    assert lang_of(page) == language


@pytest.mark.parametrize("language", READ_IN)
def test_the_sign_in_page_offers_the_others_and_keeps_the_choice(app, language):
    visitor = Visitor(app, "de")
    page = visitor.get("accounts.sign_in", lang=language)
    assert lang_of(page) == language
    others = [name for code, name in READ_IN.items() if code != language]
    assert [name for name in page.links() if name in READ_IN.values()] == others
    assert lang_of(visitor.get("accounts.sign_in")) == language


def test_a_person_chooses_french_of_canada(make, visitor_of):
    person = make.person()
    page = visitor_of(person).get("accounts.edit_settings")
    done = page.submit("/settings", language="fr-CA", time_zone="America/Toronto", status=303)
    session.expire_all()
    assert session.scalar(select(Person.language).where(Person.id == person.id)) == "fr-CA"
    after = done.visitor.follow(done)
    assert (lang_of(after), after.h1) == ("fr-CA", "Mes réglages")
    assert "Enregistré." in after.text


@pytest.mark.parametrize(
    ("language", "agreement"), [("en", "Agreement"), ("fr", "Charte"), ("fr-CA", "Entente")]
)
def test_each_reads_its_own_words_and_signs(make, visitor_of, language, agreement):
    make.programme()
    visitor = visitor_of(make.person(language=language))
    glossary = visitor.get("framework.show_glossary")
    assert lang_of(glossary) == language
    assert f"<strong>{agreement}</strong>" in glossary.html
    for page in (glossary, visitor.get("framework.show_framework")):
        assert ("\u202f;" in page.html) == (language == "fr")
        assert ("\u00a0:" in page.html) == (language != "en")


def test_days_and_numbers_follow(app):
    with app.test_request_context(headers={"Accept-Language": "fr-CA"}):
        assert format_day(date(2026, 12, 1)) == "1er\u00a0décembre 2026"
        assert format_day_short(date(2026, 7, 9)) == "9\u00a0juill."
        assert format_count(1234) == "1\u00a0234"
        assert in_french()  # files for a spreadsheet have semicolons


@pytest.mark.parametrize("language", READ_IN)
def test_what_people_typed_is_never_set(make, visitor_of, language):
    """Signs of a sentence are ours to set; a note's are its author's."""
    programme = make.programme(name=WORDS)
    reader = make.coordinator(programme, language=language)
    assert WORDS in visitor_of(reader).get("programmes.list_programmes").text

"""Help for each role, and who reads what."""

import pytest


@pytest.fixture
def pairing(make):
    return make.pairing()


def test_help_speaks_to_the_roles_that_one_has(make, pairing, visitor_of):
    mentor = visitor_of(make.mentor_of(pairing)).get("home.show_help")
    assert "As a mentor" in mentor.text
    assert "As a mentee" not in mentor.text
    mentee = visitor_of(make.mentee_of(pairing)).get("home.show_help")
    assert "As a mentee" in mentee.text
    assert "A yes, and other answers" in mentee.text
    administrator = visitor_of(make.administrator()).get("home.show_help")
    assert "As an administrator" in administrator.text
    assert "A yes, and other answers" not in administrator.text


def test_who_reads_what_says_all_of_it(make, visitor_of):
    page = visitor_of(make.person()).get("home.show_readers")
    assert "Whoever holds both the key and the data can read notes" in page.text


@pytest.mark.parametrize("endpoint", ["home.show_help", "home.show_readers"])
def test_help_is_in_french_too(make, visitor_of, endpoint):
    page = visitor_of(make.person(language="fr"), "fr").get(endpoint)
    assert page.h1 in {"Aide", "Qui lit quoi"}

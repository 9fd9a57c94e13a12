"""A role's first words: once on home, until they are put away; always in the help."""

import pytest
from sqlalchemy import func, select

from squad.accounts.models import FirstWords
from squad.accounts.rules.first_words import Part
from squad.db.session import session

HEAD = "Before you begin"
BEGINS = {
    "mentor": "after your next session",
    "mentee": "write or read your agreement",
    "coordinator": "take what stands first",
    "hr_viewer": "open the report",
    "administrator": "invite people",
}


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def pairing(make, programme):
    return make.pairing(programme)


@pytest.fixture
def people(make, programme, pairing):
    return {
        "mentor": make.mentor_of(pairing),
        "mentee": make.mentee_of(pairing),
        "coordinator": make.coordinator(programme),
        "hr_viewer": make.hr_viewer(programme),
        "administrator": make.administrator(),
    }


@pytest.mark.parametrize("part", Part)
def test_each_role_reads_them_once(people, visitor_of, part):
    visitor = visitor_of(people[part])
    first = visitor.get("home.show_home")
    assert HEAD in first.text
    assert f"To begin: {BEGINS[part]}" in first.text
    assert visitor.post("home.put_first_words_away", part=part).location == "/"
    assert HEAD not in visitor.get("home.show_home").text


@pytest.mark.parametrize("part", Part)
def test_they_stay_in_the_help(people, visitor_of, part):
    visitor = visitor_of(people[part])
    visitor.post("home.put_first_words_away", part=part)
    assert f"To begin: {BEGINS[part]}" in visitor.get("home.show_help").text


def test_they_stay_away_in_another_browser(people, visitor_of):
    visitor_of(people["mentor"]).post("home.put_first_words_away", part="mentor")
    assert HEAD not in visitor_of(people["mentor"]).get("home.show_home").text


def test_putting_them_away_twice_keeps_one_row(people, visitor_of):
    visitor = visitor_of(people["mentor"])
    for _ in range(2):
        visitor.post("home.put_first_words_away", part="mentor")
    assert session.scalar(select(func.count()).select_from(FirstWords)) == 1


def test_a_role_that_comes_later_brings_its_own(make, people, programme, visitor_of):
    visitor = visitor_of(people["mentee"])
    visitor.post("home.put_first_words_away", part="mentee")
    assert HEAD not in visitor.get("home.show_home").text
    make.role(people["mentee"], programme, "coordinator")
    assert f"To begin: {BEGINS['coordinator']}" in visitor.get("home.show_home").text


def test_of_two_new_roles_one_speaks_at_a_time(make, people, programme, visitor_of):
    make.role(people["mentor"], programme, "hr_viewer")
    visitor = visitor_of(people["mentor"])
    page = visitor.get("home.show_home")
    assert page.text.count(HEAD) == 1
    assert BEGINS["mentor"] in page.text
    visitor.post("home.put_first_words_away", part="mentor")
    assert BEGINS["hr_viewer"] in visitor.get("home.show_home").text


def test_a_role_that_one_has_not_stays_to_be_told(make, people, programme, visitor_of):
    visitor = visitor_of(people["mentor"])
    visitor.post("home.put_first_words_away", part="coordinator", status=404)
    visitor.post("home.put_first_words_away", part="mentor")
    make.role(people["mentor"], programme, "coordinator")
    assert HEAD in visitor.get("home.show_home").text


def test_after_the_end_nobody_is_told_of_a_pairing(make, programme, visitor_of):
    over = make.pairing(programme, state="completed")
    for person in (make.mentor_of(over), make.mentee_of(over), make.person()):
        assert HEAD not in visitor_of(person).get("home.show_home").text

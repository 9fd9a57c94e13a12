"""Ratings: asked when they are due, blind until both are in, then read together, never changed."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from squad.audit.models import AuditEvent
from squad.coaching.models import Rating
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.queries import get_framework
from squad.kernel.clock import clock
from squad.pairings.actions import complete_pairing, pause_pairing
from squad.people.models import QuietPeriod
from squad.programmes.models import Programme

DAY = timedelta(days=1)
HALF = "Half-way, by area"
START = "At the start, by area"
HERS = {"level_purpose": "1", "level_listening": "2", "words_purpose": "Elle sait pourquoi"}
OWN = {"level_purpose": "0", "level_listening": "1", "words_listening": "Je commence à lire"}


def rate(visitor, pairing, moment, *, status=303, **fields):
    """Fill in the form of a moment and send it."""
    page = visitor.get("coaching.rate_fluency", pairing_id=pairing.id, moment=moment)
    return page.submit(status=status, **fields)


def read(visitor, pairing):
    return visitor.get("coaching.show_ratings", pairing_id=pairing.id)


def cells(page, caption="Before, then and after, by area"):
    """{area: what stands in its row of one table}"""
    (table,) = [t for t in page.tree.iter("table") if t.find("caption").text == caption]
    rows = [r for r in table.iter("tr") if r.find("th") is not None][1:]
    return {r.find("th").text: [c.text for c in r.iter("td")] for r in rows}


@pytest.fixture
def half(pairing, make):
    """The pairing after its third session."""
    for days in (20, 10, 0):
        make.coaching_session(pairing, on=clock.today("Europe/Paris") - days * DAY)
    return pairing


@pytest.fixture
def fresh(now, make):
    """A pairing that agreed today."""
    return make.pairing(since=clock.today("Europe/Paris"))


def steer(action, pairing, make):
    """The coordinator's step."""
    coordinator = make.coordinator(session.get_one(Programme, pairing.programme_id))
    with unit_of_work():
        action(pairing_id=pairing.id, by=make.viewer(coordinator))


def home(visitor):
    return visitor.get("home.show_home")


def test_the_start_is_asked_of_the_mentee_with_the_stages_in_words(fresh, make, visitor_of):
    mentee, mentor = visitor_of(make.mentee_of(fresh)), visitor_of(make.mentor_of(fresh))
    asked = "At the start with Inès: where do you stand?"
    for page in (home(mentee), mentee.get("pairings.show_pairing", pairing_id=fresh.id)):
        assert asked in page.text
        assert "You can answer until 15 December" in page.text
    assert "where do you" not in home(mentor).text
    form = mentee.get("coaching.rate_fluency", pairing_id=fresh.id, moment="start")
    assert "Stage 2: Joins in beyond the usual circle" in form.text
    assert "Start: not there yet" in form.text
    assert "Read by the two of you, nobody else" in form.text
    names = {n for n, _ in form.fields(form.main_form())}
    assert "words_care" not in names, "care is not in the target"
    saved = mentee.follow(rate(mentee, fresh, "start", **OWN))
    assert cells(saved, START)["Listening"][1:] == ["Stage 1"], "nobody was asked the rest yet"
    assert "Before, then" not in saved.text
    assert asked not in home(mentee).text
    assert "Je commence à lire" in saved.text
    blind = read(mentor, fresh)
    assert "Je commence" not in blind.text
    assert cells(blind, START)["Listening"][1] == "not open yet"
    page = mentor.get("coaching.rate_fluency", pairing_id=fresh.id, moment="start", status=303)
    assert page.location.endswith("/ratings")


def test_half_way_is_blind_until_both_are_in_and_then_stays(half, mentor, mentee, rows):
    assert "Half-way, if you like: where do you see Claire?" in home(mentor).text
    rate(mentor, half, "half", **HERS)
    assert "Elle sait pourquoi" in read(mentor, half).text
    before = read(mentee, half)
    assert "Elle sait" not in before.text
    assert cells(before, HALF)["Listening"][-2:] == ["not said", "not open yet"]
    rate(mentor, half, "half", level_listening="3")
    assert {(r.number, r.level) for r in rows(Rating) if r.area == "listening"} == {
        (1, "2"), (2, "3")}  # fmt: skip
    rate(mentee, half, "half", **OWN)
    for visitor in (mentor, mentee):
        page = read(visitor, half)
        assert cells(page, HALF)["Listening"][-2:] == ["Stage 1", "Stage 3"]
        assert "Elle sait pourquoi" in page.text
        assert "Je commence à lire" in page.text
        assert "if you like" not in home(visitor).text
        again = visitor.get("coaching.rate_fluency", pairing_id=half.id, moment="half", status=303)
        assert again.location == f"/pairings/{half.id}/ratings"
    names = session.scalars(select(AuditEvent.name)).all()
    assert names.count("fluency_rated") == 3


def test_a_form_that_was_open_at_the_reveal_changes_nothing(half, mentor, mentee, rows):
    rate(mentor, half, "half", **HERS)
    page = mentor.get("coaching.rate_fluency", pairing_id=half.id, moment="half")
    rate(mentee, half, "half", **OWN)
    refused = page.submit(status=422, level_listening="1", words_purpose="Mes mots")
    assert "Both of you have read it, so it stays as it is." in refused.text
    assert "Mes mots" in refused.html
    assert {r.number for r in rows(Rating)} == {1}


def test_a_double_click_is_one_and_a_second_tab_loses_nothing(half, mentor, rows):
    first = mentor.get("coaching.rate_fluency", pairing_id=half.id, moment="half")
    second = mentor.get("coaching.rate_fluency", pairing_id=half.id, moment="half")
    for _ in range(2):
        first.submit(status=303, **HERS)
    assert {r.number for r in rows(Rating)} == {1}
    for page in (first, second):
        both = page.submit(status=409, level_purpose="3", words_purpose="Autre chose")
        assert "Elle sait pourquoi" in both.text
        assert "Autre chose" in both.text
    kept = both.submit(both.main_form(), status=303)
    assert "Autre chose" in mentor.follow(kept).text
    assert {r.number for r in rows(Rating)} == {1, 2}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose a stage for one area at least."),
        ({"level_purpose": "9"}, "Choose one of these."),
        ({"level_purpose": "1", "words_purpose": "x" * 301}, "Keep it within 300 characters"),
    ],
)
def test_what_is_no_rating_is_said(half, mentor, rows, fields, sentence):
    assert sentence in rate(mentor, half, "half", status=422, **fields).text
    assert rows(Rating) == []


def test_before_then_and_after_stand_together(pairing, make, mentor, mentee):
    steer(complete_pairing, pairing, make)
    form = mentee.get("coaching.rate_fluency", pairing_id=pairing.id, moment="end")
    assert "And at the start, seen from today" in form.text
    form.submit(status=303, **OWN, then_purpose="0", then_listening="0")
    without = rate(mentee, pairing, "end", **OWN, then_purpose="", then_listening="")
    assert "what it brings" in mentee.follow(without).text
    assert cells(read(mentee, pairing))["Listening"][2] == "not said"
    rate(mentee, pairing, "end", **OWN, then_purpose="0", then_listening="0")
    assert cells(read(mentor, pairing))["Listening"][1:] == [
        "not said", "not open yet", "not open yet", "not said"]  # fmt: skip
    rate(mentor, pairing, "end", **HERS)
    page = read(mentor, pairing)
    assert cells(page)["Listening"][1:] == ["not said", "Start", "Stage 1", "Stage 2"]
    assert "Claire, before: not said" in page.text
    assert "Claire, then: 2 of 5 areas" in page.text
    assert "Before, then and after together: 0 of 5 areas" in page.text


def test_where_they_differ_it_is_the_agenda_with_what_was_stated(half, make, mentor, mentee):
    make.coaching_session(half, stated=["listening-1a"])
    rate(mentee, half, "half", level_purpose="0", level_listening="2")
    assert "For your next session" not in read(mentor, half).text
    rate(mentor, half, "half", **HERS)
    make.planned_session(half)
    page = read(mentor, half)
    assert "For your next session: Tuesday 8 December" in page.text
    part = page.text.partition("For your next session")[2]
    assert re.search(r"As Claire sees it\s*Stage 2", part)
    assert re.search(r"As observed\s*Start", part)
    assert "Stated by Inès" in part
    assert "Purpose" not in part.partition("Half-way")[0], "the agenda comes before the tables"
    assert "Correct it" not in page.text


def test_nobody_is_reminded_on_days_that_do_not_count(half, make, mentor):
    today = clock.today("Europe/Paris")
    with unit_of_work():
        session.add(
            QuietPeriod(
                person_id=half.mentee_id, starts_on=today, ends_on=today + 6 * DAY,
                known_at=clock.now(),
            )
        )  # fmt: skip
    assert "Half-way" not in home(mentor).text
    page = read(mentor, half)
    assert "You can answer until 21 December" in page.text


def test_in_a_pause_the_last_day_is_open(half, make, mentor):
    steer(pause_pairing, half, make)
    assert "Half-way" not in home(mentor).text
    assert "Paused: no day counts." in read(mentor, half).text


def test_a_moment_that_is_none_does_not_exist(half, mentor):
    for moment in ("then", "soon"):
        mentor.get("coaching.rate_fluency", pairing_id=half.id, moment=moment, status=404)


def test_without_an_agreement_there_is_nothing_to_say(make, now, visitor_of):
    pairing = make.pairing(state="accepted")
    page = read(visitor_of(make.mentee_of(pairing)), pairing)
    assert "First comes the agreement" in page.text


def test_in_french(now, make, visitor_of):
    mentee = make.person("Léa Blanc", language="fr")
    pairing = make.pairing(mentee=mentee, since=clock.today("Europe/Paris"))
    page = visitor_of(mentee).get("coaching.rate_fluency", pairing_id=pairing.id, moment="start")
    assert "Départ" in page.text
    assert "Se joint aux échanges hors du cercle habituel" in page.text


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_costs_the_same_with_many_statements(half, make, mentor, statements, count):
    codes = ["listening-1a", "purpose-1a"] * 1 if count == 1 else list(
        get_framework(session.get_one(Programme, half.programme_id).framework_version_id).milestones
    )[:count]  # fmt: skip
    make.coaching_session(half, stated=codes)
    rate(mentor, half, "half", **HERS)
    with statements() as sent:
        read(mentor, half)
    assert len(sent) <= 18, "\n".join(sent)


def test_before_anybody_has_said_anything_no_table_is_shown(pairing, mentor, mentee):
    for visitor in (mentor, mentee):
        page = visitor.get("coaching.show_ratings", pairing_id=pairing.id)
        assert "Neither of you has said yet how you see it" in page.text
        assert not list(page.tree.iter("table"))


def test_who_counts_them_is_said_where_one_says_them(now, make, visitor_of):
    programme = make.programme(ratings_in_groups=True)
    fresh = make.pairing(programme, since=clock.today("Europe/Paris"))
    mentee = visitor_of(make.mentee_of(fresh))
    form = mentee.get("coaching.rate_fluency", pairing_id=fresh.id, moment="start")
    for page in (form, read(mentee, fresh)):
        assert "for the whole programme together, how many chose each stage" in page.text
        assert "Read by the two of you, nobody else" not in page.text.partition("Purpose")[0]

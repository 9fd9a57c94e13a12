"""Group sessions: logged once, an ordinary session in each pairing, all or none."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from squad.coaching.models import CoachingSession, Draft
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.pairings.induction.models import Induction
from squad.pairings.induction.rules import Point
from squad.people.models import Person


@pytest.fixture
def mentor(now, make):
    return make.person("Inès Garnier")


@pytest.fixture
def pairings(mentor, make):
    """Three of one mentor's in one programme; the last one accepted two days ago."""
    programme, today = make.programme(), clock.today("Europe/Paris")
    people = [make.person(name) for name in ("Ann One", "Ben Two", "Cid Three")]
    return [
        make.pairing(programme, mentor, mentee, since=today - timedelta(days=days))
        for mentee, days in zip(people, (28, 28, 2), strict=True)
    ]


@pytest.fixture
def visitor(mentor, visitor_of):
    return visitor_of(mentor)


@pytest.fixture
def form(visitor, pairings):
    return visitor.get("room.log_huddle", programme_id=pairings[0].programme_id)


def ids(*pairings):
    return [str(each.id) for each in pairings]


def test_one_form_makes_a_session_in_each(form, visitor, pairings, make, visitor_of, rows):
    tomorrow = clock.now() + timedelta(days=1)
    plan = make.planned_session(pairings[0], tomorrow)
    half = {"pairing": str(pairings[1].id), "note": "half a thought"}
    visitor.post("coaching.save_draft", data=half, status=200)
    done = visitor.follow(
        form.submit(status=303, pairings=ids(*pairings[:2]), note="We looked at three threads.")
    )
    assert "It stands in 2 records" in done.text
    form.submit(status=303, pairings=ids(*pairings[:2]), note="We looked at three threads.")
    again = form.submit(status=409, pairings=ids(*pairings), note="Another group")
    held = [each for each in rows(CoachingSession) if each.state == "held"]
    assert [each.pairing_id for each in held] == [each.id for each in pairings[:2]]
    assert len({each.huddle for each in held}) == 1
    assert {each.minutes for each in held} == {45}
    assert session.get(CoachingSession, plan.id).starts_at == tomorrow
    assert len(rows(Draft)) == 1
    again.submit(status=303)
    assert len({each.huddle for each in rows(CoachingSession)} - {None}) == 2
    room = visitor.get("room.show_room", programme_id=pairings[0].programme_id)
    assert "with 2 people" in room.text
    ann = visitor_of(session.get(Person, pairings[0].mentee_id))
    own = ann.get("coaching.show_session", coaching_session_id=held[0].id)
    assert "A group session." in own.text
    for page in (own, ann.get("coaching.list_sessions", pairing_id=pairings[0].id)):
        assert "We looked at three threads." in page.text
        for other in ("Ben", "Cid", held[0].huddle):
            assert other not in page.html
    ann.get(
        "room.show_huddle",
        programme_id=pairings[0].programme_id,
        coaching_session_id=held[0].id,
        status=403,
    )


def test_all_or_none_each_judged_by_its_own_rules(form, visitor, pairings, make, rows):
    before = (clock.today("Europe/Paris") - timedelta(days=7)).isoformat()
    page = form.submit(status=422, pairings=ids(*pairings), on=before, note="Kept")
    assert any(
        error.startswith("Cid Three: Enter a date from 29 November") for error in page.errors
    )
    assert "Kept" in page.html
    for values, says in (
        ({"pairings": ids(pairings[0])}, "Tick two people or more"),
        ({"pairings": None}, "Tick two people or more"),
        ({"minutes": "other", "other_minutes": "4"}, "Did you mean 240?"),
        ({"minutes": None}, "Enter how many minutes it lasted."),
        ({"on": "2026-12-02"}, "Enter a date up to today."),
        ({"on": ""}, "Enter the day"),
        ({"note": "x" * 10_001}, "(1 too many)"),
        ({"pairings": [*ids(pairings[0]), str(make.pairing().id)]}, "Look who is left"),
        ({"pairings": [*ids(pairings[0]), "1 OR 1"]}, "Look who is left"),
    ):  # fmt: skip
        page = form.submit(status=422, **{"pairings": ids(*pairings[:2]), **values})
        assert any(says in error for error in page.errors), (values, page.errors)
        assert not any("One:" in error for error in page.errors)
    assert not rows(CoachingSession)


def test_the_mentors_own_record_counts_it_once(form, visitor, pairings):
    form.submit(status=303, pairings=ids(*pairings))
    text = visitor.get("mentoring.show_record").text.replace("\xa0", " ")
    assert "45 min in the whole programme" in text


def test_the_induction_comes_before_a_first_session_with_several_too(
    visitor, pairings, form, rows, make
):
    programme = {"programme_id": pairings[0].programme_id}
    with unit_of_work():
        session.execute(delete(Induction))
    assert "Go through the induction first" in form.submit(
        status=422, pairings=ids(*pairings[:2]), note="Kept"
    ).text  # fmt: skip
    page = visitor.follow(visitor.get("room.log_huddle", **programme, status=303))
    every = [each.value for each in Point]
    there = page.submit(status=303, points=every)
    assert visitor.follow(there).h1 == "Log a group session"
    form.submit(status=303, pairings=ids(*pairings[:2]))
    assert len(rows(CoachingSession)) == 2


def test_a_group_needs_two(visitor, pairings, make, visitor_of):
    alone = make.pairing()
    page = visitor_of(session.get(Person, alone.mentor_id)).get(
        "room.log_huddle", programme_id=alone.programme_id
    )
    assert page.h1 == "Log a group session"
    assert "Once two of your pairings" in page.text


def test_statements_grow_with_who_is_ticked_alone(form, visitor, pairings, statements):
    costs = []
    for ticked in (pairings[:2], pairings):
        fresh = visitor.get("room.log_huddle", programme_id=pairings[0].programme_id)
        with statements() as sent:
            fresh.submit(status=303, pairings=ids(*ticked))
        costs.append(len(sent))
    assert costs[1] - costs[0] <= 8, costs
    assert costs[0] <= 39, costs

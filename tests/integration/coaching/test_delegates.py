"""A mentee's assistant: named and removed, sees and moves times only."""

import pytest

from squad.coaching.calendar.models import TimeOffer
from squad.coaching.models import CoachingSession
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.notify.models import Notice
from squad.pairings.delegates.models import Delegation
from squad.people.models import Person
from tests.integration.coaching.test_times import THREE, offer, take


@pytest.fixture
def dan(make):
    person = make.person("Dan Delegate")
    make.account(person)
    return person


def name(mentee, email, status=303):
    page = mentee.get("pairings.name_delegate")
    return page.submit("/settings/assistant", status=status, email=email)


def test_an_assistant_takes_and_moves_times(mentor, mentee, pairing, dan, visitor_of, rows):
    name(mentee, dan.email.upper())
    assistant = visitor_of(dan)
    home = assistant.get("home.show_home")
    assert home.h1 == "You look after times."
    assert "No date yet." in home.text
    offer(mentor, pairing, **THREE)
    kinds = {(n.person_id, n.kind) for n in rows(Notice)}
    assert {(dan.id, "times_offered"), (dan.id, "delegate_named")} <= kinds
    assert "offers times for the next session with" in assistant.get("notify.list_notices").text
    page = assistant.get("calendar.show_times", pairing_id=pairing.id)
    done = assistant.follow(take(page, 2))
    assert "Wednesday 9 December, 12:00" in done.text
    plan = assistant.get("coaching.plan_session", pairing_id=pairing.id)
    assert "Call off" not in plan.text
    offered = assistant.get("calendar.offer_times", pairing_id=pairing.id)
    assert all(
        "Read by the two, their coordinator and you." in page.text for page in (plan, offered)
    )
    assistant.follow(plan.submit(status=303, next_day="2026-12-10", next_time="09:00"))
    plan.submit(status=409, next_day="2026-12-11", next_time="09:00")
    assert [s.held_on.day for s in rows(CoachingSession)] == [10]
    offer(assistant, pairing, **THREE)
    assert rows(TimeOffer)[-1].side is Side.MENTEE
    take(mentor.get("calendar.show_times", pairing_id=pairing.id), 3)
    for link in assistant.get("calendar.show_times", pairing_id=pairing.id).links().values():
        if link and link.startswith("/pairings/"):
            assistant.get_path(link)


def test_removed_at_the_next_request(mentee, pairing, dan, visitor_of, make, rows):
    name(mentee, dan.email)
    assistant = visitor_of(dan)
    assistant.get("calendar.show_times", pairing_id=pairing.id)
    other = make.person("Olga Other")
    name(mentee, other.email)
    assistant.get("calendar.show_times", pairing_id=pairing.id, status=403)
    mentee.post("pairings.remove_delegate")
    mentee.post("pairings.remove_delegate")
    assert all(d.removed_at for d in rows(Delegation))
    assert len(rows(Delegation)) == 2


def test_nothing_of_other_pairings_nor_of_one_that_is_over(
    mentee, mentor, pairing, dan, visitor_of, make
):
    name(mentee, dan.email)
    assistant = visitor_of(dan)
    stranger = make.pairing()
    assistant.get("calendar.show_times", pairing_id=stranger.id, status=404)
    assistant.get("coaching.plan_session", pairing_id=stranger.id, status=404)
    mentor.get("pairings.end_pairing", pairing_id=pairing.id).submit(status=303)
    assistant.get("calendar.show_times", pairing_id=pairing.id, status=404)
    assert "with" not in assistant.get("home.show_home").h1


def test_who_cannot_be_named(mentee, pairing, dan, make, rows):
    mine, mentors = (session.get(Person, i).email for i in (pairing.mentee_id, pairing.mentor_id))
    assert "your own e-mail" in name(mentee, mine, status=422).text
    assert "Your mentor sets times already" in name(mentee, mentors, status=422).text
    assert "Nobody active has this e-mail" in name(mentee, "no@example.org", status=422).text
    assert "Nobody active has this e-mail" in name(mentee, "", status=422).text
    name(mentee, dan.email)
    name(mentee, dan.email)
    assert len(rows(Delegation)) == 1
    mentee.get("pairings.end_pairing", pairing_id=pairing.id).submit(status=303)
    name(mentee, mentors)

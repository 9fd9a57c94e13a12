"""The path ahead and the plan of the next session, as the two of a pairing meet them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from squad.coaching.models import NextStep, Observation
from squad.coaching.rules.log import Step
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.models import FrameworkVersion
from squad.framework.queries import get_document
from squad.framework.rules.document import digest, to_json
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.programmes.models import Programme


def path(visitor, pairing, **given):
    return visitor.get("coaching.show_path", pairing_id=pairing.id, **given)


def plan(visitor, pairing, **given):
    return visitor.get("coaching.prepare_session", pairing_id=pairing.id, **given)


def test_the_two_read_what_comes_next_and_why(pairing, make, mentor, mentee):
    make.coaching_session(pairing, stated=["purpose-1a", "listening-1a"])
    ids = session.scalars(select(Observation.id)).all()
    make.answers(pairing, ids[0])
    for visitor in (mentor, mentee):
        page = path(visitor, pairing)
        assert page.h1 == "16 milestones to the target.", "figures above ten"
        assert "One of them awaits a yes, nothing more." in page.text
        first = page.text.partition("Worth working on next")[2]
        assert first.index("Five people or communities") < first.index("Completes Purpose, stage 1")
        assert "Completes Listening, stage 1, once what awaits an answer is confirmed." in first
        assert "The target asks for" in first


def test_a_purpose_agreed_is_a_reason(make, visitor_of):
    pairing = make.pairing()
    make.agreement(pairing, number=2, target={"purpose": 1, "presence": 1},
                   purposes=[("recruiting", "Two candidates", "none")])  # fmt: skip
    page = path(visitor_of(make.mentor_of(pairing)), pairing)
    first = page.text.partition("Worth working on next")[2]
    assert "Serves a purpose agreed: Recruiting." in first.partition("The target asks for")[0]


def test_a_target_that_is_met_leaves_the_extras(make, visitor_of):
    pairing = make.pairing(agreement=False)
    make.agreement(pairing, target={"purpose": 1, "presence": 1})
    codes = ["purpose-1a", "purpose-1b", "presence-1a", "presence-1b", "presence-1c"]
    make.coaching_session(pairing, stated=codes)
    make.answers(pairing, *session.scalars(select(Observation.id)))
    visitor = visitor_of(make.mentee_of(pairing))
    page = path(visitor, pairing)
    assert page.h1 == "The target is met."
    assert "Extra: worth trying, never asked for." in page.text
    assert plan(visitor, pairing).h1 == "Purpose, stage 1"


def test_before_the_agreement_there_is_no_path(make, visitor_of):
    pairing = make.pairing(state="accepted")
    visitor = visitor_of(make.mentor_of(pairing))
    page = path(visitor, pairing)
    assert page.h1 == "The path begins with the agreement."
    back = plan(visitor, pairing, status=303)
    assert back.location == f"/pairings/{pairing.id}/path"


def test_the_first_session_begins_with_the_page_of_its_purpose(pairing, mentor):
    page = plan(mentor, pairing)
    assert page.h1 == "Customer relations and support"
    assert "A customer is stuck this evening" in page.text
    assert "Purpose, stage 1" in page.text.partition("Or another session")[2]
    other = plan(mentor, pairing, place="purpose-1")
    assert "Ideas for a first session" in other.text


def test_a_plan_has_all_that_a_session_needs(pairing, make, mentor, mentee):
    steps = (Step(Side.MENTEE, "Ask Karim about the channel"), Step(Side.MENTOR, "Bring the list"))
    make.coaching_session(pairing, steps=steps, stated=["listening-1a"])
    at = clock.now() + timedelta(days=8)
    make.planned_session(pairing, at=at)
    for visitor, who in ((mentor, "Claire"), (mentee, "You")):
        page = plan(visitor, pairing, place="listening-1")
        assert page.h1 == "Listening, stage 1"
        assert f"Ask Karim about the channel {who}" in page.text
        for words in (
            "What did you learn about your field this month", "12 min",
            "Ten people who agree with you are one voice", "Put the two times ten minutes",
            "to confirm One list, feed or saved search", "Next: ",
        ):  # fmt: skip
            assert words in page.text, words
    with unit_of_work():
        session.execute(update(NextStep).values(done_at=clock.now()))
    assert "Still open" not in plan(mentor, pairing, place="listening-1").text


def test_any_area_and_stage_can_be_prepared_and_nothing_else(pairing, make, mentor):
    assert plan(mentor, pairing, place="care-3").h1 == "Care and action, stage 3"
    make.coaching_session(pairing)
    for place in ("care-4", "dancing-1", "first-session", "%00"):
        plan(mentor, pairing, place=place, status=404)


def test_after_the_end_the_path_stays_and_no_session_is_prepared(make, visitor_of):
    pairing = make.pairing(state="ended")
    visitor = visitor_of(make.mentee_of(pairing))
    assert "Prepare" not in path(visitor, pairing).text
    plan(visitor, pairing, status=404)


def test_a_former_mentor_does_not_read_how_the_mentee_goes_on(make, visitor_of):
    first = make.pairing(state="ended")
    programme, mentee = session.get(Programme, first.programme_id), make.mentee_of(first)
    mentor = make.mentor_of(first)
    make.pairing(programme, make.person(), mentee)
    path(visitor_of(mentor), first, status=404)
    assert path(visitor_of(mentee), first).h1


def test_a_version_without_guides_still_plans(make, visitor_of):
    pairing = make.pairing()
    programme = session.get(Programme, pairing.programme_id)
    old = get_document(programme.framework_version_id)
    old = replace(old, framework=replace(old.framework, version="2025.9"), guides={})
    with unit_of_work():
        version = FrameworkVersion(
            code="2025.9", digest=digest(old), document=to_json(old), loaded_at=clock.now()
        )
        session.add(version)
        session.flush()
        programme.framework_version_id = version.id
    visitor = visitor_of(make.mentor_of(pairing))
    page = plan(visitor, pairing, place="listening-1")
    assert "Version 2025.9 of the framework has no session guides" in page.text
    assert "One list, feed or saved search" in page.text
    assert path(visitor, pairing).h1
    shown = visitor.get("framework.show_framework", version_id=programme.framework_version_id)
    assert "Session guide" not in shown.text


def test_it_is_linked_from_where_one_prepares(pairing, make, mentor, mentee):
    logged = make.coaching_session(pairing)
    there = f'href="/pairings/{pairing.id}/path"'
    plan_ = f'href="/pairings/{pairing.id}/path/plan"'
    assert plan_ in mentor.get("home.show_home").html
    assert there in mentee.get("home.show_home").html
    for visitor in (mentor, mentee):
        assert there in visitor.get("pairings.show_pairing", pairing_id=pairing.id).html
        assert there in visitor.get("coaching.show_saved", coaching_session_id=logged.id).html


def test_in_french(make, visitor_of):
    mentee = make.person("Léa Blanc", language="fr")
    pairing = make.pairing(mentee=mentee)
    page = plan(visitor_of(mentee), pairing, place="conversing-2")
    assert "Quel échange avez-vous lu récemment" in page.text


@pytest.mark.parametrize("count", [1, 20])
def test_path_and_plan_cost_the_same_however_much_was_said(
    pairing, make, mentor, statements, count
):
    codes = sorted(get_document(
        session.get(Programme, pairing.programme_id).framework_version_id
    ).framework.milestones)[:count]  # fmt: skip
    steps = tuple(Step(Side.MENTEE, f"Step {n}") for n in range(count))
    make.coaching_session(pairing, stated=codes, steps=steps)
    path(mentor, pairing)
    with statements() as sent:
        path(mentor, pairing)
    assert len(sent) <= 13, "\n".join(sent)
    with statements() as sent:
        plan(mentor, pairing, place="care-1")
    assert len(sent) <= 14, "\n".join(sent)

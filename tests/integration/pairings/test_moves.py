"""Every step of a pairing by everyone who might try it."""

import pytest
from sqlalchemy import select

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.pairings.models import Pairing, PairingSummary, PairingTransition
from squad.pairings.rules.states import EndReason, PairingState
from squad.people.signals import roster_changed
from squad.privacy.check import find_differences
from squad.programmes.models import Programme

ROLES = ("mentor", "mentee", "coordinator", "other_coordinator", "hr", "administrator", "nobody")
# endpoint, state before → the status that each of ROLES is answered, in their order
STEPS = {
    ("accept_pairing", "proposed"): (303, 303, 403, 403, 403, 403, 403),
    ("accept_pairing", "active"): (422, 422, 403, 403, 403, 403, 403),
    ("decline_pairing", "proposed"): (303, 303, 403, 403, 403, 403, 403),
    ("decline_pairing", "accepted"): (303, 303, 403, 403, 403, 403, 403),
    ("decline_pairing", "active"): (422, 422, 403, 403, 403, 403, 403),
    ("withdraw_pairing", "proposed"): (403, 403, 303, 404, 403, 403, 403),
    ("withdraw_pairing", "accepted"): (403, 403, 303, 404, 403, 403, 403),
    ("withdraw_pairing", "active"): (403, 403, 422, 404, 403, 403, 403),
    ("pause_pairing", "active"): (403, 403, 303, 404, 403, 403, 403),
    ("pause_pairing", "accepted"): (403, 403, 422, 404, 403, 403, 403),
    ("resume_pairing", "paused"): (403, 403, 303, 404, 403, 403, 403),
    ("pause_pairing", "paused"): (403, 403, 303, 404, 403, 403, 403),
    ("resume_pairing", "active"): (403, 403, 303, 404, 403, 403, 403),
    ("complete_pairing", "active"): (403, 403, 303, 404, 403, 403, 403),
    ("complete_pairing", "ended"): (403, 403, 422, 404, 403, 403, 403),
    ("end_pairing", "active"): (303, 303, 303, 404, 403, 403, 403),
    ("end_pairing", "paused"): (303, 303, 303, 404, 403, 403, 403),
    ("end_pairing", "ended"): (422, 422, 422, 404, 403, 403, 403),
}
AFTER = {
    "decline_pairing": "declined",
    "withdraw_pairing": "withdrawn",
    "pause_pairing": "paused",
    "resume_pairing": "active",
    "complete_pairing": "completed",
    "end_pairing": "ended",
}


def someone(make, role, pairing):
    programme = session.get(Programme, pairing.programme_id)
    return {
        "mentor": lambda: make.mentor_of(pairing),
        "mentee": lambda: make.mentee_of(pairing),
        "coordinator": lambda: make.coordinator(programme),
        "other_coordinator": lambda: make.coordinator(make.programme()),
        "hr": lambda: make.hr_viewer(programme),
        "administrator": make.administrator,
        "nobody": make.person,
    }[role]()


@pytest.mark.parametrize(("endpoint", "state"), STEPS)
def test_who_may_take_which_step(make, visitor_of, endpoint, state):
    for role, status in zip(ROLES, STEPS[endpoint, state], strict=True):
        pairing = make.pairing(state=state)
        values = {"reason": "no_time"} if role == "coordinator" else {}
        visitor_of(someone(make, role, pairing)).post(
            f"pairings.{endpoint}", values, pairing_id=pairing.id, status=status
        )
        expected = AFTER.get(endpoint, state) if status == 303 else state
        assert session.get(Pairing, pairing.id).state == expected, role


@pytest.mark.parametrize("state", list(PairingState))
def test_the_page_opens_in_every_state_for_everyone_who_may(make, visitor_of, state):
    pairing = make.pairing(state=state)
    for role, status in zip(ROLES, (200, 200, 200, 404, 403, 403, 403), strict=True):
        visitor_of(someone(make, role, pairing)).get(
            "pairings.show_pairing", pairing_id=pairing.id, status=status
        )


@pytest.mark.parametrize(("press", "state"), [("pause", "active"), ("resume", "paused")])
def test_a_second_press_finds_it_done_and_is_no_second_step(make, visitor_of, press, state):
    pairing = make.pairing(state=state)
    nadia = visitor_of(someone(make, "coordinator", pairing))
    places = {
        nadia.post(f"pairings.{press}_pairing", pairing_id=pairing.id).location for _ in range(2)
    }
    assert len(places) == 1
    taken = session.scalars(select(PairingTransition).where(PairingTransition.by_id.is_not(None)))
    assert [step.to_state.value for step in taken][-1:] == [AFTER[f"{press}_pairing"]]
    events = select(AuditEvent).where(AuditEvent.name == "pairing_moved")
    assert len(session.scalars(events).all()) == 1


def test_each_step_is_kept_with_its_day(make, visitor_of):
    pairing = make.pairing(state="active")
    programme = session.get(Programme, pairing.programme_id)
    nadia = visitor_of(make.coordinator(programme))
    at = {"pairing_id": pairing.id}
    nadia.get("pairings.pause_pairing", **at).submit(status=303)
    nadia.get("pairings.show_pairing", **at).submit(f"/pairings/{pairing.id}/resume", status=303)
    page = nadia.get("pairings.end_pairing", **at)
    assert "Choose a reason." in page.submit(reason="", status=422).text
    page.submit(reason="new_post", status=303)
    steps = session.scalars(
        select(PairingTransition)
        .where(PairingTransition.pairing_id == pairing.id)
        .order_by(PairingTransition.id)
    ).all()
    assert [s.to_state.value for s in steps[-3:]] == ["paused", "active", "ended"]
    assert steps[-1].reason is EndReason.NEW_POST
    ended = session.get(Pairing, pairing.id)
    assert (ended.end_reason, ended.ended_on) == (EndReason.NEW_POST, steps[-1].happened_on)


def test_either_may_leave_and_the_other_reads_no_reason_and_no_name(make, visitor_of):
    pairing = make.pairing(state="active")
    page = visitor_of(make.mentee_of(pairing)).get("pairings.end_pairing", pairing_id=pairing.id)
    assert "You need give no reason" in page.text
    assert page.by_id("reason") is None
    page.submit(status=303)
    shown = visitor_of(make.mentor_of(pairing)).get("pairings.show_pairing", pairing_id=pairing.id)
    history = shown.text.split("History")[1]
    assert "One of the two chose to stop" in history
    assert "Claire" not in history


def test_leaving_with_a_reason_of_a_coordinator_is_refused(make, visitor_of):
    pairing = make.pairing(state="active")
    visitor = visitor_of(make.mentor_of(pairing))
    at = {"pairing_id": pairing.id}
    refused = visitor.post("pairings.end_pairing", {"reason": "silent"}, status=422, **at)
    assert "You can leave without giving a reason." in refused.text


def test_a_step_that_came_too_late_shows_where_the_pairing_stands(make, visitor_of):
    pairing = make.pairing(state="ended")
    programme = session.get(Programme, pairing.programme_id)
    nadia = visitor_of(make.coordinator(programme))
    page = nadia.get("pairings.pause_pairing", pairing_id=pairing.id, status=409)
    assert "The pairing has moved on meanwhile." in page.text


def test_a_rule_that_the_programme_changed_is_judged_anew_there_alone(make, visitor_of):
    top = make.person()
    boss = make.person(manager_id=top.id)
    near = make.person(manager_id=boss.id)
    mentor = make.person(manager_id=near.id)
    programme, other = make.programme(), make.programme()
    pairing = make.pairing(programme, mentor, top)
    elsewhere = make.pairing(other, mentor, top)
    nadia = visitor_of(make.coordinator(programme))
    page = nadia.get("programmes.edit_programme", programme_id=programme.id)
    page.submit(boss_distance="3", status=303)
    broken = lambda one: session.get(PairingSummary, one.id).broken_rules  # noqa: E731
    session.expire_all()
    assert (broken(pairing), broken(elsewhere)) == ("match_own_boss", "")
    assert list(find_differences()) == []
    page = nadia.get("programmes.edit_programme", programme_id=programme.id)
    page.submit(boss_distance="2", status=303)
    session.expire_all()
    assert broken(pairing) == ""
    assert list(find_differences()) == []


def test_a_changed_roster_warns_and_never_cuts(make, visitor_of):
    pairing = make.pairing(state="active")
    programme = session.get(Programme, pairing.programme_id)
    nadia = visitor_of(make.coordinator(programme))
    with unit_of_work():
        make.mentee_of(pairing).manager_id = pairing.mentor_id
        roster_changed.send("people", ids=frozenset({pairing.mentee_id}))
    assert session.get(PairingSummary, pairing.id).broken_rules == "match_mentor_above"
    assert session.get(Pairing, pairing.id).state is PairingState.ACTIVE
    listed = nadia.get("pairings.list_pairings", state="broken")
    assert "breaks a rule" in listed.text
    shown = nadia.get("pairings.show_pairing", pairing_id=pairing.id)
    assert "The mentor is above the mentee in the reporting line." in shown.text
    mentor = visitor_of(make.mentor_of(pairing))
    assert "roster" not in mentor.get("pairings.show_pairing", pairing_id=pairing.id).text
    with unit_of_work():
        make.mentee_of(pairing).manager_id = None
        roster_changed.send("people", ids=frozenset({pairing.mentee_id}))
    assert session.get(PairingSummary, pairing.id).broken_rules == ""


def test_a_proposal_says_what_hr_will_read_and_how_many_sessions_before_the_yes(make, visitor_of):
    pairing = make.pairing(state="proposed")
    for person in (make.mentor_of(pairing), make.mentee_of(pairing)):
        page = visitor_of(person).get("pairings.show_pairing", pairing_id=pairing.id)
        assert "HR reads one line for each mentee" in page.text
        assert "6 sessions of 45 min are planned, then a closing review." in page.text


def test_what_both_accepted_is_stopped_and_no_longer_declined(make, visitor_of):
    pairing = make.pairing(state="accepted")
    visitor = visitor_of(make.mentee_of(pairing))
    page = visitor.get("pairings.show_pairing", pairing_id=pairing.id)
    assert "Decline" not in page.links()
    page = visitor.get_path(page.links()["I would rather stop"])
    asked = visitor.get_path(page.links()["Stop this pairing at once"])
    assert asked.h1 == "Stop this pairing?"
    assert "Keep it as it is" in asked.links()


def test_the_first_session_may_come_before_the_agreement_and_stands_on_the_path(make, visitor_of):
    pairing = make.pairing(state="accepted")
    ines, at = visitor_of(make.mentor_of(pairing)), {"pairing_id": pairing.id}
    page = ines.get("pairings.show_pairing", **at)
    assert "A first session to meet It may come before the agreement" in page.text
    assert "Log a session" in page.links()
    make.coaching_session(pairing)
    page = ines.get("pairings.show_pairing", **at)
    assert "A first session to meet held" in page.text
    assert "Say how it goes" in page.links()

"""A milestone's own page: state, answer, undo, correct, withdraw, for the two and nobody else."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from squad.coaching.models import Answer, Attainment, Observation
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.queries import get_framework
from squad.kernel.clock import clock
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.states import PairingState
from squad.privacy.check import find_differences
from squad.programmes.models import Programme

CODE = "presence-1b"


@pytest.fixture
def pair(make, visitor_of):
    """(pairing, the mentor's browser, the mentee's browser)"""
    pairing = make.pairing()
    return pairing, visitor_of(make.mentor_of(pairing)), visitor_of(make.mentee_of(pairing))


def page_of(visitor, pairing, code=CODE, **args):
    return visitor.get("coaching.show_milestone", pairing_id=pairing.id, code=code, **args)


def state(visitor, pairing, code=CODE, **fields):
    values = {"autonomy": "alone", "evidence": "seen", **fields}
    corrects = values.pop("corrects_id", None)
    args = {"corrects": corrects} if corrects else {}
    page = page_of(visitor, pairing, code, **args)
    here = visitor.url("coaching.show_milestone", pairing_id=pairing.id, code=code)
    return visitor.follow(page.submit(here, status=303, **values))


def answer(visitor, pairing, kind):
    session.expire_all()
    last = session.scalars(select(Observation.id).order_by(Observation.id.desc())).first()
    session.rollback()
    return visitor.follow(
        visitor.post("coaching.answer_observation", {"kind": kind}, observation_id=last)
    )


def held(pairing):
    session.expire_all()
    row = session.scalar(
        select(Attainment).where(
            Attainment.mentee_id == pairing.mentee_id, Attainment.milestone_code == CODE
        )
    )
    session.rollback()
    return bool(row and row.held)


def test_stated_by_the_mentor_it_waits_for_the_mentee_and_is_held_once_confirmed(pair):
    pairing, mentor, mentee = pair
    page = state(mentor, pairing)
    assert "Claire is asked whether it is right" in page.text
    assert "awaits an answer" in page.text
    assert not held(pairing)
    page = answer(mentee, pairing, "confirm")
    assert "Confirmed." in page.text
    assert "Take my answer back" in page.text
    assert held(pairing)
    assert list(find_differences()) == []


def test_the_mentee_may_state_and_the_mentor_answers(pair):
    pairing, mentor, mentee = pair
    page = state(mentee, pairing)
    assert "Inès is asked whether it is right" in page.text
    answer(mentor, pairing, "confirm")
    assert held(pairing)


def test_looking_again_after_a_confirmation_needs_an_undo_first(pair):
    pairing, mentor, mentee = pair
    state(mentor, pairing)
    answer(mentee, pairing, "confirm")
    page = answer(mentee, pairing, "look_again")
    assert "Take your answer back first" in page.text
    answer(mentee, pairing, "undo")
    assert not held(pairing)
    page = answer(mentee, pairing, "look_again")
    assert "to be looked at again, together" in page.text
    assert not held(pairing)
    assert session.scalars(select(Answer.sequence).order_by(Answer.id)).all() == [1, 2, 3]


def test_nobody_answers_their_own_statement(pair):
    pairing, mentor, _ = pair
    state(mentor, pairing)
    page = answer(mentor, pairing, "confirm")
    assert "You stated this yourself" in page.text
    assert not held(pairing)


def test_a_confirmed_correction_removes_the_earlier_one_for_good(pair):
    pairing, mentor, mentee = pair
    state(mentor, pairing)
    answer(mentee, pairing, "confirm")
    first = session.scalars(select(Observation.id)).one()
    session.rollback()
    page = state(mentor, pairing, autonomy="together", corrects_id=first)
    assert held(pairing)
    page = answer(mentee, pairing, "confirm")
    assert "corrected" in page.text
    assert not held(pairing)
    answer(mentee, pairing, "undo")
    assert not held(pairing)
    assert list(find_differences()) == []


def test_a_withdrawn_statement_counts_no_more_and_stays_in_the_history(pair):
    pairing, mentor, mentee = pair
    state(mentor, pairing)
    answer(mentee, pairing, "confirm")
    observation = session.scalars(select(Observation.id)).one()
    session.rollback()
    mentee.post("coaching.withdraw_observation", observation_id=observation)
    assert held(pairing)
    page = mentor.follow(mentor.post("coaching.withdraw_observation", observation_id=observation))
    assert "withdrawn" in page.text
    assert not held(pairing)


def test_told_or_together_never_makes_it_held(pair):
    pairing, mentor, mentee = pair
    state(mentor, pairing, evidence="told")
    answer(mentee, pairing, "confirm")
    assert not held(pairing)
    state(mentor, pairing, autonomy="together")
    answer(mentee, pairing, "confirm")
    assert not held(pairing)


def test_at_the_start_is_offered_and_shown_apart(pair):
    pairing, mentor, mentee = pair
    assert "Already so before we began" in page_of(mentor, pairing).text
    state(mentor, pairing, before="y")
    page = answer(mentee, pairing, "confirm")
    assert "held at the start" in page.text


def test_without_an_agreement_nothing_can_be_stated(make, visitor_of):
    pairing = make.pairing(state="accepted")
    page = page_of(visitor_of(make.mentor_of(pairing)), pairing)
    assert "First comes the agreement" in page.text
    assert "State it" not in [b.text for b in page.tree.iter("button")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"autonomy": None}, "Choose one of these."),
        ({"evidence": "measured"}, "Choose one of these."),
        ({"on": "2999-01-01"}, "Check the year"),
        ({"words": "x" * 2001}, "2000"),
        ({"drill": "y"}, "drill"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(pair, fields, sentence):
    pairing, mentor, _ = pair
    here = mentor.url("coaching.show_milestone", pairing_id=pairing.id, code=CODE)
    values = {"autonomy": "alone", "evidence": "seen", "words": "two keys shown", **fields}
    page = page_of(mentor, pairing).submit(here, status=422, **values)
    assert any(sentence in error for error in page.errors), page.errors
    if "words" not in fields:
        assert "two keys shown" in page.html


def test_the_same_form_twice_makes_one_statement(pair):
    pairing, mentor, _ = pair
    here = mentor.url("coaching.show_milestone", pairing_id=pairing.id, code=CODE)
    page = page_of(mentor, pairing)
    for _ in range(2):
        page.submit(here, status=303, autonomy="alone", evidence="seen")
    assert len(session.scalars(select(Observation.id)).all()) == 1


def test_words_stay_with_the_pair_and_the_list_shows_states(pair, make, visitor_of):
    pairing, mentor, mentee = pair
    state(mentor, pairing, words="CANARY in the words")
    assert "CANARY" in page_of(mentee, pairing).text
    listed = mentor.get("coaching.list_milestones", pairing_id=pairing.id)
    assert "to confirm" in listed.text
    stranger = visitor_of(make.person("Somebody Else"))
    for endpoint in ("coaching.show_milestone", "coaching.list_milestones"):
        args = {"code": CODE} if endpoint.endswith("show_milestone") else {}
        stranger.get(endpoint, pairing_id=pairing.id, status=403, **args)
    other = make.pairing(mentor=make.person("Other Mentor"), mentee=make.person("Other Mentee"))
    page_of_other = visitor_of(make.mentor_of(other))
    page_of_other.get("coaching.show_milestone", pairing_id=pairing.id, code=CODE, status=404)
    page_of_other.post(
        "coaching.answer_observation",
        {"kind": "confirm"},
        observation_id=session.scalars(select(Observation.id)).first(),
        status=404,
    )


def test_in_french_every_word_is_french(make, visitor_of):
    pairing = make.pairing()
    page = page_of(visitor_of(make.mentor_of(pairing), language="fr"), pairing)
    assert "Faire un constat" in page.text or page.h1


@pytest.mark.parametrize("state", ["proposed", "declined"])
def test_nobody_reads_milestones_before_both_have_accepted(make, visitor_of, state):
    live = make.pairing()
    make.coaching_session(live, stated=(CODE,))
    mentee = make.mentee_of(live)
    end(live)
    later = make.pairing(session.get(Programme, live.programme_id), mentee=mentee, state=state)
    visitor = visitor_of(make.mentor_of(later))
    visitor.get("coaching.list_milestones", pairing_id=later.id, status=404)
    visitor.get("coaching.show_milestone", pairing_id=later.id, code=CODE, status=404)
    visitor.get("coaching.log_session", pairing=later.id, status=404)


def test_a_former_mentor_reads_only_what_their_own_pair_said(make, visitor_of):
    former = make.pairing()
    make.coaching_session(former, stated=(CODE,))
    mentee = make.mentee_of(former)
    end(former)
    now = make.pairing(
        session.get(Programme, former.programme_id),
        mentee=mentee,
        since=clock.today("Europe/Paris"),
    )
    make.coaching_session(now, stated=(CODE, "purpose-1a"))
    visitor = visitor_of(make.mentor_of(former))
    visitor.get("coaching.list_milestones", pairing_id=former.id, status=404)
    page = page_of(visitor, former)
    assert page.text.count("awaits an answer") == 1
    assert "State it" not in page.text
    assert "Nothing yet." in page_of(visitor, former, "purpose-1a").text
    own = page_of(visitor_of(mentee), now)
    assert own.text.count("awaits an answer") == 2


def test_what_was_done_before_the_first_pairing_is_said_to_be_so(pair):
    pairing, mentor, _ = pair
    page = page_of(mentor, pairing)
    here = mentor.url("coaching.show_milestone", pairing_id=pairing.id, code=CODE)
    early = {"autonomy": "alone", "evidence": "seen", "on": "2019-05-01"}
    refused = page.submit(here, status=422, **early)
    assert "that is when the first pairing was accepted" in refused.text
    page.submit(here, status=303, before="y", **early)


def test_before_closes_with_the_second_session_even_if_that_one_is_voided(make, visitor_of):
    pairing = make.pairing()
    make.coaching_session(pairing)
    mentor = visitor_of(make.mentor_of(pairing))
    assert "Already so before we began" in page_of(mentor, pairing).text
    second = make.coaching_session(pairing)
    assert "Already so before we began" not in page_of(mentor, pairing).text
    mentor.post("coaching.void_session", coaching_session_id=second.id)
    assert "Already so before we began" not in page_of(mentor, pairing).text


def test_lapsed_statements_wait_for_nobody(make, visitor_of):
    today = clock.today("Europe/Paris")
    pairing = make.pairing(since=today - timedelta(days=90))
    make.coaching_session(pairing, stated=(CODE,))
    mentor = visitor_of(make.mentor_of(pairing))
    assert "1 milestone to confirm" in mentor.get("pairings.list_pairings").text
    end(pairing, today - timedelta(days=15))
    assert "to confirm" not in mentor.get("pairings.list_pairings").text
    shown = mentor.get("pairings.show_pairing", pairing_id=pairing.id)
    assert "milestones to confirm 0" in re.sub(r"\W+", " ", shown.text)


def end(pairing, on=None):
    """The pairing is over, with the step that says so."""
    on = on or clock.today("Europe/Paris")
    with unit_of_work():
        it = session.get(Pairing, pairing.id)
        it.state, it.ended_on = PairingState.COMPLETED, on
        session.add(
            PairingTransition(
                pairing_id=it.id, from_state=PairingState.ACTIVE,
                to_state=PairingState.COMPLETED, happened_on=on, known_at=clock.now(),
            )
        )  # fmt: skip


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_with_many_statements(pair, make, statements, count):
    pairing, mentor, _mentee = pair
    programme = session.get(Programme, pairing.programme_id)
    codes = list(get_framework(programme.framework_version_id).milestones)[:count]
    make.coaching_session(pairing, stated=codes)
    with statements() as sent:
        mentor.get("coaching.list_milestones", pairing_id=pairing.id)
    assert len(sent) <= 8, "\n".join(sent)


@pytest.mark.parametrize("number", ["9" * 5000, "9223372036854775808"])
def test_a_number_that_no_statement_has_corrects_nothing(pair, number):
    pairing, mentor, _mentee = pair
    page = page_of(mentor, pairing)
    here = mentor.url("coaching.show_milestone", pairing_id=pairing.id, code=CODE)
    page.submit(here, status=303, autonomy="alone", evidence="seen", corrects=number)
    assert session.scalars(select(Observation.corrects_id)).one() is None


def test_the_mentee_is_spoken_to_and_not_about(pair):
    pairing, mentor, mentee = pair
    page = page_of(mentee, pairing)
    assert "Alone: you decided and pressed the button." in page.text
    assert "Checked: your mentor opened it" in page.text
    assert "My milestones" in page.links()
    assert mentee.get("coaching.list_milestones", pairing_id=pairing.id).h1 == "My milestones"
    page = page_of(mentor, pairing)
    assert "Alone: Claire decided and pressed the button." in page.text
    assert "Checked: I opened it" in page.text


def test_while_a_yes_is_asked_stating_stands_behind_a_line(pair):
    pairing, mentor, mentee = pair
    state(mentor, pairing)
    (behind,) = page_of(mentee, pairing).tree.find(".//main").iter("details")
    assert behind.get("open") is None
    assert [b.text for b in behind.iter("button")] == ["State it"]
    assert "Back it with a file or a link" in "".join(behind.itertext())
    (backing,) = page_of(mentor, pairing).tree.find(".//main").iter("details")
    assert not list(backing.iter("button"))


def test_the_list_links_the_short_title_and_says_the_sentence(pair):
    pairing, mentor, _mentee = pair
    page = mentor.get("coaching.list_milestones", pairing_id=pairing.id)
    milestones = {m.code: m for m in page_milestones(pairing)}
    asked = milestones[CODE]
    assert page.links()[asked.short["en"]].endswith(f"/milestones/{CODE}")
    assert asked.text["en"] in page.text
    assert asked.text["en"] not in page.links()


def page_milestones(pairing):
    from squad.framework.queries import get_framework
    from squad.programmes.models import Programme

    version = session.get(Programme, pairing.programme_id).framework_version_id
    found = get_framework(version).milestones.values()
    session.rollback()
    return found

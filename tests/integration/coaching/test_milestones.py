"""A milestone's own page: state, answer, undo, correct, withdraw, for the two and nobody else."""

import pytest
from sqlalchemy import select

from squad.coaching.models import Answer, Attainment, Observation
from squad.db.session import session
from squad.privacy.check import find_differences

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
    assert not list(page_of(mentor, pairing).tree.find(".//main").iter("details"))


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

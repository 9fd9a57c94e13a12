"""A kept drill: the mentor reads it, says what was seen, may state a milestone; it can go again."""

from datetime import timedelta

import pytest

from squad.audit.models import AuditEvent
from squad.coaching.models import Observation
from squad.drills.models import DrillRun, DrillStatement
from squad.kernel.clock import clock

KEPT = "drills.show_kept"
SEEN = {f"sight_{n}": "seen" for n in range(1, 5)}
DAY = timedelta(days=1)


@pytest.fixture
def kept(pairing, make):
    """A coffee that Claire kept."""
    return make.drill_run(pairing, state="kept", words="Merci de nous l'avoir dit")


def at(pairing, run, **more):
    return {"pairing_id": pairing.id, "run_id": run, **more}


def say(visitor, pairing, run, *, status=303, **sights):
    page = visitor.get(KEPT, **at(pairing, run))
    form = f"/pairings/{pairing.id}/drills/runs/{run}/seen"
    return page.submit(form, status=status, **{**SEEN, **sights})


def test_only_what_is_kept_is_shown_to_the_mentor(pairing, make, mentor, mentee):
    run = make.drill_run(pairing, state="ended", words="Rien que pour moi")
    listed = mentor.get("drills.list_drills", pairing_id=pairing.id)
    assert "Nothing was kept for you yet." in listed.text
    mentor.get(KEPT, **at(pairing, run), status=404)
    mentor.get("drills.play_drill", **at(pairing, run), status=403)
    page = mentee.get("drills.play_drill", **at(pairing, run))
    keep = f"/pairings/{pairing.id}/drills/runs/{run}/keep"
    own = mentee.follow(page.submit(keep, status=303, sight_2="unseen"))
    assert "Inès can open it now." in own.text
    assert "Claire has kept one drill for you to look at." in mentor.get("home.show_home").text
    listed = mentor.get("drills.list_drills", pairing_id=pairing.id)
    opened = mentor.get_path(listed.links()["Half an hour for a coffee: a complaint"])
    assert "Rien que pour moi" in opened.text
    assert "no mention of any employee" in opened.text
    assert "Claire: not seen" not in opened.text, "the mentor looks first"


def test_of_each_of_four_it_is_said_and_both_read_it(pairing, kept, mentor, mentee, rows):
    refused = say(mentor, pairing, kept, status=422, sight_3=None)
    assert "Choose one of these." in refused.text
    said = mentor.follow(say(mentor, pairing, kept, sight_4="unseen"))
    for page in (said, mentee.get(KEPT, **at(pairing, kept))):
        assert "Inès: seen, Claire: seen" in page.text
        assert "Inès: not seen, Claire: seen" in page.text
        assert "of 4" not in page.text
    assert "kept one drill" not in mentor.get("home.show_home").text
    say(mentor, pairing, kept)
    assert rows(DrillRun)[0].said == "seen,seen,seen,seen"
    assert rows(Observation) == [], "nothing is stated by itself"


def test_two_windows_of_the_mentor_are_met(pairing, kept, mentor):
    one = mentor.get(KEPT, **at(pairing, kept))
    form = f"/pairings/{pairing.id}/drills/runs/{kept}/seen"
    one.submit(form, status=303, **SEEN)
    one.submit(form, status=303, **SEEN)
    one.submit(form, status=409, **{**SEEN, "sight_1": "unseen"})


def state(mentor, pairing, run, code, *, known="opened", autonomy="alone", status=303):
    page = mentor.get("drills.state_milestone", **at(pairing, run, code=code))
    return page.submit(status=status, known=known, autonomy=autonomy)


def test_opened_it_is_checked_and_awaits_an_answer(pairing, kept, mentor, mentee, rows):
    first = mentor.get("drills.state_milestone", **at(pairing, kept, code="care-3b"), status=303)
    assert first.location.endswith("/kept"), "first the four"
    say(mentor, pairing, kept)
    page = mentor.follow(state(mentor, pairing, kept, "care-3b"))
    assert "Claire is asked whether it is right." in page.text
    assert "checked, in a drill." in page.text
    [stated] = rows(Observation)
    assert (stated.evidence, stated.drill, stated.autonomy) == ("checked", True, "alone")
    assert stated.happened_on == clock.today("Europe/Paris")
    assert stated.words == ""
    milestone = mentee.get("coaching.show_milestone", pairing_id=pairing.id, code="care-3b")
    assert "Alone, checked, in a drill" in milestone.text
    milestone.submit(f"/observations/{stated.id}/answer", status=303)
    held = mentee.get("coaching.show_milestone", pairing_id=pairing.id, code="care-3b")
    assert "held" in held.text
    names = [event.name for event in rows(AuditEvent)]
    assert names.count("milestone_stated") == 1
    assert not [name for name in names if "drill" in name]


def test_played_in_a_session_it_is_seen_on_that_day(pairing, make, mentor, rows):
    on = clock.today("Europe/Paris") - 2 * DAY
    logged = make.coaching_session(pairing, on=on)
    make.coaching_session(pairing, on=on - 20 * DAY)
    run = make.drill_run(pairing, "safety", state="kept", said=True)
    page = mentor.get("drills.state_milestone", **at(pairing, run, code="presence-2a"))
    assert "This milestone asks for: seen" in page.text
    assert "I opened what was kept. By itself it does not count for this milestone." in page.text
    assert page.text.count("played in our session of") == 1, "an older one is too old for this run"
    state(mentor, pairing, run, "presence-2a", known=str(logged.id))
    [stated] = rows(Observation)
    assert (stated.evidence, stated.happened_on) == ("seen", on)
    assert stated.coaching_session_id == logged.id
    assert rows(DrillStatement)[0].run_id == run


def test_twice_is_once_and_after_a_withdrawal_it_may_be_stated_anew(pairing, kept, mentor, rows):
    say(mentor, pairing, kept)
    page = mentor.get("drills.state_milestone", **at(pairing, kept, code="care-3b"))
    for _ in range(2):
        page.submit(status=303, known="opened", autonomy="alone")
    again = mentor.follow(state(mentor, pairing, kept, "care-3b"))
    assert "You stated this from here already." in again.text
    [stated] = rows(Observation)
    mentor.post("coaching.withdraw_observation", observation_id=stated.id)
    state(mentor, pairing, kept, "care-3b")
    assert len(rows(Observation)) == 2


@pytest.mark.parametrize("code", ["care-2a", "presence-1a"])
def test_what_a_drill_only_practises_is_not_stated_from_it(pairing, kept, mentor, rows, code):
    say(mentor, pairing, kept)
    where = at(pairing, kept, code=code)
    mentor.get("drills.state_milestone", **where, status=303)
    sent = {"known": "opened", "autonomy": "alone"}
    refused = mentor.follow(mentor.post("drills.state_milestone", sent, **where))
    assert "cannot be shown in this drill" in refused.text
    assert rows(Observation) == []


def test_a_session_of_somebody_else_is_no_answer(pairing, make, kept, mentor, rows):
    other = make.coaching_session(make.pairing())
    say(mentor, pairing, kept)
    state(mentor, pairing, kept, "care-3b", known=str(other.id), status=422)
    assert rows(Observation) == []


def test_taken_back_the_words_go_and_the_statement_stays(pairing, kept, mentor, mentee, rows):
    say(mentor, pairing, kept)
    state(mentor, pairing, kept, "care-3b")
    page = mentee.get(KEPT, **at(pairing, kept))
    late = mentor.get(KEPT, **at(pairing, kept))
    back = page.submit(f"/pairings/{pairing.id}/drills/runs/{kept}/withdraw", status=303)
    assert "Taken back." in mentee.follow(back).text
    mentee.post("drills.withdraw_run", **at(pairing, kept))
    [run] = rows(DrillRun)
    assert (run.answers, run.own, run.said) == ("", None, None)
    assert rows(Observation)[0].withdrawn_at is None
    seen = mentor.get(KEPT, **at(pairing, kept))
    assert "Claire took this back" in seen.text
    assert "Merci" not in seen.text
    assert "in a drill." in seen.text
    form = f"/pairings/{pairing.id}/drills/runs/{kept}/seen"
    said = mentor.follow(late.submit(form, status=303, **{**SEEN, "sight_1": "unseen"}))
    assert "This was taken back meanwhile." in said.text


def test_the_milestones_own_page_takes_a_drill_that_was_opened(pairing, mentor, rows):
    page = mentor.get("coaching.show_milestone", pairing_id=pairing.id, code="care-3b")
    page.submit(status=303, autonomy="alone", evidence="checked", drill="y")
    assert [(o.evidence, o.drill) for o in rows(Observation)] == [("checked", True)]
    page = mentor.get("coaching.show_milestone", pairing_id=pairing.id, code="conversing-3c")
    told = page.submit(status=422, autonomy="alone", evidence="told", drill="y")
    assert "Choose “seen” or “checked”." in told.text


def test_a_run_stays_readable_in_the_version_that_was_played(pairing, kept, mentor, rows):
    [run] = rows(DrillRun)
    assert run.framework_version_id
    assert "Half an hour for a coffee: a complaint" in mentor.get(KEPT, **at(pairing, kept)).text


def test_nobody_of_another_pairing_gets_there(make, kept, pairing, visitor_of):
    other = make.pairing()
    stranger = visitor_of(make.mentee_of(other))
    stranger.get(KEPT, **at(pairing, kept), status=404)
    stranger.get(KEPT, **at(other, kept), status=404)
    stranger.post("drills.withdraw_run", **at(other, kept), status=404)

"""A session that exists is changed, voided, searched: nothing is lost on the way."""

from datetime import date, timedelta

import pytest

from squad.coaching.models import (
    Attainment,
    CoachingSession,
    CoachingSessionVersion,
    NextStep,
    Observation,
)
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.pairings.models import PairingSummary
from squad.privacy.check import find_differences
from squad.programmes.models import Programme
from tests.integration.coaching.conftest import TUESDAY


@pytest.fixture
def logged(make, pairing):
    """A session of 45 minutes with a note, a step and a milestone."""
    from squad.coaching.rules.log import Step
    from squad.framework.rules.fluency import Side

    it = make.coaching_session(
        pairing,
        note="Élodie a trouvé",
        steps=(Step(Side.MENTEE, "Bring three claims"),),
        links=("https://example.org/a",),
        stated=("purpose-1a",),
    )
    return it.id


def edit(visitor, logged, status=303, **values):
    return visitor.get("coaching.edit_session", coaching_session_id=logged).submit(
        f"/sessions/{logged}/edit", status=status, **values
    )


def test_mentor_changes_facts_and_words_and_history_stays(mentor, logged, rows):
    shown = mentor.follow(edit(mentor, logged, minutes="60", note="Better said"))
    assert "Tuesday 1 December, 60 minutes." in shown.text
    assert "2 versions" in shown.text
    assert "Élodie a trouvé" in shown.text  # in the history
    (it,) = rows(CoachingSession)
    assert (it.minutes, it.note, it.version) == (60, "Better said", 2)
    assert [v.number for v in rows(CoachingSessionVersion)] == [1, 2]
    assert rows(PairingSummary)[0].held_minutes == 60


@pytest.mark.parametrize("who", ["mentor", "mentee"])
@pytest.mark.parametrize("version", [None, "", "x", "9" * 5000])
def test_without_the_version_that_was_read_nothing_is_saved_over(
    request, logged, rows, who, version
):
    page = edit(request.getfixturevalue(who), logged, status=409, version=version, note="Blind")
    assert "Blind" in page.text
    assert "Élodie a trouvé" in page.text
    (it,) = rows(CoachingSession)
    assert (it.note, it.version) == ("Élodie a trouvé", 1)


def test_mentee_adds_words_but_changes_no_fact(mentee, logged, rows):
    page = mentee.get("coaching.edit_session", coaching_session_id=logged)
    assert "How many minutes?" not in page.text
    page.submit(status=303, note="My own words", minutes="60", outcome="cancelled")
    (it,) = rows(CoachingSession)
    assert (it.note, it.minutes, it.state) == ("My own words", 45, CoachingState.HELD)


def test_saving_without_a_change_adds_no_version(mentor, logged, rows):
    edit(mentor, logged)
    assert len(rows(CoachingSessionVersion)) == 1


def test_changing_only_a_step_is_a_version_of_its_own(mentor, logged, rows):
    edit(mentor, logged, **{"steps-0-words": "Bring two claims"})
    old, new = rows(NextStep)
    assert (old.removed_at, new.words) == (TUESDAY, "Bring two claims")
    assert [v.number for v in rows(CoachingSessionVersion)] == [1, 2]
    edit(mentor, logged, **{"steps-1-words": "And read", "steps-1-owner": "mentor"})
    assert len([s for s in rows(NextStep) if s.removed_at is None]) == 2
    assert len(rows(CoachingSessionVersion)) == 3


def test_stale_save_shows_both_texts_and_loses_neither(mentor, mentee, logged, rows):
    page = mentor.get("coaching.edit_session", coaching_session_id=logged)
    edit(mentee, logged, note="What Claire wrote")
    both = page.submit(status=409, note="What Inès wrote", minutes="30")
    assert "What Claire wrote" in both.text
    assert "What Inès wrote" in both.text
    assert rows(CoachingSession)[0].note == "What Claire wrote"
    both.submit(status=303)
    (it,) = rows(CoachingSession)
    assert (it.note, it.minutes) == ("What Inès wrote", 30)
    notes = [v.words for v in rows(CoachingSessionVersion)]
    assert any("What Claire wrote" in words for words in notes)


def test_words_close_after_seven_days_and_facts_do_not(
    make, logged, rows, now, visitor_of, pairing
):
    now.move_to(TUESDAY + timedelta(days=7))
    late_mentee = visitor_of(make.mentee_of(pairing))
    edit(late_mentee, logged, note="On the last day")
    now.move_to(TUESDAY + timedelta(days=8))
    mentee, mentor = visitor_of(make.mentee_of(pairing)), visitor_of(make.mentor_of(pairing))
    closed = mentee.get("coaching.edit_session", coaching_session_id=logged)
    assert closed.h1 == "This session stays as it is"
    assert "open until 8 December 2026" in closed.text
    sent = {"note": "Too late", "version": "2"}
    refused = mentee.post("coaching.edit_session", sent, coaching_session_id=logged, status=422)
    assert "open until 8 December 2026" in refused.text
    assert "Too late" in refused.html
    page = mentor.get("coaching.edit_session", coaching_session_id=logged)
    assert "They stay as they are." in page.text
    page.submit(status=303, minutes="30")
    (it,) = rows(CoachingSession)
    assert (it.note, it.minutes) == ("On the last day", 30)
    assert len([s for s in rows(NextStep) if s.removed_at is None]) == 1
    page.submit(status=422, note="Too late", version="3")
    assert rows(CoachingSession)[0].note == "On the last day"


def test_closed_periods_stop_the_seven_days(make, logged, now, visitor_of, pairing):
    programme = session.get(Programme, pairing.programme_id)
    make.closed_period(programme, date(2026, 12, 2), date(2026, 12, 11))
    now.move_to(TUESDAY + timedelta(days=17))
    edit(visitor_of(make.mentee_of(pairing)), logged, note="After the holidays")


@pytest.mark.parametrize("away", ["mentor", "mentee", "paused"])
def test_leave_and_pauses_stop_the_seven_days(make, logged, now, visitor_of, pairing, away):
    if away == "paused":
        programme = session.get(Programme, pairing.programme_id)
        coordinator = visitor_of(make.coordinator(programme))
        coordinator.post("pairings.pause_pairing", pairing_id=pairing.id)
    else:
        person = getattr(make, f"{away}_of")(pairing)
        visitor_of(person).post(
            "accounts.add_quiet_period", {"starts_on": "2026-12-02", "ends_on": "2026-12-20"}
        )
    now.move_to(TUESDAY + timedelta(days=17))
    edit(visitor_of(make.mentee_of(pairing)), logged, note="After the leave")


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_either_adds_a_milestone_within_seven_days(
    side, make, visitor_of, pairing, logged, rows, now
):
    now.move_to(TUESDAY + timedelta(days=2))
    both = [visitor_of(make.mentor_of(pairing)), visitor_of(make.mentee_of(pairing))]
    visitor, other = both if side == "mentor" else reversed(both)
    edit(visitor, logged, **{"m-presence-1a": "alone"})
    added = rows(Observation, milestone_code="presence-1a")[0]
    assert (added.coaching_session_id, added.happened_on) == (logged, date(2026, 12, 1))
    assert (added.known_at, added.side.value) == (TUESDAY + timedelta(days=2), side)
    assert rows(PairingSummary)[0].to_confirm == 2
    here = other.get("coaching.show_session", coaching_session_id=logged)
    assert "Milestones stated" in here.text
    assert list(find_differences()) == []


def test_the_same_addition_sent_twice_is_stated_once(mentee, logged, rows):
    page = mentee.get("coaching.edit_session", coaching_session_id=logged)
    path = f"/sessions/{logged}/edit"
    page.submit(path, status=303, **{"m-presence-1a": "alone"})
    page.submit(path, status=409, **{"m-presence-1a": "alone"})
    assert len(rows(Observation, milestone_code="presence-1a")) == 1


def test_no_milestone_is_added_after_seven_days(make, visitor_of, pairing, logged, rows, now):
    sent = {"m-presence-1a": "alone", "note": "", "version": "1"}
    now.move_to(TUESDAY + timedelta(days=8))
    late = visitor_of(make.mentee_of(pairing))
    late.post("coaching.edit_session", sent, coaching_session_id=logged, status=422)
    assert rows(Observation, milestone_code="presence-1a") == []


def test_changed_day_leaves_what_was_known_as_it_was(mentor, logged, rows):
    edit(mentor, logged, on="2026-11-30")
    assert rows(CoachingSession)[0].held_on == date(2026, 11, 30)
    assert rows(Observation)[0].happened_on == date(2026, 12, 1)
    assert (
        "dated 1 December 2026"
        in mentor.get("coaching.show_session", coaching_session_id=logged).text
    )


def test_session_with_statements_stays_held(mentor, logged, rows):
    page = edit(
        mentor, logged, status=422, outcome="cancelled", cancelled_by="other", notice="none"
    )
    assert "Milestones were stated in this session" in page.text
    assert rows(CoachingSession)[0].state is CoachingState.HELD


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"minutes": "other", "other_minutes": "2"}, "Did you mean 120?"),
        ({"on": "2026-12-24"}, "Enter a date up to today."),
        ({"links": "ftp://x"}, "is not a web address."),
        ({"on": ""}, "Enter the day of the session."),
    ],
)
def test_refused_change_keeps_what_was_typed(mentor, logged, rows, values, sentence):
    page = edit(mentor, logged, status=422, note="Typed", **values)
    assert any(sentence in error for error in page.errors)
    assert "Typed" in page.html
    assert len(rows(CoachingSessionVersion)) == 1


def test_voided_session_counts_nowhere_and_is_kept(mentor, mentee, logged, rows, pairing, make):
    make.answers(pairing, rows(Observation)[0].id)
    assert rows(Attainment)[0].held
    page = mentor.get("coaching.void_session", coaching_session_id=logged)
    shown = mentor.follow(page.submit(status=303))
    assert "This session was voided." in shown.text
    assert "withdrawn" in shown.text
    assert rows(Observation)[0].withdrawn_at == TUESDAY
    assert not rows(Attainment)[0].held
    summary = rows(PairingSummary)[0]
    assert (summary.held_sessions, summary.last_held_on, summary.to_confirm) == (0, None, 0)
    assert rows(CoachingSessionVersion)[-1].voided
    listed = mentee.get("coaching.list_sessions", pairing_id=pairing.id)
    assert "Voided: it counts nowhere." in listed.text
    assert [e for e in listed.tree.iter("s") if "45 minutes" in "".join(e.itertext())]
    again = page.submit(status=422)
    assert "This session was voided already." in again.text
    assert list(find_differences()) == []


def test_mentee_cannot_void(mentee, logged, rows):
    mentee.get("coaching.void_session", coaching_session_id=logged, status=403)
    mentee.post("coaching.void_session", coaching_session_id=logged, status=403)
    assert rows(CoachingSession)[0].voided_at is None


def test_either_ticks_a_step_and_takes_the_tick_back(mentee, mentor, logged, rows):
    step = rows(NextStep)[0].id
    path = f"/sessions/{logged}/steps/{step}"
    page = mentee.get("coaching.show_session", coaching_session_id=logged)
    page = mentee.follow(page.submit(path, status=303))
    assert rows(NextStep)[0].done_at == TUESDAY
    page.submit(path, status=303)
    assert rows(NextStep)[0].done_at is None
    mentor.post_path(f"/sessions/{logged}/steps/999", {"done": "1"}, status=404)


def test_words_are_found_whatever_their_accents(mentor, pairing, make, logged):
    make.coaching_session(pairing, on=date(2026, 11, 24), note="Nothing here")
    page = mentor.get("coaching.list_sessions", pairing_id=pairing.id, q="elodie  TROUVE")
    assert "1 session has these words." in page.text
    assert "Élodie a trouvé" in page.text
    assert "Nothing here" not in page.text
    page = mentor.get("coaching.list_sessions", pairing_id=pairing.id, q="three claims")
    assert "1 session has these words." in page.text
    page = mentor.get("coaching.list_sessions", pairing_id=pairing.id, q="100%_'")
    assert "0 sessions have these words." in page.text


def test_list_costs_the_same_for_one_session_and_for_twenty(
    mentor, pairing, make, statements, logged
):
    def cost():
        with statements() as sent:
            mentor.get("coaching.list_sessions", pairing_id=pairing.id)
        return len(sent)

    one = cost()
    for back in range(1, 21):
        make.coaching_session(pairing, on=date(2026, 12, 1) - timedelta(days=back))
    assert cost() == one <= 10


def test_long_list_goes_on(mentor, pairing, make):
    for n in range(52):
        make.coaching_session(
            pairing, on=date(2026, 12, 1) - timedelta(days=n % 25), note=f"no {n}."
        )
    page = mentor.get("coaching.list_sessions", pairing_id=pairing.id)
    later = mentor.get_path(page.links()["Earlier sessions"])
    texts = page.text + later.text
    assert all(f"no {n}." in texts for n in range(52))
    mentor.get_path(f"/pairings/{pairing.id}/sessions?after=rubbish")
    mentor.get_path(f"/pairings/{pairing.id}/sessions?after=WyJ4IiwxXQ==")


def test_other_people_find_no_session(make, visitor_of, logged, pairing):
    other = make.pairing()
    for person in (make.mentor_of(other), make.mentee_of(other)):
        visitor = visitor_of(person)
        for endpoint in ("show_session", "show_saved", "edit_session"):
            visitor.get(f"coaching.{endpoint}", coaching_session_id=logged, status=404)
        visitor.get("coaching.list_sessions", pairing_id=pairing.id, status=404)
        visitor.post("coaching.edit_session", coaching_session_id=logged, status=404)
        visitor.post_path(f"/sessions/{logged}/steps/1", {"done": "1"}, status=404)

"""Logging a session: three facts, and what can wait."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from squad.coaching.models import CloseCode, CoachingSession, Draft, NextStep, Observation
from squad.coaching.rules.log import CancelledBy, CoachingState, Medium, Notice, Reason
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Autonomy, Evidence
from squad.pairings.models import PairingSummary
from tests.integration.coaching.conftest import TUESDAY

NEXT = datetime(2026, 12, 22, 7, 30, tzinfo=UTC)


def open_form(visitor, pairing):
    return visitor.get("coaching.log_session", pairing=pairing.id)


def log(visitor, pairing, status=303, **values):
    return open_form(visitor, pairing).submit(form="/sessions/new", status=status, **values)


def test_untouched_form_saves_three_facts(mentor, pairing, rows):
    page = open_form(mentor, pairing)
    assert page.h1 == "Session with Claire"
    assert "Today, Tuesday 1 December" in page.text
    assert "Tuesday 22 December, 8:30" in page.text
    assert "That is enough to save. The rest can wait seven days." in page.text

    saved = mentor.follow(page.submit(status=303))

    assert saved.h1 == "Saved."
    assert "Tuesday 1 December, 45 minutes. Next: Tuesday 22 December, 8:30." in saved.text
    held, planned = rows(CoachingSession)
    assert (held.state, held.held_on, held.minutes) == (CoachingState.HELD, date(2026, 12, 1), 45)
    assert (planned.state, planned.starts_at) == (CoachingState.PLANNED, NEXT)
    summary = rows(PairingSummary)[0]
    assert (summary.held_sessions, summary.held_minutes) == (1, 45)
    assert [p.at for p in summary.planned] == [NEXT]
    assert not rows(CloseCode)
    assert "Close together" not in saved.text


def test_nothing_is_ticked_beforehand(mentor, pairing):
    page = open_form(mentor, pairing)
    ticked = [
        control.get("name")
        for control in page.tree.iter("input")
        if control.get("checked") is not None and control.get("name", "").startswith("m-")
    ]
    offered = [c.get("name") for c in page.tree.iter("input") if c.get("value") == "alone"]
    assert ticked == []
    assert len(offered) == len(set(offered)) == 54


def test_form_with_a_note_is_valid(mentor, pairing, rows):
    mentor.follow(log(mentor, pairing, note="Deux pistes trouvées"))
    assert rows(CoachingSession)[0].note == "Deux pistes trouvées"


def test_statements_of_three_facts(mentor, pairing, statements):
    page = open_form(mentor, pairing)
    with statements() as sent:
        page.submit(status=303)
    assert len(sent) <= 31, "\n".join(sent)


def test_statements_of_a_whole_log(mentor, pairing, make, statements, rows):
    make.planned_session(pairing, at=TUESDAY + timedelta(minutes=1))
    page = open_form(mentor, pairing)
    said = {
        "m-purpose-1a": "alone",
        "m-listening-1a": "together",
        "steps-0-words": "Bring three claims",
    }
    with statements() as sent:
        page.submit(status=303, note="Two pieces found", **said)
    assert len(sent) <= 39, "\n".join(sent)
    assert (len(rows(Observation)), len(rows(NextStep)), len(rows(CloseCode))) == (2, 1, 1)


def test_called_off_says_by_whom_and_with_how_much_notice(mentor, pairing, rows):
    page = log(
        mentor,
        pairing,
        outcome="cancelled",
        cancelled_by="mentee",
        notice="same_day",
        reason="travel",
        next_at="none",
    )
    saved = mentor.follow(page)
    assert "Called off by Claire, the same day." in saved.text
    assert "The next one has no date yet." in saved.text
    (it,) = rows(CoachingSession)
    assert it.state is CoachingState.CANCELLED
    assert (it.cancelled_by, it.notice) == (CancelledBy.MENTEE, Notice.SAME_DAY)
    assert (it.reason, it.minutes) == (Reason.TRAVEL, None)


def test_missed_is_what_nobody_called_off(mentor, pairing, rows):
    log(mentor, pairing, outcome="cancelled", cancelled_by="nobody", notice="none", next_at="none")
    (it,) = rows(CoachingSession)
    assert (it.state, it.cancelled_by, it.notice) == (CoachingState.MISSED, None, None)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"outcome": "cancelled"}, "Choose who called it off."),
        ({"outcome": "cancelled", "cancelled_by": "other"}, "Choose how much notice there was."),
        ({"outcome": "certainly"}, "Choose one of these."),
        ({"minutes": None}, "Enter how many minutes it lasted."),
        ({"minutes": "other"}, "Enter how many minutes it lasted."),
        ({"minutes": "other", "other_minutes": "450"}, "Did you mean 45?"),
        ({"minutes": "other", "other_minutes": "9" * 40}, "Enter a whole number, for example 45."),
        ({"minutes": "other", "other_minutes": "-3"}, "Enter a whole number, for example 45."),
        ({"on": "2026-12-02"}, "Enter a date up to today."),
        ({"on": "2026-10-01"}, "that is when both accepted the pairing."),
        ({"on": ""}, "Enter the day of the session."),
        ({"on": "tomorrow"}, "Enter a date: day, month and year."),
        ({"on": "0001-01-01"}, "Check the year."),
        ({"next_at": "other"}, "Enter the day of the next session, or choose “not yet”."),
        (
            {"next_at": "other", "next_day": "2026-12-15"},
            "Enter the time of the next session, or choose “not yet”.",
        ),
        (
            {"next_at": "other", "next_day": "2026-11-30", "next_time": "08:30"},
            "Choose a time to come for the next session, or “not yet”.",
        ),
        ({"next_at": "2026-11-30T08:30"}, "Choose a time to come for the next session"),
        ({"next_at": "2031-12-01T08:30"}, "Choose a day within a year for the next session."),
        ({"next_at": "soon"}, "Choose one of these."),
        ({"next_at": "0001-01-01T00:00"}, "Choose one of these."),
        ({"next_at": None}, "Choose one of these."),
        ({"links": "javascript:alert(1)"}, "is not a web address."),
        ({"steps-0-due_on": "2026-12-09"}, "Write what is to be done, or remove this step."),
        (
            {"steps-0-words": "Read", "steps-0-due_on": "2026-11-01"},
            "Choose a day that is not before the session.",
        ),
        ({"steps-1-words": "x" * 501}, "Keep a next step within 500 characters."),
        ({"note": "x" * 10_001}, "Keep the note within 10000 characters (1 too many)."),
        ({"preparation_minutes": "7"}, "Choose one of these."),
        ({"m-purpose-1a": "passes_on"}, "Choose together or alone."),
        ({"m-purpose-9z": "alone"}, "purpose-9z is not a milestone of this programme."),
        ({"m-purpose-1a": "alone", "e-purpose-1a": "measured"}, "Choose together or alone."),
        (
            {
                "m-purpose-1a": "alone",
                "outcome": "cancelled",
                "cancelled_by": "other",
                "notice": "none",
            },
            "Milestones can only be stated in a session that took place.",
        ),
    ],
)
def test_refusal_keeps_everything_typed(mentor, pairing, rows, values, sentence):
    said = {"note": "Kept as typed", "m-listening-1a": "alone", **values}
    page = log(mentor, pairing, status=422, **said)
    assert any(sentence in error for error in page.errors) or sentence in page.text
    assert ("Kept as typed" in page.html) or "note" in values
    kept = page.fields(page.forms("/sessions/new")[0])
    assert ("m-listening-1a", "alone") in kept
    for name in set(values) & {"other_minutes", "on", "steps-0-words", "links"}:
        assert (name, values[name]) in kept or not values[name]
    assert rows(CoachingSession) == []
    assert rows(Observation) == []


def test_form_that_came_back_is_saved_once_mended(mentor, pairing, rows):
    page = log(mentor, pairing, status=422, note="Kept", minutes="other", other_minutes="450")
    page.submit(status=303, other_minutes="50")
    held = rows(CoachingSession)[0]
    assert (held.minutes, held.note) == (50, "Kept")


def test_another_day_and_time_for_the_next_one(mentor, pairing, rows):
    log(mentor, pairing, next_at="other", next_day="2027-01-05", next_time="17:05")
    assert rows(CoachingSession)[1].starts_at == datetime(2027, 1, 5, 16, 5, tzinfo=UTC)


def test_late_entry_is_shown_as_such(mentor, pairing, rows):
    saved = mentor.follow(log(mentor, pairing, on="2026-11-10"))
    assert "Entered late, on 1 December 2026" in saved.text
    listed = mentor.get("coaching.list_sessions", pairing_id=pairing.id)
    assert "Entered late, on 1 December 2026" in listed.text
    assert rows(CoachingSession)[0].held_on == date(2026, 11, 10)


def test_next_one_skips_closed_periods(mentor, pairing, make):
    from squad.programmes.models import Programme

    programme = session.get(Programme, pairing.programme_id)
    make.closed_period(programme, date(2026, 12, 19), date(2027, 1, 3))
    assert "Tuesday 5 January, 8:30" in open_form(mentor, pairing).text


def test_planned_session_becomes_the_one_that_is_logged(pairing, make, rows, now, visitor_of):
    planned = make.planned_session(pairing, at=TUESDAY + timedelta(hours=3))
    now.move_to(TUESDAY + timedelta(days=1))
    mentor = visitor_of(make.mentor_of(pairing))
    page = open_form(mentor, pairing)
    assert "Tuesday 1 December" in page.text
    assert "Tuesday 22 December, 12:20" in page.text
    page.submit(status=303)
    held, upcoming = rows(CoachingSession)
    assert held.id == planned.id
    assert (held.state, held.held_on) == (CoachingState.HELD, date(2026, 12, 1))
    assert held.logged_at == TUESDAY + timedelta(days=1)
    assert upcoming.moves == 0


def test_session_planned_later_today_stays_planned_when_an_earlier_one_is_logged(
    mentor, pairing, make, rows
):
    planned = make.planned_session(pairing, at=TUESDAY + timedelta(hours=3))
    log(mentor, pairing, on="2026-11-24", next_at="2026-12-01T12:20")
    earlier = rows(CoachingSession)[1]
    assert earlier.held_on == date(2026, 11, 24)
    still = rows(CoachingSession)[0]
    assert (still.id, still.state, still.moves) == (planned.id, CoachingState.PLANNED, 0)


def test_planned_time_is_offered_and_moving_it_counts(mentor, pairing, make, rows):
    make.planned_session(pairing, at=NEXT)
    page = open_form(mentor, pairing)
    assert "Tuesday 22 December, 8:30" in page.text
    page.submit(status=303, next_at="other", next_day="2026-12-29", next_time="08:30")
    planned = rows(CoachingSession, state=CoachingState.PLANNED)
    assert [(p.held_on, p.moves) for p in planned] == [(date(2026, 12, 29), 1)]


def test_not_yet_takes_the_plan_back(mentor, pairing, make, rows):
    make.planned_session(pairing, at=NEXT)
    log(mentor, pairing, next_at="none")
    assert rows(CoachingSession)[0].voided_at is not None
    assert rows(PairingSummary)[0].planned == ()


def test_milestones_note_steps_links_and_times(mentor, pairing, rows):
    page = log(
        mentor,
        pairing,
        note="Première ligne\r\nSeconde ligne",
        links="https://example.org/a\r\n\r\nhttps://example.org/b",
        preparation_minutes="15",
        travel_minutes="30",
        **{
            "m-purpose-1a": "alone",
            "m-publishing-1b": "alone",
            "m-listening-1a": "together",
            "e-listening-1a": "told",
            "steps-0-words": "Bring three claims",
            "steps-2-words": "Read the guide",
            "steps-2-owner": "mentor",
            "steps-2-due_on": "2026-12-10",
        },
    )
    mentor.follow(page)
    it = rows(CoachingSession)[0]
    assert it.note == "Première ligne\nSeconde ligne"
    assert it.links == "https://example.org/a\nhttps://example.org/b"
    assert (it.preparation_minutes, it.travel_minutes) == (15, 30)
    steps = [(s.owner, s.words, s.due_on) for s in rows(NextStep)]
    assert steps == [
        (Side.MENTEE, "Bring three claims", None),
        (Side.MENTOR, "Read the guide", date(2026, 12, 10)),
    ]
    stated = {o.milestone_code: (o.autonomy, o.evidence) for o in rows(Observation)}
    assert stated == {
        "purpose-1a": (Autonomy.ALONE, Evidence.SEEN),
        "publishing-1b": (Autonomy.ALONE, Evidence.CHECKED),
        "listening-1a": (Autonomy.TOGETHER, Evidence.TOLD),
    }
    summary = rows(PairingSummary)[0]
    assert (summary.to_confirm, summary.other_minutes) == (3, 45)


def test_without_an_agreement_no_milestone_is_offered_or_taken(make, now, visitor_of, rows):
    from squad.people.models import Person

    pairing = make.pairing(state="accepted", agreement=False)
    mentor = visitor_of(session.get(Person, pairing.mentor_id))
    page = open_form(mentor, pairing)
    assert "What did Claire do?" not in page.text
    refused = page.submit(status=422, **{"m-purpose-1a": "alone"})
    assert "once you have both signed the agreement" in refused.text
    log(mentor, pairing)
    assert rows(CoachingSession)[0].state is CoachingState.HELD


@pytest.mark.parametrize("state", ["ended", "completed"])
def test_pairing_that_is_over_takes_no_log(make, now, visitor_of, rows, state):
    from squad.people.models import Person

    pairing = make.pairing(state=state)
    mentor = visitor_of(session.get(Person, pairing.mentor_id))
    assert "This pairing is not under way" in log(mentor, pairing, status=422).text
    assert rows(CoachingSession) == []


def test_only_the_mentor_logs(mentee, pairing, make, visitor_of):
    mentee.get("coaching.log_session", pairing=pairing.id, status=403)
    stranger = make.pairing().mentor_id
    from squad.people.models import Person

    other_mentor = visitor_of(session.get(Person, stranger))
    other_mentor.get("coaching.log_session", pairing=pairing.id, status=404)
    other_mentor.post("coaching.log_session", {"pairing": pairing.id}, status=404)
    other_mentor.get("coaching.log_session", status=404)
    other_mentor.get_path("/sessions/new?pairing=x", status=404)


def test_first_session_has_an_opener(mentor, pairing):
    page = open_form(mentor, pairing)
    assert page.links()["Ideas for a first session"] == "/framework/openers/support"
    log(mentor, pairing)
    assert "Ideas for a first session" not in open_form(mentor, pairing).links()


def test_french_page_and_saved_page(make, now, visitor_of):
    from squad.people.models import Person

    pairing = make.pairing()
    mentor = visitor_of(session.get(Person, pairing.mentor_id), language="fr")
    with_french(pairing.mentor_id)
    page = open_form(mentor, pairing)
    assert page.h1 == "Séance avec Claire"
    assert "Mardi 22 décembre, 8 h 30" in page.text
    saved = mentor.follow(page.submit(status=303))
    assert "Mardi 1er décembre, 45 minutes." in saved.text


def with_french(person_id):
    from squad.db.unit_of_work import unit_of_work
    from squad.people.models import Person

    with unit_of_work():
        session.get(Person, person_id).language = "fr"


def test_double_click_and_back_button_make_one_record(mentor, pairing, rows):
    page = open_form(mentor, pairing)
    first = page.submit(status=303, note="Once", **{"m-purpose-1a": "alone"})
    second = page.submit(status=303, note="Once", **{"m-purpose-1a": "alone"})
    assert first.location == second.location
    assert len(rows(CoachingSession)) == 2  # the one held, the one planned
    assert len(rows(Observation)) == 1


def test_same_key_with_other_words_shows_both_and_loses_neither(mentor, pairing, rows):
    page = open_form(mentor, pairing)
    page.submit(status=303, note="The first text")
    both = page.submit(status=409, note="The second text")
    assert "The first text" in both.text
    assert "The second text" in both.text
    assert len(rows(CoachingSession)) == 2
    both.submit(status=303)
    assert {s.note for s in rows(CoachingSession)} == {"The first text", "", "The second text"}


def test_two_presses_at_the_same_moment_make_one_record(app, mentor, pairing, rows):
    page = open_form(mentor, pairing)
    fields = page.fields(page.main_form())
    locations, barrier, pairing_id = [], Barrier(2), pairing.id

    sent: dict = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)

    def press():
        client = app.test_client()
        for cookie in mentor.client._cookies.values():
            client.set_cookie(cookie.key, cookie.value)
        barrier.wait()
        answer = client.post(f"/sessions/new?pairing={pairing_id}", data=sent)
        locations.append((answer.status_code, answer.headers.get("Location")))

    session.rollback()
    presses = [Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert locations[0] == locations[1]
    assert locations[0][0] == 303
    assert len(rows(CoachingSession, state=CoachingState.HELD)) == 1


def test_log_throws_the_draft_away(mentor, pairing, rows):
    page = open_form(mentor, pairing)
    fields = dict(page.fields(page.main_form())) | {"note": "Half a thought"}
    kept = mentor.post("coaching.save_draft", fields, status=200)
    assert kept.response.json == {"kept": True, "at": "9:20"}
    assert len(rows(Draft)) == 1
    page.submit(status=303, note="A whole thought")
    assert rows(Draft) == []


def test_what_is_written_is_ciphertext_in_the_database(mentor, pairing):
    log(
        mentor,
        pairing,
        note="canary-note",
        links="https://canary.example",
        **{"steps-0-words": "canary-step"},
    )
    stored = ""
    for table in ("coaching_sessions", "coaching_session_versions", "next_steps", "audit_events"):
        stored += str(session.execute(text(f"SELECT * FROM {table}")).all())
    assert "canary" not in stored


def test_how_the_two_met_stands_on_the_sessions_page(mentor, pairing, make):
    plain = make.coaching_session(pairing)
    video = make.coaching_session(pairing, medium=Medium.VIDEO)
    assert "Video" in mentor.get("coaching.show_session", coaching_session_id=video.id).text
    assert "Video" not in mentor.get("coaching.show_session", coaching_session_id=plain.id).text


def test_everything_that_is_to_be_mended_is_told_at_once(mentor, pairing):
    wrong = {"minutes": "other", "other_minutes": "450", "next_at": "other", "next_day": ""}
    refused = log(mentor, pairing, status=422, **wrong)
    told = " ".join(refused.errors)
    assert "Did you mean 45?" in told
    assert "Enter the day of the next session" in told

"""The next session: planned, moved, called off, by either of the pair."""

from datetime import UTC, date, datetime, timedelta

from squad.coaching.models import CoachingSession, CoachingSessionVersion
from squad.coaching.rules.log import CancelledBy, CoachingState, Notice
from squad.pairings.models import PairingSummary
from tests.integration.coaching.conftest import TUESDAY

NEXT = datetime(2026, 12, 15, 7, 30, tzinfo=UTC)


def plan(visitor, pairing, day="2026-12-15", clock="08:30", status=303):
    page = visitor.get("coaching.plan_session", pairing_id=pairing.id)
    return page.submit(status=status, next_day=day, next_time=clock)


def test_mentee_plans_the_first_one(mentee, pairing, rows):
    listed = mentee.follow(plan(mentee, pairing))
    assert "Tuesday 15 December, 8:30" in listed.text
    (planned,) = rows(CoachingSession)
    assert (planned.state, planned.starts_at) == (CoachingState.PLANNED, NEXT)
    assert rows(PairingSummary)[0].next_planned_at == NEXT


def test_moving_counts_and_keeps_history(mentor, mentee, pairing, rows):
    plan(mentee, pairing)
    plan(mentor, pairing, day="2026-12-16")
    listed = mentee.follow(plan(mentee, pairing, day="2026-12-17"))
    assert "moved 2 times" in listed.text
    (planned,) = rows(CoachingSession)
    assert (planned.held_on, planned.moves) == (date(2026, 12, 17), 2)
    assert rows(PairingSummary)[0].next_moves == 2
    assert len(rows(CoachingSessionVersion)) == 3


def test_saving_the_same_date_again_is_no_move(mentee, pairing, rows):
    plan(mentee, pairing)
    mentee.get("coaching.plan_session", pairing_id=pairing.id).submit(status=303)
    assert [p.moves for p in rows(CoachingSession)] == [0]


def test_double_click_plans_once(mentee, pairing, rows):
    page = mentee.get("coaching.plan_session", pairing_id=pairing.id)
    page.submit(status=303, next_day="2026-12-15", next_time="08:30")
    page.submit(status=303, next_day="2026-12-15", next_time="08:30")
    page.submit(status=409, next_day="2026-12-16", next_time="08:30")
    assert len(rows(CoachingSession)) == 1


def test_past_or_empty_dates_are_refused(mentee, pairing, rows):
    assert (
        "Choose a time to come"
        in plan(mentee, pairing, clock="09:00", day="2026-12-01", status=422).text
    )
    assert "Choose a day from today on." in plan(mentee, pairing, day="2026-11-30", status=422).text
    assert "Enter the day of the next session." in plan(mentee, pairing, day="", status=422).text
    assert "Enter the time of the next session." in plan(mentee, pairing, clock="", status=422).text
    assert rows(CoachingSession) == []


def test_mentee_calls_it_off_and_says_when_instead(mentee, pairing, make, rows):
    planned = make.planned_session(pairing, at=NEXT)
    page = mentee.get("coaching.call_off_session", coaching_session_id=planned.id)
    assert page.h1 == "Call off the session of 15 December 2026"
    page.submit(status=303, next_at="other", next_day="2026-12-18", next_time="10:00")
    off, upcoming = rows(CoachingSession)
    assert (off.state, off.held_on) == (CoachingState.CANCELLED, date(2026, 12, 15))
    assert (off.cancelled_by, off.notice) == (CancelledBy.MENTEE, Notice.TWO_DAYS_OR_MORE)
    assert (upcoming.state, upcoming.held_on) == (CoachingState.PLANNED, date(2026, 12, 18))
    assert rows(PairingSummary)[0].mentee_cancellations_in_a_row == 1


def test_notice_is_filled_in_from_the_day(mentor, pairing, make):
    planned = make.planned_session(pairing, at=TUESDAY + timedelta(days=1))
    page = mentor.get("coaching.call_off_session", coaching_session_id=planned.id)
    fields = dict(page.fields(page.main_form()))
    assert (fields["cancelled_by"], fields["notice"]) == ("mentor", "day_before")


def test_called_off_once(mentee, pairing, make, rows):
    planned = make.planned_session(pairing, at=NEXT)
    page = mentee.get("coaching.call_off_session", coaching_session_id=planned.id)
    page.submit(status=303, next_at="none")
    page.submit(status=303, next_at="none")
    mentee.get("coaching.call_off_session", coaching_session_id=planned.id, status=404)
    assert len(rows(CoachingSession)) == 1


def test_other_form_finds_it_called_off_already(mentor, mentee, pairing, make, rows):
    planned = make.planned_session(pairing, at=NEXT)
    mine = mentor.get("coaching.call_off_session", coaching_session_id=planned.id)
    theirs = mentee.get("coaching.call_off_session", coaching_session_id=planned.id)
    mine.submit(status=303, next_at="none")
    assert "no longer planned" in theirs.submit(status=422, next_at="none").text
    assert rows(CoachingSession)[0].cancelled_by is CancelledBy.MENTOR


def test_strangers_plan_nothing(pairing, make, visitor_of, rows):
    planned = make.planned_session(pairing, at=NEXT)
    other = visitor_of(make.mentee_of(make.pairing()))
    other.get("coaching.plan_session", pairing_id=pairing.id, status=404)
    other.post("coaching.plan_session", pairing_id=pairing.id, status=404)
    other.get("coaching.call_off_session", coaching_session_id=planned.id, status=404)
    other.post("coaching.call_off_session", coaching_session_id=planned.id, status=404)
    assert rows(CoachingSession)[0].state is CoachingState.PLANNED

"""The next session: planned, moved, called off, by either of the pair."""

from datetime import UTC, date, datetime, timedelta

from squad.coaching.actions.summaries import refresh_all
from squad.coaching.models import CoachingSession, CoachingSessionVersion
from squad.coaching.rules.log import CancelledBy, CoachingState, Notice
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.pairings.models import PairingSummary
from squad.privacy.check import find_differences
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
    assert [p.at for p in rows(PairingSummary)[0].planned] == [NEXT]


def test_moving_counts_and_keeps_history(mentor, mentee, pairing, rows):
    plan(mentee, pairing)
    plan(mentor, pairing, day="2026-12-16")
    listed = mentee.follow(plan(mentee, pairing, day="2026-12-17"))
    assert "moved 2 times" in listed.text
    (planned,) = rows(CoachingSession)
    assert (planned.held_on, planned.moves) == (date(2026, 12, 17), 2)
    assert [p.moves for p in rows(PairingSummary)[0].planned] == [2]
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


def test_another_hour_of_the_same_day_is_no_move(mentee, pairing, rows):
    plan(mentee, pairing)
    plan(mentee, pairing, clock="17:00")
    (planned,) = rows(CoachingSession)
    assert (planned.starts_at.hour, planned.moves) == (16, 0)


def test_plan_that_nobody_logged_hides_no_later_one(pairing, make, rows, now, visitor_of):
    make.planned_session(pairing, at=TUESDAY + timedelta(days=1))
    now.move_to(TUESDAY + timedelta(days=4))
    mentor = visitor_of(make.mentor_of(pairing))
    plan(mentor, pairing, day="2026-12-09")
    forgotten, ahead = rows(CoachingSession)
    assert (forgotten.held_on, ahead.held_on) == (date(2026, 12, 2), date(2026, 12, 9))
    assert "9 December" in mentor.get("pairings.show_pairing", pairing_id=pairing.id).text
    assert list(find_differences()) == []


def test_later_plans_of_an_import_stay(mentor, pairing, rows):
    keep(pairing, date(2026, 12, 8), date(2026, 12, 29))
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    page.submit(form="/sessions/new", status=303, next_at="2026-12-08T14:00")
    planned = rows(CoachingSession, state=CoachingState.PLANNED, voided_at=None)
    assert [(p.held_on, p.moves) for p in planned] == [
        (date(2026, 12, 8), 0),
        (date(2026, 12, 29), 0),
    ]


def test_older_session_logged_late_leaves_a_later_plan(mentor, pairing, rows):
    keep(pairing, date(2026, 11, 30))
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    page.submit(form="/sessions/new", status=303, on="2026-11-24", next_at="2026-12-15T08:30")
    kept = [(s.state.value, s.held_on) for s in rows(CoachingSession)]
    assert kept == [
        ("planned", date(2026, 11, 30)),
        ("held", date(2026, 11, 24)),
        ("planned", date(2026, 12, 15)),
    ]


def keep(pairing, *days):
    """Plans without a time, as an import brings them."""
    with unit_of_work():
        for day in days:
            session.add(
                CoachingSession(
                    pairing_id=pairing.id, state=CoachingState.PLANNED, held_on=day,
                    known_at=TUESDAY, note="", links="",
                )
            )  # fmt: skip
        refresh_all(pairing.id, "Europe/Paris", to_confirm=False)

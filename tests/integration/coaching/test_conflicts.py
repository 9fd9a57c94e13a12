"""A form whose key was used for other words: both are shown, and neither is lost."""

from datetime import UTC, datetime

import pytest

from squad.coaching.models import CoachingSession, Observation
from squad.coaching.rules.log import CancelledBy
from squad.kernel.errors import (
    ConflictError,
    DomainError,
    RepeatedFormError,
    ReusedKeyError,
    StaleVersionError,
)

CODE = "presence-1b"
NEXT = datetime(2026, 12, 15, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("kind", [StaleVersionError, RepeatedFormError, ReusedKeyError])
def test_no_conflict_is_taken_for_a_refusal_by_a_rule(kind):
    assert issubclass(kind, ConflictError)
    assert not issubclass(kind, DomainError)


def test_two_statements_of_one_form(mentor, pairing, rows):
    page = mentor.get("coaching.show_milestone", pairing_id=pairing.id, code=CODE)
    here = mentor.url("coaching.show_milestone", pairing_id=pairing.id, code=CODE)
    page.submit(here, status=303, autonomy="alone", evidence="seen", words="The first words")
    page.submit(here, status=303, autonomy="alone", evidence="seen", words="The first words")
    both = page.submit(here, status=409, autonomy="together", evidence="told", words="The second")
    assert "The first words" in both.text
    assert "The second" in both.text
    assert "Together" in both.text
    assert len(rows(Observation)) == 1
    both.submit(here, status=303)
    assert [o.words for o in rows(Observation)] == ["The first words", "The second"]


def test_two_times_of_one_form(mentee, pairing, rows):
    page = mentee.get("coaching.plan_session", pairing_id=pairing.id)
    page.submit(status=303, next_day="2026-12-15", next_time="08:30")
    both = page.submit(status=409, next_day="2026-12-16", next_time="09:00")
    assert "Tuesday 15 December, 8:30" in both.text
    assert "Wednesday 16 December, 9:00" in both.text
    assert [p.starts_at for p in rows(CoachingSession)] == [NEXT]
    both.submit(status=303)
    assert [(p.starts_at.day, p.moves) for p in rows(CoachingSession)] == [(16, 1)]


def test_called_off_in_two_ways(mentee, pairing, make, rows):
    planned = make.planned_session(pairing, at=NEXT)
    page = mentee.get("coaching.call_off_session", coaching_session_id=planned.id)
    page.submit(status=303, next_at="none", cancelled_by="mentee", notice="same_day")
    both = page.submit(status=409, next_at="none", cancelled_by="mentor", notice="day_before")
    assert "Called off by the mentee" in both.text
    assert "Called off by the mentor" in both.text
    assert "Open what is saved" in both.links()
    assert rows(CoachingSession)[0].cancelled_by is CancelledBy.MENTEE


def test_a_view_that_shows_no_texts_still_answers_calmly(app, mentee, monkeypatch):
    def reused():
        raise ReusedKeyError("7")

    monkeypatch.setitem(app.view_functions, "home.show_home", _stamped(app, reused))
    page = mentee.get("home.show_home", status=409)
    assert page.h1 == "This changed meanwhile"


def _stamped(app, view):
    view.__dict__.update(app.view_functions["home.show_home"].__dict__)
    return view

"""Logging a session: three facts, and what can wait."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from squad.coaching.models import (
    CloseCode,
    CoachingSession,
    CoachingSessionVersion,
    Draft,
    NextStep,
    Observation,
)
from squad.coaching.rules.log import CancelledBy, CoachingState, Notice, Reason
from squad.db.session import session
from squad.framework.rules.model import Autonomy, Evidence
from squad.pairings.models import PairingSummary

TUESDAY = datetime(2026, 12, 1, 8, 20, tzinfo=UTC)  # 9:20 in Paris


@pytest.fixture
def now():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def pairing(now, make):
    return make.pairing()


@pytest.fixture
def mentor(pairing, make, visitor_of):
    from squad.people.models import Person

    return visitor_of(session.get(Person, pairing.mentor_id))


@pytest.fixture
def mentee(pairing, make, visitor_of):
    from squad.people.models import Person

    return visitor_of(session.get(Person, pairing.mentee_id))


def rows(model, **by):
    session.expire_all()
    return session.scalars(select(model).filter_by(**by).order_by(*model.__table__.primary_key)).all()


def log(mentor, pairing, **values):
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    return page.submit(**values)


def test_untouched_form_saves_three_facts(mentor, pairing):
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    assert page.h1 == "Session with Claire"
    assert "Today, Tuesday 1 December" in page.text
    assert "Tuesday 22 December, 8:30" in page.text
    assert "That is enough to save. The rest can wait seven days." in page.text

    saved = mentor.follow(page.submit(status=303))

    assert saved.h1 == "Saved."
    assert "Tuesday 1 December, 45 minutes. Next: Tuesday 22 December, 8:30." in saved.text
    held, planned = rows(CoachingSession)
    assert (held.state, held.held_on, held.minutes) == (CoachingState.HELD, date(2026, 12, 1), 45)
    assert planned.state is CoachingState.PLANNED
    assert planned.starts_at == datetime(2026, 12, 22, 7, 30, tzinfo=UTC)
    summary = session.get(PairingSummary, pairing.id)
    assert (summary.held_sessions, summary.held_minutes) == (1, 45)
    assert summary.next_planned_at == planned.starts_at
    assert not rows(CloseCode)


def test_form_with_a_note_is_valid(mentor, pairing):
    mentor.follow(log(mentor, pairing, note="Deux pistes trouvées"))
    assert rows(CoachingSession)[0].note == "Deux pistes trouvées"


def test_three_facts_cost_few_statements(mentor, pairing, statements):
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    with statements() as sent:
        page.submit(status=303)
    assert len(sent) <= 16, "\n".join(sent)
    print("FACTS", len(sent))


def test_whole_log_costs_few_statements(mentor, pairing, make, statements):
    make.planned_session(pairing, at=TUESDAY + timedelta(minutes=1))
    page = mentor.get("coaching.log_session", pairing=pairing.id)
    with statements() as sent:
        page.submit(
            status=303,
            note="Two pieces found",
            **{
                "m-purpose-1a": "alone",
                "m-listening-1a": "together",
                "steps-0-words": "Bring three claims",
            },
        )
    assert len(rows(Observation)) == 2
    assert len(rows(NextStep)) == 1
    assert len(rows(CloseCode)) == 1
    assert len(sent) <= 24, "\n".join(sent)
    print("WHOLE", len(sent))

"""The demo’s story, built as the command builds it: everything agrees."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from squad.audit.models import Receipt
from squad.coaching.models import CoachingSession, NextStep, Observation
from squad.db.session import session
from squad.demo.building import build
from squad.demo.rules import monday_of
from squad.drills.models import DrillRun
from squad.kernel.clock import clock
from squad.pairings.models import AgreementVersion, Pairing
from squad.people.models import Person
from squad.privacy.check import find_differences
from squad.reports.queries.cohort import Ask, load_cohort
from squad.reports.queries.programmes import find_by_code
from squad.reports.shapes import Reader

ZONE = "Europe/Paris"
THURSDAY = 3


@pytest.fixture
def thursday():
    """A Thursday: the story counts from the Monday of its week."""
    before = clock.shift
    today = clock.today(ZONE)
    clock.shift = before + timedelta(days=THURSDAY - today.weekday())
    yield clock.today(ZONE)
    clock.shift = before


@pytest.fixture
def app(sqlite_app):
    """The demo knows one kind of database only."""
    from tests.support.snapshots import empty

    with sqlite_app.app_context():
        yield sqlite_app
        session.remove()
        empty()


@pytest.fixture
def told(app, thursday):
    heard = []
    personas = build(monday_of(thursday), lambda done, parts: heard.append((done, parts)))
    assert heard[-1][0] == heard[-1][1] == len(heard)
    return personas


def test_the_story_is_told_whole_and_agrees_with_itself(told, thursday):
    assert [persona.role for persona in told if persona.language == "fr"] == [
        "mentor", "mentor", "mentee", "hr", "coordinator", "admin", "delegate",
    ]  # fmt: skip
    assert [persona.role for persona in told if persona.language == "en"] == [
        "mentor", "mentee", "hr",
    ]  # fmt: skip
    assert list(find_differences()) == []
    counted = {
        table: session.scalar(select(func.count()).select_from(table))
        for table in (Person, Pairing, CoachingSession, NextStep, Receipt)
    }
    assert counted == {Person: 61, Pairing: 33, CoachingSession: 202, NextStep: 16, Receipt: 3}
    cohort = load_cohort(find_by_code("demo"), Reader.COORDINATOR, Ask(size=None))
    assert cohort.mentees == 30
    assert cohort.totals.ladder == (10, 13, 5, 2)
    assert cohort.totals.targets_met == 6
    assert (cohort.second_looks.looks, cohort.second_looks.agreed) == (10, 9)
    rows = {row.person.name: row for row in cohort.rows}
    silent = {name: row.days_silent - THURSDAY for name, row in rows.items() if row.silent}
    assert silent == {
        "Pascale Rey": 35, "Luc Bergeron": 40, "Graham Pearce": 46, "Thierry Bonnefoy": 52,
        "Denis Faucher": 12,
    }  # fmt: skip
    claire = rows["Claire Fontaine"].progress
    assert (claire.held, claire.total, claire.to_confirm) == (12, 19, 2)
    assert sorted(session.scalars(select(DrillRun.state))) == [
        "kept", "kept", "kept", "open", "open",
    ]  # fmt: skip
    _nothing_lies_ahead_of_its_day(thursday)


def _nothing_lies_ahead_of_its_day(today):
    """Whatever is known was known before this week; what is planned lies after it."""
    monday = monday_of(today)
    for column in (CoachingSession.known_at, Observation.known_at, AgreementVersion.in_force_at):
        assert session.scalar(select(func.max(column))).date() < monday
    planned = select(func.min(CoachingSession.held_on)).where(CoachingSession.state == "planned")
    assert session.scalar(planned) >= monday + timedelta(days=7)
    words = session.scalars(select(AgreementVersion.place).where(AgreementVersion.number == 2))
    assert all(words)

"""A seed that was multiplied is what the product would have stored of everybody."""

import pytest
from sqlalchemy import func, inspect, select, text

from squad.accounts.models import Account
from squad.audit.models import AuditEvent
from squad.bench.building import build
from squad.bench.rules import Scale
from squad.coaching.models import CoachingSession, Observation, Progress
from squad.db.session import session
from squad.extensions import db
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.privacy.check import find_differences
from squad.reports.ledger.models import Standing, Tally
from squad.reports.ledger.rules.measures import Measure

SCALE = Scale(crowd=3, rest=2, seed=20, copies=3)


@pytest.fixture
def company(app):
    return build(SCALE, lambda _what: None)


def count(model):
    return session.scalar(select(func.count()).select_from(model))


def dangling():
    """References to rows that are not there."""
    tables = inspect(db.engine)
    for table in tables.get_table_names():
        for key in tables.get_foreign_keys(table):
            (own,), (other,) = key["constrained_columns"], key["referred_columns"]
            lost = session.scalar(text(
                f'SELECT count(*) FROM "{table}" a LEFT JOIN "{key["referred_table"]}" b'
                f' ON b."{other}" = a."{own}" WHERE a."{own}" IS NOT NULL AND b."{other}" IS NULL'
            ))  # fmt: skip
            if lost:
                yield table, own, lost


def test_everything_is_there_and_agrees(company, make):
    assert list(find_differences()) == []
    assert list(dangling()) == []
    mentees = SCALE.mentees
    assert [count(Pairing), count(Progress)] == [mentees, mentees]
    assert count(CoachingSession) == 10 * mentees
    assert count(Observation) == pytest.approx(12 * mentees, rel=0.2)
    people = select(func.sum(Tally.amount)).where(Tally.measure == Measure.PEOPLE)
    assert session.scalar(people) == mentees
    # Their details have no foreign key that could tell.
    for key, model in (("account", Account), ("pairing", Pairing), ("person", Person)):
        told = {it[key] for it in session.scalars(select(AuditEvent.details)) if key in it}
        assert told == set(session.scalars(select(model.id)))
    assert make.person().id == session.scalar(select(func.max(Person.id)))  # it was free


def test_people_differ_and_mentors_have_five(company):
    names = session.scalars(select(Person.sort_key)).all()
    assert len(set(names)) > 20 * SCALE.copies
    having = select(func.count(Pairing.id)).group_by(Pairing.mentor_id)
    assert set(session.scalars(having)) == {SCALE.crowd, SCALE.rest, 5}
    assert len(set(session.scalars(select(Progress.headline)))) == 4
    assert set(session.scalars(select(Progress.target_met))) == {True, False}
    assert (
        company.third_last
        == session.execute(
            select(Standing.sort_key, Standing.mentee_id)
            .order_by(Standing.sort_key, Standing.mentee_id)
            .offset(SCALE.mentees - 3)
        ).first()
    )

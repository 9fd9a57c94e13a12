"""A pairing on a Tuesday morning, and its two people signed in."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from squad.db.session import session
from squad.people.models import Person

TUESDAY = datetime(2026, 12, 1, 8, 20, tzinfo=UTC)  # 9:20 in Paris


@pytest.fixture
def now():
    """1 December 2026, 9:20 in Paris."""
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def pairing(now, make):
    return make.pairing()


@pytest.fixture
def mentor(pairing, visitor_of):
    return visitor_of(session.get(Person, pairing.mentor_id))


@pytest.fixture
def mentee(pairing, visitor_of):
    return visitor_of(session.get(Person, pairing.mentee_id))


@pytest.fixture
def rows(app):
    """The stored rows of a model, as another request would read them."""

    def read(model, **by):
        session.rollback()
        session.expire_all()
        order = model.__table__.primary_key
        return session.scalars(select(model).filter_by(**by).order_by(*order)).all()

    return read

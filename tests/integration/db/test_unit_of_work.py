"""One commit per request; reads cannot write; what must outlive a refusal does."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.db.unit_of_work import record_after, unit_of_work
from squad.people.models import Person


def test_a_read_cannot_write(make):
    person = make.person()
    session.rollback()
    with pytest.raises(DBAPIError):
        session.execute(Person.__table__.update().values(name="changed"))
    session.rollback()
    assert session.get(Person, person.id).name != "changed"


def test_a_failed_unit_leaves_nothing_but_what_is_recorded_after(make):
    from squad.audit.actions import record

    def fail():
        with unit_of_work():
            session.add(AuditEvent(happened_at=make.now(), name="lost", actor_id=None, details={}))
            record_after(lambda: record("refused", by=None, endpoint="kept"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert session.scalars(select(AuditEvent.name)).all() == ["refused"]


def test_record_after_needs_a_unit_of_work():
    with pytest.raises(RuntimeError):
        record_after(lambda: None)


def test_an_event_takes_exactly_its_declared_keys(app):
    from squad.audit.actions import record

    with pytest.raises(ValueError, match="takes exactly"):
        record("signed_in", by=None, account=1, name="Hélène")

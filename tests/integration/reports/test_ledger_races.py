"""Two who write at once: a ledger misses neither, and nobody waits in a circle."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Event, Thread

import pytest
from sqlalchemy import select

from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.files.reading import read_table
from squad.kernel.clock import clock
from squad.people.imports.actions import Consent, Defaults, import_roster
from squad.people.imports.plans import RosterChoices
from squad.people.models import Person
from squad.privacy.check import find_differences
from squad.programmes.models import ClosedPeriod, Programme
from squad.reports.ledger import actions
from tests.integration.people.files import roster

A_MOMENT = 0.8
"""How long one waits for the other to come as far, which it must not."""


@pytest.fixture
def at_once(app):
    """Run these, each on a connection of its own; nobody fails, and the ledger is right."""

    def run(*acts):
        failed = []

        def alone(act):
            with app.app_context():
                try:
                    act()
                except Exception as error:  # noqa: BLE001  the test names it
                    failed.append(error)
                finally:
                    session.remove()

        session.remove()
        threads = [Thread(target=alone, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert failed == []
        assert list(find_differences()) == []

    return run


def test_days_closed_while_a_pairing_is_stored_count_for_it(make, today, at_once, monkeypatch):
    """Neither sees the other's rows: counted at the same time, the pairing would miss the days."""
    programme_id, people = make.programme().id, [make.person().id for _ in range(2)]
    first, last = today + timedelta(days=3), today + timedelta(days=9)
    counted, real = Barrier(2), actions._add

    def both_have_counted(moved):
        if db.engine.dialect.name == "postgresql":
            with suppress(BrokenBarrierError):
                counted.wait(A_MOMENT)
        real(moved)

    def close():
        with unit_of_work():
            period = {"programme_id": programme_id, "starts_on": first, "ends_on": last}
            session.add(ClosedPeriod(**period, known_at=clock.now()))
            touch(Touched.PROGRAMME, [programme_id])

    def pair():
        mentor, mentee = (session.get(Person, person_id) for person_id in people)
        programme = session.get(Programme, programme_id)
        session.expunge_all()
        session.rollback()
        make.pairing(programme, mentor, mentee, since=today, agreement=False)

    monkeypatch.setattr(actions, "_add", both_have_counted)
    at_once(close, pair)


def test_a_roster_and_a_log_never_wait_for_each_other(make, today, at_once, monkeypatch):
    """Rows of the ledger refer to people, whose keys an import changes."""
    programme = make.programme()
    pairings = [make.pairing(programme, mentee=make.person()) for _ in range(3)]
    ids, mentee_ids = [each.id for each in pairings], [each.mentee_id for each in pairings]
    people = session.scalars(select(Person).where(Person.id.in_(mentee_ids)))
    cells = [(p.employee_id, p.name, f"new.{p.email}", p.function, "") for p in people]
    changed, locked, real = Event(), Event(), actions._lock

    def lock(some):
        opened = real(some)
        locked.set()
        return opened

    def change():
        with unit_of_work():
            import_roster(
                by=None, table=read_table(roster(*cells), "roster.csv"), choices=RosterChoices(),
                defaults=Defaults("en", "Europe/Paris"), consent=Consent(),
            )  # fmt: skip
            changed.set()
            if db.engine.dialect.name == "postgresql":
                locked.wait(A_MOMENT)  # whoever logs holds the pages by now, or waits before them

    def log():
        changed.wait(5)
        with unit_of_work():
            touch(Touched.PAIRING, ids)

    monkeypatch.setattr(actions, "_lock", lock)
    at_once(change, log)
    assert (
        session.scalars(select(Person.email).where(Person.id.in_(mentee_ids)))
        .all()[0]
        .startswith("new.")
    )

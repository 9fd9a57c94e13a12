"""What lists and totals are read from: pages one after the other, and a ledger that keeps step."""

import contextlib
import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from squad.audit.models import Receipt
from squad.coaching.rules.log import CancelledBy
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.privacy.check import find_differences
from squad.reports.ledger.actions import write_missing
from squad.reports.ledger.models import LedgerPage, LedgerPart, SilentTime, Standing, Tally
from squad.reports.queries.cohort import Ask, iter_figures, load_cohort
from squad.reports.queries.programmes import find_by_code
from squad.reports.shapes import Filters, Reader, Sort
from tests.support.replayed import replayed_groups, replayed_totals

AGO = (0, 1, 9, 30, 59, 79, 100, 130)
LEDGER = (LedgerPage, LedgerPart, Standing, SilentTime, Tally)


@pytest.fixture
def crowd(make):
    """Seven people of three functions, of whom one never accepted; sessions of some."""
    programme = make.programme("crowd")
    today = clock.today(programme.time_zone)
    for n in range(7):
        mentee = make.person(f"Mentee {n % 3}", function=("", "Sales", "Écoute")[n % 3])
        pairing = make.pairing(
            programme, make.person(), mentee, state="active" if n else "proposed"
        )
        if n > 2:
            make.sitting(pairing, today - timedelta(days=n))
    return programme


def test_totals_of_every_day_are_those_of_a_replay(story, today):
    card = find_by_code("spring")
    for ago in AGO:
        day = today - timedelta(days=ago)
        cohort = load_cohort(card, Reader.OPERATOR, Ask(as_of=day, groups=True))
        assert cohort.totals == replayed_totals(card, day)[0], ago
        groups = {(g.by, g.value): g.ladder for g in cohort.groups}
        assert groups == replayed_groups(card, day), ago


@pytest.mark.parametrize("sort", Sort)
def test_pages_one_after_the_other_are_the_whole_list(crowd, sort):
    card = find_by_code("crowd")
    whole = load_cohort(card, Reader.HR, Ask(sort=sort, size=None)).rows
    assert len(whole) == 6
    seen, cursor = [], None
    while True:
        page = load_cohort(card, Reader.HR, Ask(sort=sort, size=2, cursor=cursor))
        seen += page.rows
        if (cursor := page.next_cursor) is None:
            break
    assert seen == list(whole)
    assert list(iter_figures(card, Reader.HR, Ask(sort=sort))) == seen
    keys = {
        Sort.NAME: lambda r: r.person.sort_key,
        Sort.FUNCTION: lambda r: (not r.person.function, r.person.function.replace("É", "E")),
        Sort.SITE: lambda r: r.person.site,
        Sort.LAST: lambda r: -(r.sessions.last.toordinal() if r.sessions.last else 0),
        Sort.SILENT: lambda r: -r.days_silent,
    }
    assert seen == sorted(seen, key=keys[sort])


@pytest.mark.parametrize("cursor", ["", "x", "WyJuYW1lIl0=", "WyJuYW1lIiwgMSwgMV0=", "W10="])
def test_a_broken_cursor_begins_at_the_start(crowd, cursor):
    card = find_by_code("crowd")
    assert len(load_cohort(card, Reader.HR, Ask(cursor=cursor)).rows) == 6


def test_filters_narrow_and_count(crowd):
    card = find_by_code("crowd")

    def found(**filters):
        cohort = load_cohort(card, Reader.HR, Ask(filters=Filters(**filters), size=1))
        return cohort.listed, len(cohort.rows)

    assert found() == (6, 1)
    assert found(function="Sales") == (2, 1)
    assert found(function="sales") == (0, 0)
    assert found(name="mentee 2") == (2, 1)
    assert found(name="%") == (0, 0)
    assert found(state="active") == (6, 1)
    assert found(state="paused") == found(state="nonsense") == (0, 0)
    assert found(silent=True) == (load_cohort(card, Reader.HR, Ask()).totals.red, 1)
    choices = load_cohort(card, Reader.HR, Ask()).choices
    assert choices.functions == ("Écoute", "Sales")


def test_a_state_is_that_of_the_day(story, today):
    card = find_by_code("spring")
    for ago in AGO:
        day = today - timedelta(days=ago)
        for row in load_cohort(card, Reader.HR, Ask(as_of=day, size=None)).rows:
            ask = Ask(as_of=day, filters=Filters(state=row.state.value), size=None)
            assert row in load_cohort(card, Reader.HR, ask).rows


def test_a_roster_renames_lists(crowd, make, visitor_of):
    mentee = session.scalars(select(Standing.mentee_id)).first()
    page = visitor_of(make.administrator()).get("people.edit_person", person_id=mentee)
    page.submit(function="Legal", status=303)
    assert find_by_code("crowd") and list(find_differences()) == []
    found = load_cohort(find_by_code("crowd"), Reader.HR, Ask(filters=Filters(function="Legal")))
    assert [row.person.id for row in found.rows] == [mentee]


def test_a_database_from_before_there_were_ledgers_gets_them(story):
    with unit_of_work():
        for model in LEDGER:
            session.execute(delete(model))
    with unit_of_work():
        # And one who never accepted.
        assert write_missing() == len(story.people) + 1 + len(story.mentors)
    assert list(find_differences()) == []
    with unit_of_work():
        assert write_missing() == 0


def test_what_is_taken_back_leaves_no_mark(crowd):
    with unit_of_work():
        touch(Touched.PROGRAMME, [crowd.id])
        session.rollback()
        assert "touched" not in session.info


def test_a_savepoint_that_goes_takes_no_other_mark_with_it(crowd):
    with unit_of_work():
        touch(Touched.PROGRAMME, [crowd.id])
        with contextlib.suppress(ValueError), session.begin_nested():
            raise ValueError
        assert "touched" in session.info


def test_what_is_called_off_ahead_is_in_the_months(crowd, make, today):
    pairing = session.scalars(select(Pairing).where(Pairing.state == "active")).first()
    make.sitting(
        pairing, today + timedelta(days=70), known_on=today, state="cancelled",
        cancelled_by=CancelledBy.MENTOR,
    )  # fmt: skip
    cohort = load_cohort(find_by_code("crowd"), Reader.HR, Ask())
    of_months = [month.sessions.cancelled[CancelledBy.MENTOR] for month in cohort.months]
    assert sum(of_months) == cohort.totals.sessions.cancelled[CancelledBy.MENTOR] == 1


def test_whoever_is_named_as_silent_gets_a_receipt(crowd, make, visitor_of):
    for n in range(21):  # before the others by name, and not silent
        pairing = make.pairing(crowd, make.person(), make.person(f"Ahead {n:02}"))
        make.sitting(pairing, clock.today(crowd.time_zone))
    page = visitor_of(make.coordinator(crowd)).get("reports.show_cohort")
    assert "Mentee 1, with" in page.text
    noted = set(session.scalars(select(Receipt.mentee_id)))
    began = SilentTime.from_on <= clock.today(crowd.time_zone)
    silent = session.scalars(select(SilentTime.mentee_id).where(SilentTime.to_on.is_(None), began))
    assert noted.issuperset(silent)


def test_two_who_write_at_once_are_both_counted(crowd, app):
    """Both read the same page before either has written it: the sums must not count it twice."""
    programme_id = crowd.id
    mentors = select(LedgerPart.programme_id, LedgerPart.person_id)
    mentoring = [tuple(row) for row in session.execute(mentors)]
    session.rollback()
    begun, failed = threading.Barrier(2), []

    def write():
        try:
            with app.app_context(), unit_of_work():
                session.execute(select(Standing.mentee_id)).all()
                if db.engine.dialect.name == "postgresql":
                    begun.wait(5)
                touch(Touched.PROGRAMME, [programme_id])
                touch(Touched.MENTOR, mentoring)
        except Exception as error:  # noqa: BLE001  the test names it
            failed.append(error)

    with unit_of_work():
        for model in LEDGER:
            session.execute(delete(model))
    writers = [threading.Thread(target=write) for _ in range(2)]
    for each in writers:
        each.start()
    for each in writers:
        each.join(20)
    assert failed == []
    session.rollback()
    assert list(find_differences()) == []

"""Keeping a programme's ledger in step, in the transaction of whatever was said."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, exists, or_, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute

from squad.db.batches import batched
from squad.db.session import session
from squad.db.settling import Touched
from squad.db.upsert import dialect_insert, upsert
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.reports.ledger.loading import load_told, load_told_programme
from squad.reports.ledger.models import LedgerPage, SilentTime, Standing, Tally
from squad.reports.ledger.pages import differences, read_page
from squad.reports.ledger.rows import Rows, roster_columns, rows_of
from squad.reports.ledger.rules.course import course_of

Course = tuple[int, int]
"""A programme and a mentee, by id."""
PORTION = 200


def settle(touched: Mapping[Touched, Collection[Any]]) -> None:
    """Bring the ledger up to all that was said in this transaction."""
    rename(touched.get(Touched.ROSTER, ()))
    courses: set[Course] = set(touched.get(Touched.COURSE, ()))
    courses.update(_list_courses(touched))
    write_courses(courses)


def write_missing() -> int:
    """Write the pages of whoever has none: after an upgrade from before there were ledgers."""
    written = exists().where(
        LedgerPage.programme_id == Pairing.programme_id, LedgerPage.mentee_id == Pairing.mentee_id
    )
    missing = select(Pairing.programme_id, Pairing.mentee_id).where(~written).distinct()
    courses = [(row.programme_id, row.mentee_id) for row in session.execute(missing)]
    write_courses(courses)
    return len(courses)


def write_courses(courses: Collection[Course]) -> None:
    """Work out and store the courses of these people.

    All pages are locked before anything is read, in one order, and the tallies come last: two
    who write at once wait for each other, never in a circle.
    """
    ordered = sorted(courses)
    for some in batched(ordered, PORTION):
        _open_pages(some)
    moved: Counter[tuple[int, str, date]] = Counter()
    for programme_id in sorted({programme_id for programme_id, _ in courses}):
        programme = load_told_programme(programme_id)
        mentees = [mentee_id for own_id, mentee_id in ordered if own_id == programme_id]
        for some_ids in batched(mentees, PORTION):
            told = load_told(programme, some_ids)
            people = _load_people(told)
            rows = [rows_of(each, course_of(each), people[who]) for who, each in told.items()]
            _store(programme_id, some_ids, rows, moved)
    _add(moved)


def rename(person_ids: Collection[int]) -> None:
    """Give lists what the roster says of these people now."""
    for some in batched(sorted(person_ids)):
        standing = select(Standing.mentee_id).where(Standing.mentee_id.in_(some)).distinct()
        people = _load_people(session.scalars(standing).all())
        for person_id, person in people.items():
            session.execute(
                update(Standing)
                .where(Standing.mentee_id == person_id)
                .values(**roster_columns(person))
            )


def _list_courses(touched: Mapping[Touched, Collection[Any]]) -> Iterable[Course]:
    """The courses that pairings, absences and programmes concern."""
    by: dict[Touched, Sequence[InstrumentedAttribute[int]]] = {
        Touched.PAIRING: (Pairing.id,),
        Touched.ABSENCE: (Pairing.mentor_id, Pairing.mentee_id),
        Touched.PROGRAMME: (Pairing.programme_id,),
    }
    for what, columns in by.items():
        for some in batched(sorted(touched.get(what, ()))):
            concerned = or_(*(column.in_(some) for column in columns))
            pairs = select(Pairing.programme_id, Pairing.mentee_id).where(concerned)
            yield from (
                (row.programme_id, row.mentee_id) for row in session.execute(pairs.distinct())
            )


def _open_pages(courses: Sequence[Course]) -> None:
    """Lock the pages of these courses, empty ones where there was none."""
    rows = [{"programme_id": p, "mentee_id": m, "entries": ""} for p, m in courses]
    session.execute(dialect_insert(LedgerPage).values(rows).on_conflict_do_nothing())
    page = (LedgerPage.programme_id, LedgerPage.mentee_id)
    session.execute(
        select(*page).where(tuple_(*page).in_(courses)).order_by(*page).with_for_update()
    )


def _load_people(person_ids: Iterable[int]) -> dict[int, Any]:
    rows = session.execute(
        select(
            Person.id,
            Person.sort_key,
            Person.function,
            Person.site,
            Person.level,
            Person.language,
        ).where(Person.id.in_(list(person_ids)))
    )
    return {row.id: row for row in rows}


def _store(
    programme_id: int,
    mentee_ids: Sequence[int],
    rows: Sequence[Rows],
    moved: Counter[tuple[int, str, date]],
) -> None:
    own = LedgerPage.programme_id == programme_id, LedgerPage.mentee_id.in_(mentee_ids)
    stored = session.execute(select(LedgerPage.mentee_id, LedgerPage.entries).where(*own))
    before = {mentee_id: read_page(entries) for mentee_id, entries in stored}
    for each in rows:
        after = read_page(each.page["entries"])
        for (measure, on), amount in differences(before[each.page["mentee_id"]], after).items():
            moved[programme_id, measure, on] += amount
    upsert(LedgerPage, [each.page for each in rows])
    upsert(Standing, [each.standing for each in rows if each.standing])
    session.execute(
        delete(SilentTime).where(
            SilentTime.programme_id == programme_id, SilentTime.mentee_id.in_(mentee_ids)
        )
    )
    for some in batched([silent for each in rows for silent in each.silent]):
        session.execute(dialect_insert(SilentTime).values(list(some)))


def _add(moved: Mapping[tuple[int, str, date], int]) -> None:
    """Add to the tallies, in one order."""
    rows = [
        {"programme_id": programme_id, "measure": measure, "on": on, "amount": amount}
        for (programme_id, measure, on), amount in sorted(moved.items())
        if amount
    ]
    for some in batched(rows):
        statement = dialect_insert(Tally).values(list(some))
        total = Tally.amount + statement.excluded.amount
        session.execute(
            statement.on_conflict_do_update(
                index_elements=[Tally.programme_id, Tally.measure, Tally.on],
                set_={"amount": total},
            )
        )

"""Keeping a programme's ledger in step, in the transaction of whatever was said."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import delete, exists, or_, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute

from squad.db.batches import batched
from squad.db.session import session
from squad.db.settling import Touched
from squad.db.upsert import dialect_insert, upsert
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.programmes.models import ProgrammeVersion
from squad.reports.ledger.loading import load_told, load_told_programme
from squad.reports.ledger.models import LedgerPage, SilentTime, Standing, Tally
from squad.reports.ledger.pages import differences, read_page
from squad.reports.ledger.parts import list_missing_parts, write_parts
from squad.reports.ledger.rows import Rows, roster_columns, rows_of
from squad.reports.ledger.rules.course import course_of
from squad.reports.ledger.rules.parts import Part

Course = tuple[int, int]
"""A programme and a mentee, by id."""
Moved = Counter[tuple[int, str, date]]
"""By how much sums move: of a programme, a measure, a day."""
PORTION = 200
PARTS = {Touched.MENTOR: Part.MENTOR, Touched.SHARED: Part.SIGNS}


def settle(touched: Mapping[Touched, Collection[Any]]) -> None:
    """Bring the ledger up to all that was said in this transaction."""
    _meet(touched)
    courses: set[Course] = set(touched.get(Touched.COURSE, ()))
    courses.update(_list_courses(touched))
    renamed = sorted(touched.get(Touched.ROSTER, ()))
    parts = {part: touched.get(what, ()) for what, part in PARTS.items()}
    pages = _open_pages(courses.union(_list_standing(renamed)), *parts.values())
    _rename(renamed)
    _move(courses, pages, parts)


def _meet(touched: Mapping[Touched, Collection[Any]]) -> None:
    """Let whoever concerns everybody in a programme, or somebody in any, meet nobody half-way.

    Who closes days does not see a pairing that another is about to store, and that one does not
    see the days: one of them must wait until the other is committed. The versions of programmes
    are rows that nobody ever changes, so waiting for them holds up nothing else.
    """
    versions = select(ProgrammeVersion.id).order_by(ProgrammeVersion.id)
    if Touched.ABSENCE in touched:
        session.execute(versions.with_for_update()).all()
        return
    alone = touched.get(Touched.PROGRAMME, ())
    own = ProgrammeVersion.programme_id.in_(alone)
    session.execute(versions.where(~own).with_for_update(read=True)).all()
    if alone:
        session.execute(versions.where(own).with_for_update()).all()


def write_missing() -> int:
    """Write what nobody has written: after an upgrade from before there was such a thing."""
    written = exists().where(
        LedgerPage.programme_id == Pairing.programme_id, LedgerPage.mentee_id == Pairing.mentee_id
    )
    missing = select(Pairing.programme_id, Pairing.mentee_id).where(~written).distinct()
    courses = [(row.programme_id, row.mentee_id) for row in session.execute(missing)]
    parts = list_missing_parts()
    _move(courses, _open_pages(courses, *parts.values()), parts)
    return len(set(courses).union(*parts.values()))


def _move(
    courses: Collection[Course],
    pages: Mapping[Course, str],
    parts: Mapping[Part, Collection[Course]],
) -> None:
    moved = _write(courses, pages)
    moved.update(write_parts(parts))
    _add(moved)


def _write(courses: Collection[Course], pages: Mapping[Course, str]) -> Moved:
    """Work out and store the courses of these people."""
    ordered = sorted(courses)
    moved: Moved = Counter()
    for programme_id in sorted({programme_id for programme_id, _ in courses}):
        programme = load_told_programme(programme_id)
        mentees = [mentee_id for own_id, mentee_id in ordered if own_id == programme_id]
        for some_ids in batched(mentees, PORTION):
            told = load_told(programme, some_ids)
            rows = [rows_of(each, course_of(each)) for each in told.values()]
            for each in rows:
                before = read_page(pages[programme_id, each.page["mentee_id"]])
                after = read_page(each.page["entries"])
                for (measure, on), amount in differences(before, after).items():
                    moved[programme_id, measure, on] += amount
            _store(programme_id, some_ids, rows)
    return moved


def _rename(person_ids: Sequence[int]) -> None:
    """Give lists what the roster says of these people now."""
    for some in batched(person_ids):
        for person_id, person in _load_people(some).items():
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


def _list_standing(person_ids: Sequence[int]) -> Iterable[Course]:
    """The courses of these people that stand in a list."""
    for some in batched(person_ids):
        rows = select(Standing.programme_id, Standing.mentee_id)
        for row in session.execute(rows.where(Standing.mentee_id.in_(some))):
            yield row.programme_id, row.mentee_id


def _open_pages(courses: Collection[Course], *besides: Collection[Course]) -> dict[Course, str]:
    """Lock the pages of these courses, empty ones where there was none; what they say.

    All of them before anything else is read or locked, in one order, then the rows of lists, parts
    beside courses, and the tallies last: two who write at once wait for each other, never in a
    circle. `besides`: whose parts will be written.
    """
    pages: dict[Course, str] = {}
    for ids in batched(sorted({person_id for _, person_id in chain(courses, *besides)})):
        # As foreign keys will: whoever changes these people is waited for before pages are held.
        people = select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)
        session.execute(people.with_for_update(read=True, key_share=True)).all()
    for some in batched(sorted(courses), PORTION):
        opened = _lock(some)
        if missing := [course for course in some if course not in opened]:
            rows = [{"programme_id": p, "mentee_id": m, "entries": ""} for p, m in missing]
            session.execute(dialect_insert(LedgerPage).values(rows).on_conflict_do_nothing())
            opened |= _lock(missing)
        pages |= opened
    return pages


def _lock(courses: Sequence[Course]) -> dict[Course, str]:
    key = (LedgerPage.programme_id, LedgerPage.mentee_id)
    chosen = select(*key, LedgerPage.entries).where(tuple_(*key).in_(courses))
    rows = session.execute(chosen.order_by(*key).with_for_update())
    return {(row.programme_id, row.mentee_id): row.entries for row in rows}


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


def _store(programme_id: int, mentee_ids: Sequence[int], rows: Sequence[Rows]) -> None:
    upsert(LedgerPage, [each.page for each in rows])
    upsert(Standing, [each.standing for each in rows if each.standing])
    session.execute(
        delete(SilentTime).where(
            SilentTime.programme_id == programme_id, SilentTime.mentee_id.in_(mentee_ids)
        )
    )
    for some in batched([silent for each in rows for silent in each.silent]):
        session.execute(dialect_insert(SilentTime).values(list(some)))


def _add(moved: Moved) -> None:
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

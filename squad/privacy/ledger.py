"""Recomputes the ledgers of programmes: each person's page and parts, and the sums of all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, inspect, select

from squad.db.base import Base
from squad.db.batches import batched
from squad.db.session import session
from squad.pairings.models import Pairing
from squad.privacy.differences import Difference, compare_rows
from squad.reports.ledger.loading import load_told, load_told_programme
from squad.reports.ledger.models import LedgerPage, LedgerPart, SilentTime, Standing, Tally
from squad.reports.ledger.pages import read_page, write_page
from squad.reports.ledger.parts import load_parts
from squad.reports.ledger.rows import Rows, rows_of
from squad.reports.ledger.rules.course import Entries, course_of
from squad.reports.ledger.rules.parts import Part

PORTION = 500
STANDING = (
    "state", "begun_on", "sort_key", "function_key", "site_key", "level", "language",
    "purpose", "last_order", "silent_order", "headline", "target_met", "held", "total",
)  # fmt: skip
SILENT = ("to_on", "level")


def ledger_differences(programme_id: int) -> Iterator[Difference]:
    """Every page, list row and silence that should be another, then every sum."""
    sums: Counter[tuple[str, date]] = Counter()
    told = load_told_programme(programme_id)
    for some in batched(_list_mentees(programme_id), PORTION):
        expected = {
            who: rows_of(each, course_of(each)) for who, each in load_told(told, some).items()
        }
        for rows in expected.values():
            sums.update(read_page(rows.page["entries"]))
        yield from _people(programme_id, some, expected)
    for part in Part:
        adding = load_parts(part, programme_id)
        for entries in adding.values():
            sums.update(entries)
        yield from _parts(programme_id, part, adding)
    yield from _sums(programme_id, sums)


def _list_mentees(programme_id: int) -> Sequence[int]:
    """Whoever a pairing was proposed to, and whoever has a page or a row."""
    whose: tuple[Any, ...] = (Pairing, LedgerPage, Standing, SilentTime)
    found: set[int] = set()
    for model in whose:
        mentee_id, own = model.mentee_id, model.programme_id == programme_id
        found.update(session.scalars(select(mentee_id).where(own).distinct()))
    return sorted(found)


def _people(
    programme_id: int, mentee_ids: Sequence[int], expected: dict[int, Rows]
) -> Iterator[Difference]:
    stored = {
        model: _stored(model, programme_id, mentee_ids)
        for model in (LedgerPage, Standing, SilentTime)
    }
    for mentee_id in mentee_ids:
        key = f"mentee {mentee_id} programme {programme_id}"
        want = expected.get(mentee_id)
        (page,) = stored[LedgerPage].get(mentee_id) or [{"entries": ""}]
        entries = want.page["entries"] if want else ""
        if page["entries"] != entries:
            yield Difference("ledger_pages", key, "entries", page["entries"], entries)
        yield from compare_rows(
            "standings", key, stored[Standing].get(mentee_id, ()),
            [want.standing] if want and want.standing else [], by=(), columns=STANDING,
        )  # fmt: skip
        yield from compare_rows(
            "silent_times", key, stored[SilentTime].get(mentee_id, ()),
            want.silent if want else (), by=("from_on",), columns=SILENT,
        )  # fmt: skip


def _parts(programme_id: int, part: Part, expected: Mapping[int, Entries]) -> Iterator[Difference]:
    rows = session.execute(
        select(LedgerPart.person_id, LedgerPart.entries).where(
            LedgerPart.programme_id == programme_id, LedgerPart.part == part
        )
    )
    stored = {row.person_id: row.entries for row in rows}
    for person_id in sorted(stored.keys() | expected.keys()):
        have, want = stored.get(person_id, ""), write_page(expected.get(person_id, {}))
        if have != want:
            key = f"person {person_id} programme {programme_id} {part.value}"
            yield Difference("ledger_parts", key, "entries", have, want)


def _stored(
    model: type[Base], programme_id: int, mentee_ids: Sequence[int]
) -> dict[int, list[dict[str, Any]]]:
    table = inspect(model).local_table
    assert isinstance(table, Table)  # noqa: S101  narrows the type; models map tables
    rows = session.execute(
        select(table).where(table.c.programme_id == programme_id, table.c.mentee_id.in_(mentee_ids))
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows.mappings():
        found.setdefault(row["mentee_id"], []).append(dict(row))
    return found


def _sums(programme_id: int, expected: Counter[tuple[str, date]]) -> Iterator[Difference]:
    rows = session.execute(
        select(Tally.measure, Tally.on, Tally.amount).where(Tally.programme_id == programme_id)
    )
    stored = {(row.measure, row.on): row.amount for row in rows}
    for key in sorted(stored.keys() | expected.keys()):
        have, want = stored.get(key, 0), expected.get(key, 0)
        if have != want:
            place = f"programme {programme_id} {key[0]} {key[1]}"
            yield Difference("tallies", place, "amount", have, want)

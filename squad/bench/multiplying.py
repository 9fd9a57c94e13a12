"""Multiplying a seed inside the database: rows are copied, and what they point at moves along.

A row belongs to the seed if it came after the marks were read. Each copy of it gets the ids of its
copy; what points at a row from before the marks (the programme, a boss) keeps pointing there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    case,
    cast,
    create_engine,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from squad.audit.models import AuditEvent
from squad.bench.company import FUNCTIONS, LEVELS, SITES
from squad.bench.rules import words
from squad.db.base import Base
from squad.db.session import session
from squad.extensions import db
from squad.kernel.text import fold
from squad.reports.ledger.rows import word_key

COPIES = Table(
    "bench_copies",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("word", String),
    Column("folded", String),
    prefixes=["TEMPORARY"],
)
# What points at a row without a foreign key, because it must outlive it.
LOOSE: Mapping[str, str] = {
    "audit_events.actor_id": "people",
    "document_batches.job_id": "jobs",
    "jobs.by_id": "people",
    "mail_refusals.person_id": "people",
    "mails.person_id": "people",
    "notices.person_id": "people",
    "receipts.mentee_id": "people",
    "receipts.programme_id": "programmes",
    "receipts.reader_id": "people",
    "sent_forms.person_id": "people",
    "waiting_uploads.person_id": "people",
    "waiting_uploads.programme_id": "programmes",
}
# Sums over people, by the column of the amount: multiplied, where other rows are copied.
SUMS: Mapping[str, str] = {"tallies": "amount"}
# The ids that stand in the details of an event, by their key.
IN_DETAILS: Mapping[str, str] = {
    "account": "accounts",
    "pairing": "pairings",
    "person": "people",
    "programme": "programmes",
}
ROWS_AT_ONCE = 5000
Shown = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Marks:
    """How things stood before the seed came."""

    ids: Mapping[str, int]
    """The greatest id of each table that has one."""
    sums: Mapping[str, Mapping[tuple[Any, ...], int]]
    """The amounts of each table of SUMS, by primary key."""


@dataclass(frozen=True, slots=True)
class _Seed:
    """Which ids belong to the seed: those after the mark; and how far each copy moves them."""

    marks: Mapping[str, int]
    strides: Mapping[str, int]

    def moved(self, column: ColumnElement[Any], table: str) -> ColumnElement[Any]:
        """The id in `column`, of a row of `table`, as the copy has it."""
        shift = COPIES.c.number * self.strides[table]
        return case((column > self.marks[table], column + shift), else_=column)


def read_marks() -> Marks:
    """Where the tables stand now."""
    ids = {table.name: session.scalar(select(func.max(table.c.id))) or 0 for table in _numbered()}
    sums = {name: _amounts(session.connection(), name) for name in SUMS}
    session.rollback()
    return Marks(ids, sums)


def multiply(marks: Marks, copies: int, tell: Shown) -> None:
    """Have whatever came since `marks` there `copies` times in all; in the current application.

    Over a connection of its own: ours would check each of millions of rows for its foreign keys.
    """
    session.remove()
    engine = create_engine(db.engine.url)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA synchronous=OFF")
            _number_copies(connection, copies)
            seed = _seed(connection, marks)
            for table in Base.metadata.sorted_tables:
                tell(table.name)
                if table.name in SUMS:
                    _add_up(connection, table, marks.sums[table.name], copies)
                else:
                    _copy(connection, table, seed)
                connection.commit()
            _count_on(connection)
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    finally:
        engine.dispose()


def _numbered() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if "id" in table.c]


def _number_copies(connection: Connection, copies: int) -> None:
    COPIES.create(connection)
    rows = [
        {"number": number, "word": word, "folded": fold(word)}
        for number, word in enumerate(islice(words(), copies - 1), start=1)
    ]
    if rows:
        connection.execute(insert(COPIES), rows)


def _seed(connection: Connection, marks: Marks) -> _Seed:
    tops = {t.name: connection.scalar(select(func.max(t.c.id))) or 0 for t in _numbered()}
    return _Seed(marks.ids, {name: top - marks.ids[name] for name, top in tops.items()})


def _copy(connection: Connection, table: Table, seed: _Seed) -> None:
    if table is AuditEvent.__table__:
        _copy_events(connection, table, seed)
        return
    targets = {column.name: _target_of(column) for column in table.c}
    own = [table.c.id > seed.marks[table.name]] if "id" in table.c else [
        table.c[name] > seed.marks[target] for name, target in targets.items() if target
    ]  # fmt: skip
    copied = select(*(_value(column, targets[column.name], seed) for column in table.c))
    chosen = copied.select_from(COPIES.join(table, true())).where(or_(*own))
    ordered = chosen.order_by(COPIES.c.number, *table.primary_key.columns)
    connection.execute(insert(table).from_select(list(table.c), ordered))


def _target_of(column: Column[Any]) -> str | None:
    """The table whose ids stand in a column; raises LookupError for one that nobody has told."""
    if column.name == "id":
        return column.table.name
    for key in column.foreign_keys:
        return _target_of(key.column)  # a row may go by the id of what it belongs to
    name = f"{column.table.name}.{column.name}"
    if name in LOOSE:
        return LOOSE[name]
    if column.name.endswith("_id") and isinstance(column.type, BigInteger | Integer):
        raise LookupError(f"the bench does not know at what {name} points")
    return None


def _value(column: Column[Any], target: str | None, seed: _Seed) -> ColumnElement[Any]:
    if target is not None:
        return seed.moved(column, target)
    varied = _VARIED.get(f"{column.table.name}.{column.name}")
    if varied is not None:
        return varied(column)
    if column.unique:
        return cast(COPIES.c.number, String) + "-" + column
    return column


def _turned(
    values: Sequence[str], every: int, key: Callable[[str], str] = str
) -> Callable[[Column[Any]], ColumnElement[Any]]:
    """Another one of the values for each copy, `every` so many copies; stored as `key` says."""
    count = len(values)
    turned = {
        f"{key(value)}|{turn}": key(values[(at + turn) % count])
        for at, value in enumerate(values)
        for turn in range(count)
    }

    def value_in(column: Column[Any]) -> ColumnElement[Any]:
        turn = cast(COPIES.c.number // every % count, String)
        return case(turned, value=column + "|" + turn, else_=column)

    return value_in


# People differ, or no list would be in any order, and no company so alike: « Ada Roy » becomes
# « Ada Bamo Roy », of another function, site or level.
_PER_SITE = len(FUNCTIONS)
_PER_LEVEL = _PER_SITE * len(SITES)
_VARIED: Mapping[str, Callable[[Column[Any]], ColumnElement[Any]]] = {
    "people.name": lambda name: func.replace(name, " ", " " + COPIES.c.word + " "),
    "people.list_name": lambda name: COPIES.c.word + " " + name,
    "people.sort_key": lambda name: COPIES.c.folded + " " + name,
    "people.function": _turned(FUNCTIONS, 1),
    "people.site": _turned(SITES, _PER_SITE),
    "people.level": _turned(LEVELS, _PER_LEVEL),
    "standings.sort_key": lambda name: COPIES.c.folded + " " + name,
    "standings.function_key": _turned(FUNCTIONS, 1, word_key),
    "standings.site_key": _turned(SITES, _PER_SITE, word_key),
    "standings.level": _turned(LEVELS, _PER_LEVEL),
}


def _amounts(connection: Connection, name: str) -> dict[tuple[Any, ...], int]:
    table = Base.metadata.tables[name]
    rows = connection.execute(select(table.c[SUMS[name]], *table.primary_key.columns))
    return {tuple(key): amount for amount, *key in rows}


def _add_up(
    connection: Connection, table: Table, before: Mapping[tuple[Any, ...], int], copies: int
) -> None:
    """Add what the seed added once more for each copy."""
    keys, amount = table.primary_key.columns, table.c[SUMS[table.name]]
    more = [
        {f"at_{column.name}": value for column, value in zip(keys, key, strict=True)}
        | {"more": (now - before.get(key, 0)) * (copies - 1)}
        for key, now in _amounts(connection, table.name).items()
    ]
    at = [column == bindparam(f"at_{column.name}") for column in keys]
    connection.execute(update(table).where(*at).values({amount: amount + bindparam("more")}), more)


def _copy_events(connection: Connection, table: Table, seed: _Seed) -> None:
    """Events with the ids in their details, row by row: each database has JSON of its own."""
    chosen = select(table).where(table.c.id > seed.marks[table.name])
    events = [dict(event) for event in connection.execute(chosen).mappings()]
    numbers = connection.scalars(select(COPIES.c.number).order_by(COPIES.c.number)).all()
    rows = (_event(event, number, seed) for number in numbers for event in events)
    while portion := list(islice(rows, ROWS_AT_ONCE)):
        connection.execute(insert(table), portion)


def _event(event: Mapping[str, Any], number: int, seed: _Seed) -> dict[str, Any]:
    def moved(value: Any, target: str | None) -> Any:
        if target is None or value is None or value <= seed.marks[target]:
            return value
        return value + number * seed.strides[target]

    details = {key: moved(value, IN_DETAILS.get(key)) for key, value in event["details"].items()}
    return {
        **event,
        "id": moved(event["id"], "audit_events"),
        "actor_id": moved(event["actor_id"], "people"),
        "details": details,
    }


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL give new rows the ids that come next; SQLite does so by itself."""
    if connection.dialect.name == "sqlite":
        return
    for table in _numbered():
        top = select(func.max(table.c.id)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, func.coalesce(top, 1))))

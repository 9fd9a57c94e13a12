"""Two rows for every table, from the models alone, and what a database holds of them."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import JSON, Boolean, Date, Integer, LargeBinary, String, Text, inspect, text

from squad.db.base import Base
from squad.db.types import Code, Encrypted, EncryptedBytes, UtcDateTime
from squad.pairings.models import PlannedTimes
from squad.pairings.rules.clocks import PlannedTime

FIRST = datetime(2026, 11, 1, 9, tzinfo=UTC)
MAKERS = {
    Boolean: lambda n, _type: bool(n),
    Code: lambda n, kind: list(kind.kind)[n],
    Date: lambda n, _type: date(2026, 11, 1 + n),
    Encrypted: lambda n, _type: f"Sécret {n}",
    PlannedTimes: lambda n, _type: (PlannedTime(FIRST + timedelta(days=n), n),),
    EncryptedBytes: lambda n, _type: f"Sécret {n}".encode(),
    LargeBinary: lambda n, _type: f"Page {n}".encode(),
    Integer: lambda n, _type: 45 + n,
    JSON: lambda n, _type: {"n": n},
    String: lambda n, _type: f"é{n}",
    Text: lambda n, _type: f"é{n}",
    UtcDateTime: lambda n, _type: FIRST + timedelta(days=n),
}


def fill_every_table(connection):
    """Two rows in each table, every column of them with a value, and keys that differ."""
    ids = {}
    for table in Base.metadata.sorted_tables:
        for n in range(2):
            values = row_of(table, n, ids)
            key = connection.execute(table.insert().values(values)).inserted_primary_key
            ids.setdefault(table.name, []).append(key[0])
    connection.commit()


def row_of(table, n, ids):
    """Values for the n-th row; what refers to other rows refers to one of the two made before."""
    referring = [column for column in table.columns if column.foreign_keys]
    values = {}
    for column in table.columns:
        if column.foreign_keys:
            (key,) = column.foreign_keys
            there = ids.get(key.column.table.name, [])
            nth = referring.index(column) + n
            values[column.key] = there[nth % len(there)] if there else None
        elif column is not table.autoincrement_column:
            values[column.key] = value_of(column.type, n)
    return values


def value_of(type_, n):
    """A value for a column of this type."""
    for kind in type(type_).__mro__:
        if kind in MAKERS:
            return MAKERS[kind](n, type_)
    raise NotImplementedError(f"say in MAKERS what a {type_!r} holds")


def read_every_table(connection):
    """{table: rows} as the database keeps them."""
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    found = {}
    for name in names:
        rows = connection.execute(text(f'SELECT * FROM "{name}"')).mappings()
        found[name] = [dict(row) for row in rows]
    return found

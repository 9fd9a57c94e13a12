"""The bare drivers: hand-written SQL with nothing between it and the database."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from typing import Any

import psycopg
from sqlalchemy import make_url

_NAMED = re.compile(r":([a-z_]+)")


class Driver:
    """A connection of sqlite3 or psycopg."""

    def __init__(self, connection: Any, *, sqlite: bool) -> None:
        self._connection, self._sqlite = connection, sqlite

    def run(self, statements: Sequence[str], values: Mapping[str, Any]) -> None:
        """One transaction of these statements, every row read; `:name` stands for a value."""
        cursor = self._connection.cursor()
        for statement in statements:
            named = {name: self._given(values[name]) for name in _NAMED.findall(statement)}
            cursor.execute(self._spelt(statement), named)
            if cursor.description is not None:
                cursor.fetchall()
        self._connection.commit()

    def _spelt(self, statement: str) -> str:
        return statement if self._sqlite else _NAMED.sub(r"%(\1)s", statement)

    def _given(self, value: Any) -> Any:
        """Days and instants as they are stored: SQLite keeps them as text."""
        if not self._sqlite:
            return value
        if isinstance(value, datetime):
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        return value.isoformat() if isinstance(value, date) else value


@contextmanager
def bare_driver(database_url: str) -> Iterator[Driver]:
    """A connection without SQLAlchemy."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(url.database))) as connection:
            yield Driver(connection, sqlite=True)
        return
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg.connect(address)) as opened:
        yield Driver(opened, sqlite=False)

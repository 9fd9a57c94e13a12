"""A database emptied after each test, and put back to where one began."""

import re

from sqlalchemy import event, select, text

from squad.db.base import Base
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db

WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')


def empty():
    """Delete the rows of the tables that hold any: of sixty, most tests fill ten."""
    tables = Base.metadata.sorted_tables
    with unit_of_work():
        postgres = db.engine.dialect.name == "postgresql"
        if not postgres:
            session.execute(text("PRAGMA defer_foreign_keys=ON"))
        holds = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM \"{0}\")"
        filled = set(
            session.scalars(text(" UNION ALL ".join(holds.format(one.name) for one in tables)))
        )
        for table in reversed(tables):
            if table.name in filled:
                session.execute(table.delete())
        if postgres:  # SQLite begins again by itself
            session.execute(text(
                "SELECT setval(format('%I', sequencename)::regclass, 1, false)"
                " FROM pg_sequences WHERE last_value IS NOT NULL"
            ))  # fmt: skip
    session.remove()


class Snapshot:
    """Every row of the present database, to be put back as often as somebody changes it.

    Only what was written to since is: by this process, which is the only one in a test of pages.
    """

    def __init__(self):
        tables = Base.metadata.sorted_tables
        rows = ((t, [row._asdict() for row in session.execute(select(t))]) for t in tables)
        self._rows = dict(rows)
        self._last = {}
        self._postgres = db.engine.dialect.name == "postgresql"
        if self._postgres:
            used = text(
                "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
            )
            self._last = dict(session.execute(used).all())
        session.rollback()
        self._written = set()
        event.listen(db.engine, "before_cursor_execute", self._note)

    def close(self):
        event.remove(db.engine, "before_cursor_execute", self._note)

    def put_back(self):
        session.remove()
        written = {name for name in self._written if name in Base.metadata.tables}
        tables = [one for one in self._rows if one.name in written or written & fallen_with(one)]
        with unit_of_work():
            # Rows that were not written to point at those that are away for a moment.
            session.execute(text(
                "SET LOCAL session_replication_role = replica" if self._postgres
                else "PRAGMA defer_foreign_keys=ON"
            ))  # fmt: skip
            for table in reversed(tables):
                session.execute(table.delete())
            for table in tables:
                if self._rows[table]:
                    session.execute(table.insert(), self._rows[table])
                sequence = f"{table.name}_id_seq"
                if self._postgres and "id" in table.c:
                    session.execute(
                        text("SELECT setval(CAST(:name AS regclass), :last, :used)"),
                        {
                            "name": sequence,
                            "last": self._last.get(sequence, 1),
                            "used": sequence in self._last,
                        },
                    )
        session.remove()
        self._written.clear()

    def _note(self, _connection, _cursor, statement, *_):
        self._written.update(WRITES.findall(statement))


def fallen_with(table):
    """The tables whose deleted rows take rows of this one along."""
    return {key.column.table.name for key in table.foreign_keys if key.ondelete}

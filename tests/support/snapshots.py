"""A database emptied after each test, and put back to where one began."""

from sqlalchemy import select, text

from squad.db.base import Base
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db


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
    """Every row of the present database, to be put back as often as somebody changes it."""

    def __init__(self):
        tables = Base.metadata.sorted_tables
        rows = ((t, [row._asdict() for row in session.execute(select(t))]) for t in tables)
        self._rows = {table: found for table, found in rows if found}
        self._last = {}
        if db.engine.dialect.name == "postgresql":
            used = text(
                "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
            )
            self._last = dict(session.execute(used).all())
        session.rollback()

    def put_back(self):
        empty()
        with unit_of_work():
            for table, rows in self._rows.items():
                session.execute(table.insert(), rows)
            for name, last in self._last.items():
                session.execute(
                    text("SELECT setval(format('%I', CAST(:name AS text))::regclass, :last)"),
                    {"name": name, "last": last},
                )
        session.remove()

"""INSERT … ON CONFLICT, which both databases speak but SQLAlchemy spells twice."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from squad.db.base import Base
from squad.db.session import session

Insert = postgresql.Insert | sqlite.Insert


def dialect_insert(target: type[Base] | Table) -> Insert:
    """An INSERT of the database in use, with its ON CONFLICT."""
    kind = session.get_bind().dialect.name
    return (postgresql.insert if kind == "postgresql" else sqlite.insert)(target)


def upsert(model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows by primary key, in one statement: new ones are added, others overwritten."""
    if not rows:
        return
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101  narrows the type; models map tables
    keys = [column.name for column in table.primary_key.columns]
    statement = dialect_insert(table).values(list(rows))
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))

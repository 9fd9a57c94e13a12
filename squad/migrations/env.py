"""Runs migrations on the application's own engine, with the models' metadata."""

from typing import Any, Literal

from alembic import context
from flask import current_app

import squad.models  # noqa: F401  every table must be known to the metadata
from squad.db.base import Base
from squad.db.types import Code, Encrypted, UtcDateTime
from squad.db.unit_of_work import intending

# Migrations outlive our types: they name what the database sees.
PLAIN_TYPES = {
    UtcDateTime: "sa.DateTime(timezone=True)",
    Code: "sa.String(32)",
    Encrypted: "sa.Text()",
}


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A column type as SQLAlchemy's own."""
    if kind == "type" and type(item) in PLAIN_TYPES:
        return PLAIN_TYPES[type(item)]
    return False


engine = current_app.extensions["sqlalchemy"].engine

with intending("write"), engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        # Batch operations rebuild tables: foreign keys are checked again afterwards.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.commit()

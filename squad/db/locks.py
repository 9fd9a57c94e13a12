"""Letting one request at a time through, where no row is there yet that could be locked."""

from sqlalchemy import func, select

from squad.db.session import session

_BITS = 63


def one_at_a_time(name: str) -> None:
    """Wait until no other transaction holds this name; it is free when this transaction ends.

    `name` is a hexadecimal hash. SQLite's writers wait for each other anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        key = int(name, 16) % (1 << _BITS)
        session.execute(select(func.pg_advisory_xact_lock(key)))

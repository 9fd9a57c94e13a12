"""The database's own clock in a statement, where several hosts must agree on what time it is."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Interval, func, literal, type_coerce

from squad.db.session import session
from squad.db.types import UtcDateTime
from squad.kernel.clock import clock


def database_now(later: timedelta = timedelta()) -> ColumnElement[datetime]:
    """This instant, or one `later`, by PostgreSQL's clock; SQLite has one host, hence its clock."""
    if session.get_bind().dialect.name == "postgresql":
        return type_coerce(func.now() + literal(later, Interval()), UtcDateTime())
    return literal(clock.now() + later, UtcDateTime())

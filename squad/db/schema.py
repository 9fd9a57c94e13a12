"""Which migration the database is at, and which is the newest."""

from functools import cache

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from squad.db.session import session
from squad.resources import MIGRATIONS


@cache
def newest_revision() -> str | None:
    """The newest migration that this copy of the program ships."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config).get_current_head()


def current_revision() -> str | None:
    """The migration that the database is at; None before the first."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def is_at_head() -> bool:
    """Whether the database answers and is at the newest migration."""
    try:
        return current_revision() == newest_revision()
    except SQLAlchemyError:
        return False

"""Making the database and bringing it to the newest migration."""

from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import URL, create_engine, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from squad.db.schema import current_revision, newest_revision
from squad.db.session import session

MAINTENANCE = "postgres"


def is_set_up(database_url: str) -> bool:
    """Whether a database answers at this address and holds our tables already."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and not _file_exists(url):
        return False
    engine = create_engine(url)
    try:
        return inspect(engine).has_table("people")
    except SQLAlchemyError:
        return False
    finally:
        engine.dispose()


def _file_exists(url: URL) -> bool:
    return bool(url.database) and Path(str(url.database)).exists()


def create_database(database_url: str) -> bool:
    """Create a PostgreSQL database that is missing, where that is allowed; whether it was done."""
    url = make_url(database_url)
    if url.get_backend_name() != "postgresql" or not url.database:
        return False
    engine = create_engine(url.set(database=MAINTENANCE), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            known = text("SELECT 1 FROM pg_database WHERE datname = :name")
            if connection.scalar(known, {"name": url.database}):
                return False
            quoted = engine.dialect.identifier_preparer.quote(url.database)
            connection.execute(text(f"CREATE DATABASE {quoted}"))
            return True
    except SQLAlchemyError:
        return False
    finally:
        engine.dispose()


def bring_to_head() -> tuple[str | None, str | None]:
    """Run the migrations that are missing; the revision before and after."""
    before = current_revision()
    session.rollback()
    session.remove()
    if before != newest_revision():
        upgrade()
    return before, newest_revision()

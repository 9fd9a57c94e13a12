"""Databases to throw away: a new file, or a new database beside the one that was named."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from squad.config import Settings, SettingsError
from squad.kernel.ids import new_token

NOT_POSTGRESQL = (
    "--database-url takes the address of a PostgreSQL server, as postgresql://user:password@host/"
    "postgres. Leave it out to measure SQLite."
)
NOT_ALLOWED = (
    "No database could be made there. Check --database-url: it must answer, and its user must be"
    " allowed to create databases."
)


@contextmanager
def new_database(server: str | None, folder: Path) -> Iterator[str]:
    """The address of a new, empty database; it is gone when the block ends.

    `server`: any database of a PostgreSQL server, which is not touched itself; None: SQLite.
    """
    if server is None:
        path = folder / "bench.sqlite3"
        try:
            yield f"sqlite:///{path}"
        finally:
            for file in folder.glob(f"{path.name}*"):
                file.unlink()
        return
    name = f"squad_bench_{secrets.token_hex(8)}"
    _run(server, f"CREATE DATABASE {name}")
    try:
        yield _beside(server, name)
    finally:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def settings_for(database_url: str, folder: Path) -> Settings:
    """Settings of a measurement: random keys, nothing of the environment, full password hashes."""
    return Settings(
        database_url=database_url,
        secret_key=new_token(),
        notes_key=Fernet.generate_key().decode(),
        data_dir=folder,
    )


def _beside(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _run(server: str, statement: str) -> None:
    """Run what no transaction may hold. Raises SettingsError with what to do."""
    try:
        url = make_url(server)
    except ArgumentError as error:
        raise SettingsError(NOT_POSTGRESQL) from error
    if url.get_backend_name() != "postgresql":
        raise SettingsError(NOT_POSTGRESQL)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except SQLAlchemyError as error:
        raise SettingsError(NOT_ALLOWED) from error
    finally:
        engine.dispose()

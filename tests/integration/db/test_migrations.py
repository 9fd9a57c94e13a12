"""Migrations: head equals the models; up and down with data, on both databases."""

import contextlib
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, inspect, text

import squad.models  # noqa: F401  fills the metadata
from squad.app import create_app
from squad.db.base import Base
from squad.db.session import session
from squad.db.unit_of_work import intending
from squad.extensions import db
from tests.conftest import make_settings, missing


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_app(request, tmp_path):
    """An application on a database of its own without a table."""
    if request.param == "sqlite":
        yield create_app(make_settings(f"sqlite:///{tmp_path / 'own.sqlite3'}", tmp_path))
        return
    server = request.getfixturevalue("postgres_server")
    if server is None:
        missing("PostgreSQL")
    name = f"own_{uuid4().hex[:8]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    app = create_app(make_settings(server.replace("/postgres?", f"/{name}?"), tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@contextlib.contextmanager
def connected(app):
    with app.app_context(), intending("write"), db.engine.connect() as connection:
        yield connection
        session.remove()


def test_head_equals_the_models(empty_app):
    with empty_app.app_context():
        upgrade()
    with connected(empty_app) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    with empty_app.app_context():
        db.engine.dispose()


def test_down_and_up_again_keeps_nothing_and_breaks_nothing(empty_app):
    with empty_app.app_context():
        upgrade()
    with connected(empty_app) as connection:
        connection.execute(
            text(
                "INSERT INTO people (name, list_name, sort_key, email, language, function, level,"
                " site, time_zone, active, version, created_at) VALUES ('Hélène Roy',"
                " 'Roy, Hélène', 'roy, helene', 'h@example.org', 'fr', '', '', '',"
                " 'Europe/Paris', true, 1, '2026-01-05 00:00:00')"
            )
        )
        connection.commit()
    with empty_app.app_context():
        downgrade(revision="base")
    with connected(empty_app) as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    with empty_app.app_context():
        upgrade()
    with connected(empty_app) as connection:
        assert connection.execute(text("SELECT count(*) FROM people")).scalar() == 0
    with empty_app.app_context():
        db.engine.dispose()

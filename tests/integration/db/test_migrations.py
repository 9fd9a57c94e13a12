"""Migrations: head equals the models; up and down with data, on both databases."""

import contextlib
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, inspect, text

import squad.models  # noqa: F401  fills the metadata
from squad.app import create_app
from squad.db.base import Base
from squad.db.session import session
from squad.db.unit_of_work import intending
from squad.extensions import db
from squad.resources import MIGRATIONS
from tests.conftest import make_settings, missing
from tests.support.rows import fill_every_table, read_every_table


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


def test_an_index_leads_to_what_corrects_a_statement(empty_app):
    with empty_app.app_context():
        upgrade()
    with connected(empty_app) as connection:
        found = [index["column_names"] for index in inspect(connection).get_indexes("observations")]
    assert ["corrects_id"] in found
    with empty_app.app_context():
        db.engine.dispose()


def test_every_step_down_and_up_keeps_what_it_does_not_drop(empty_app):
    """Two rows in every table; each migration is undone and done again, the newest first."""
    with empty_app.app_context():
        upgrade()
    with connected(empty_app) as connection:
        fill_every_table(connection)
        before = read_every_table(connection)
    assert before.keys() == Base.metadata.tables.keys()
    assert all(len(rows) == 2 for rows in before.values())
    for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions():
        with empty_app.app_context():
            downgrade(revision=step.down_revision or "base")
        with connected(empty_app) as connection:
            below = read_every_table(connection)
        assert_survived(before, below)
        with empty_app.app_context():
            upgrade(revision=step.revision)
        with connected(empty_app) as connection:
            above = read_every_table(connection)
        assert_survived(below, above)
        with empty_app.app_context():
            downgrade(revision=step.down_revision or "base")
        before = below
    assert before == {}
    with empty_app.app_context():
        db.engine.dispose()


def test_after_going_down_and_up_everything_can_be_kept_again(empty_app):
    kept = []
    for _ in range(2):
        with empty_app.app_context():
            upgrade()
        with connected(empty_app) as connection:
            fill_every_table(connection)
            tables = Base.metadata.sorted_tables
            kept.append([connection.execute(ordered(table)).all() for table in tables])
        with empty_app.app_context():
            downgrade(revision="base")
    assert kept[0] == kept[1]
    with empty_app.app_context():
        db.engine.dispose()


def ordered(table):
    return table.select().order_by(*table.primary_key)


def assert_survived(before, after):
    """Rows of tables that stand on both sides are there, in the columns that both sides have."""
    for name in before.keys() & after.keys():
        same = before[name][0].keys() & after[name][0].keys() if after[name] else set()
        assert projected(before[name], same) == projected(after[name], same), name


def projected(rows, names):
    return sorted(str(sorted((key, row[key]) for key in names)) for row in rows)

"""Fixtures: an application on each database, a checking visitor, factories behind `make`."""

import gc
import logging
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from flask_migrate import upgrade
from hypothesis import HealthCheck, settings

from squad.app import create_app
from squad.config import Settings
from squad.db.session import session
from squad.extensions import db
from tests.support.page import Visitor
from tests.support.postgres import running_server
from tests.support.snapshots import empty
from tests.support.statements import counting

STRICT = os.environ.get("SQUAD_TEST_STRICT") == "1"
NOTES_KEY = Fernet.generate_key().decode()

# A test holds few cycles and the interpreter's own heap is large: looking for them often is a tenth
# of all the time that tests take.
gc.set_threshold(100_000, 50, 100)

settings.register_profile(
    "suite",
    deadline=None,
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("suite")


# Each file is one worker's: those that take minutes begin, so that none of them ends alone.
LONG = ("tests/e2e", "tests/integration/privacy", "tests/integration/demo",
        "tests/integration/access", "tests/integration/web")  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    def rank(item):
        path = item.path.relative_to(config.rootpath).as_posix()
        return next((n for n, folder in enumerate(LONG) if path.startswith(folder)), len(LONG))

    items.sort(key=rank)


def missing(what):
    """Skip with a reason; in CI a skip is a failure."""
    if STRICT:
        pytest.fail(f"{what} is missing, and SQUAD_TEST_STRICT=1 allows no skip")
    pytest.skip(f"{what} is not installed here")


@pytest.fixture(scope="session")
def scratch():
    """A folder in memory where there is one."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="squad-", dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server():
    with running_server() as url:
        yield url


def make_settings(database_url, folder, **changes):
    values = {
        "database_url": database_url,
        "secret_key": "a secret key of the tests, long enough",
        "notes_key": NOTES_KEY,
        "data_dir": folder,
        "base_url": "http://localhost",
        "argon2_cheap": True,
        "styleguide": True,
    }
    return Settings(**{**values, **changes})


@pytest.fixture(scope="session")
def sqlite_app(scratch):
    app = create_app(make_settings(f"sqlite:///{scratch / 'squad.sqlite3'}", scratch))
    yield from _migrated(app)


@pytest.fixture(scope="session")
def postgres_app(postgres_server, scratch):
    if postgres_server is None:
        missing("PostgreSQL")
    app = create_app(make_settings(postgres_server, scratch))
    yield from _migrated(app)


def _migrated(app):
    app.testing = True
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def app(request):
    """An application with an empty database, on each kind of database."""
    app = request.getfixturevalue(f"{request.param}_app")
    with app.app_context():
        yield app
        session.remove()
        empty()


@pytest.fixture
def visitor(app):
    """A visitor that nobody is signed in with; `visitor_of(person)` for somebody."""
    return Visitor(app)


@pytest.fixture
def visitor_of(app):
    """Make a visitor: a browser in which a person is signed in, in a language."""
    from tests.factories.accounts import sign_in

    def signed_in(person, language=None):
        visitor = Visitor(app, language or person.language)
        sign_in(app, visitor, person)
        return visitor

    return signed_in


@pytest.fixture
def log_lines(app, caplog):
    """Everything the program logs: it keeps its lines from the root, where pytest listens."""
    logger = logging.getLogger("squad")
    level = logger.level
    logger.addHandler(caplog.handler)
    logger.setLevel(logging.DEBUG)
    yield lambda: [f"{record.getMessage()} {record.__dict__}" for record in caplog.records]
    logger.removeHandler(caplog.handler)
    logger.setLevel(level)


@pytest.fixture
def statements(app):
    """`with statements() as sent:` lists what was sent to the database."""
    return lambda: counting(app)


@pytest.fixture
def make(app):
    """Factories by name: make.person(), make.programme(), make.pairing() …"""
    from tests.factories import Make

    return Make()

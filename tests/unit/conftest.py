"""Unit tests reach neither a network nor a database."""

import pytest
import pytest_socket
from flask import Flask
from flask_babel import Babel
from sqlalchemy.engine import Engine

from squad.resources import PACKAGE
from squad.web.sentences import use_sentences
from squad.wordings import SENTENCES


class DatabaseReachedError(AssertionError):
    """A unit test asked a database."""


def _refuse(*_args, **_values):
    raise DatabaseReachedError


@pytest.fixture(autouse=True, scope="session")
def sentences():
    """What every slice says, as in an application."""
    use_sentences(*SENTENCES)


@pytest.fixture(scope="module")
def babel():
    """Texts in the language that is asked for, without an application of ours."""
    app = Flask("test")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(PACKAGE / "translations")
    Babel(app)
    with app.test_request_context():
        yield


@pytest.fixture(autouse=True)
def sealed(monkeypatch):
    """No socket, no engine."""
    pytest_socket.disable_socket()
    monkeypatch.setattr(Engine, "connect", _refuse)
    yield
    pytest_socket.enable_socket()

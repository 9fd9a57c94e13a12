"""The seal of unit tests holds."""

import socket

import pytest
from pytest_socket import SocketBlockedError
from sqlalchemy import create_engine

from tests.unit.conftest import DatabaseReachedError


@pytest.mark.filterwarnings("ignore:A test tried")
def test_no_socket_opens():
    with pytest.raises(SocketBlockedError):
        socket.socket()


def test_no_database_answers():
    with pytest.raises(DatabaseReachedError):
        create_engine("sqlite://").connect()

"""Integration tests reach this machine only: no mail, no other host."""

import pytest
import pytest_socket


@pytest.fixture(autouse=True)
def at_home():
    """Connections to this machine alone."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    yield
    pytest_socket._remove_restrictions()

"""The fence of integration tests holds."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.mark.filterwarnings("ignore:A test tried")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_other_host_is_reached():
    with socket.socket() as probe, pytest.raises(SocketConnectBlockedError):
        probe.connect(("192.0.2.1", 25))

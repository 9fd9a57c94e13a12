"""`squad serve`: it serves, it logs JSON without addresses, it finishes what runs on SIGTERM."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

COMMAND = [sys.executable, "-c", "from squad.cli import main; main()"]


@pytest.fixture
def environment(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith("SQUAD_")},
        "SQUAD_DATA_DIR": str(tmp_path),
        "SQUAD_SECRET_KEY": "x" * 40,
        "SQUAD_NOTES_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "SQUAD_PORT": str(port),
    }


def read(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status, answer.read().decode()


def wait_for(address, process):
    for _ in range(150):
        assert process.poll() is None, process.communicate()[1]
        try:
            return read(address)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError("the server never answered")


def test_it_serves_logs_json_and_stops_on_sigterm(environment):
    made = [*COMMAND, "init", "--email", "tom@example.org", "--name", "Tom"]
    subprocess.run(made, env=environment, check=True, capture_output=True, timeout=120)
    process = subprocess.Popen(
        [*COMMAND, "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        base = f"http://127.0.0.1:{environment['SQUAD_PORT']}"
        assert wait_for(f"{base}/readyz", process) == (200, '{"status":"ok"}\n')
        status, page = read(f"{base}/sign-in?next=/a-canary-in-an-address")
        assert status == 200
        assert "Speak." in page
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=40)
    finally:
        process.kill()
    assert process.returncode == 0
    assert out == ""
    lines = [json.loads(line) for line in err.splitlines()]
    assert any(line.get("endpoint") == "accounts.sign_in" for line in lines)
    assert "a-canary-in-an-address" not in err

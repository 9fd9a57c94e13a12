"""The production server in a process of its own, on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(settings, *options):
    """`squad serve` with these settings; yields its URL once it is ready."""
    url, process = start(settings, *options)
    try:
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def kill(process):
    """As the power fails: the server and its workers, at once."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def start(settings, *options):
    """(URL, process) of `squad serve`, ready, in a group of processes of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SQUAD_")} | {
        "SQUAD_DATABASE_URL": settings.database_url,
        "SQUAD_DATA_DIR": str(settings.data_dir),
        "SQUAD_SECRET_KEY": settings.secret_key,
        "SQUAD_NOTES_KEY": settings.notes_key,
        "SQUAD_BASE_URL": url,
        "SQUAD_PORT": str(port),
        "SQUAD_MAIL_URL": settings.mail_url,
        "SQUAD_MAIL_FROM": settings.mail_from,
    }
    command = [sys.executable, "-m", "squad.cli", "serve", *options]
    log = settings.data_dir / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, env=environment, stdout=file, stderr=file, start_new_session=True
        )
    try:
        _wait(url, process, log)
    except BaseException:
        kill(process)
        raise
    return url, process


def _wait(url, process, log):
    for _ in range(200):
        if process.poll() is not None:
            raise AssertionError(f"the server stopped: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer: {log.read_text()[-2000:]}")

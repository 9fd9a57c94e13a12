"""The real server in processes of its own, and how much memory they hold."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from squad.bench.visiting import BenchError
from squad.config import VARIABLES, Settings

HOST = "127.0.0.1"
PATIENCE_S = 60.0
BETWEEN_TRIES = 0.05
BETWEEN_LOOKS = 0.02
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1024**2
PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that answers."""

    url: str
    pid: int


@contextmanager
def serving(settings: Settings) -> Iterator[Serving]:
    """`squad serve` on a free port with these settings and nothing of the environment's."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    url = f"http://{HOST}:{port}"
    given = {variable: str(getattr(settings, name)) for variable, name in VARIABLES.items()}
    environment = os.environ | given | {"SQUAD_BASE_URL": url, "SQUAD_PORT": str(port)}
    command = [sys.executable, "-m", "squad.cli", "serve"]
    log = settings.data_dir / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(command, env=environment, stdout=file, stderr=file)  # noqa: S603  our own
    try:
        _wait(url, process, log)
        yield Serving(url, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):  # noqa: S310  our own
                return
        except OSError:
            time.sleep(BETWEEN_TRIES)
    said = (log.read_text("utf-8").splitlines() or ["nothing"])[-1]
    raise BenchError(f"The server did not answer. The last that it said: {said[:300]}")


def peak_over_idle(pid: int, act: Callable[[], object]) -> float | None:
    """How many MB more a process and its children hold at the most during `act` than before it.

    None where the system has no /proc.
    """
    idle = _held(pid)
    if idle is None:
        act()
        return None
    over, seen = threading.Event(), [idle]

    def look() -> None:
        while not over.wait(BETWEEN_LOOKS):
            seen.append(_held(pid) or idle)

    watch = threading.Thread(target=look, daemon=True)
    watch.start()
    try:
        act()
    finally:
        over.set()
        watch.join()
    return max(seen) - idle


def _held(pid: int) -> float | None:
    """MB in memory of a process and its children."""
    tasks = (PROCESSES / str(pid) / "task").glob("*/children")
    family = [pid, *(int(child) for task in tasks for child in task.read_text().split())]
    try:
        return sum(map(_pages, family)) * PAGE_MB
    except OSError:
        return None


def _pages(pid: int) -> int:
    return int((PROCESSES / str(pid) / "statm").read_text().split()[1])

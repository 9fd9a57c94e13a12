"""A worker beside the server: begun again if it dies, ended with the server, whatever ends that.

Processes are forked before the server has threads: a keeper, which forks the worker. Each of them
looks whether its parent lives, for a killed one tells nobody.
"""

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from squad.jobs.worker import DRAIN_SECONDS

Work = Callable[[Callable[[], bool]], None]
"""A worker's life; it goes on while what it is given says so."""
LOOK_SECONDS = 0.5
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
LIVED_WELL = 60.0
"""A worker that lived so many seconds is begun again after the first pause."""
_FORK = multiprocessing.get_context("fork")
log = logging.getLogger(__name__)


@contextmanager
def worker_beside(work: Work) -> Iterator[None]:
    """Keep a worker running in a process of its own until the block ends."""
    keeper = _FORK.Process(target=_keep, args=(work, os.getpid()))
    keeper.start()
    try:
        yield
    finally:
        _end(keeper, DRAIN_SECONDS + 10)


def _keep(work: Work, parent: int) -> None:
    stopping = threading.Event()

    def stop(*_args: Any) -> None:
        stopping.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    pause = FIRST_PAUSE
    while not stopping.is_set():
        begun = time.monotonic()
        process = _FORK.Process(target=_live, args=(work, os.getpid()))
        process.start()
        while process.is_alive() and not stopping.wait(LOOK_SECONDS):
            if os.getppid() != parent:
                stopping.set()
        if stopping.is_set():
            _end(process, DRAIN_SECONDS + 5)
            return
        pause = FIRST_PAUSE if time.monotonic() - begun > LIVED_WELL else pause
        log.warning("worker_died", extra={"exit": process.exitcode, "again_in": pause})
        stopping.wait(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _live(work: Work, keeper: int) -> None:
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    work(lambda: os.getppid() == keeper)


def _end(process: Any, patience: float) -> None:
    """Ask it to end, more than once: a process that just begins may not hear the first time."""
    until = time.monotonic() + patience
    while process.is_alive() and time.monotonic() < until:
        process.terminate()
        process.join(1)
    if process.is_alive():
        process.kill()
        process.join()

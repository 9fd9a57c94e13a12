"""A worker: takes one job after another, keeps its lease alive, ends what it began before it goes.

Any number of them run, on any number of hosts; all that they share is the table.
"""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

from squad.db.session import session
from squad.db.unit_of_work import intending, unit_of_work
from squad.jobs.actions import schedule
from squad.jobs.claims import Claim, beat, bury, complete, fail, is_due, put_back, take
from squad.jobs.handlers import LostJobError, Run, registry_of
from squad.jobs.rules import HEARTBEAT_SECONDS, Outcome, failure_code
from squad.kernel.ids import new_key

DRAIN_SECONDS = 30.0
"""How long the job in hand may still take after SIGTERM."""
IDLE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0
"""How long to wait where the database did not answer."""
SCHEDULE_SECONDS = 20.0
AGAIN_SECONDS = 1.0
"""How soon a heartbeat that met a locked database is tried again."""
STOPPED_BY = (signal.SIGTERM, signal.SIGINT)
log = logging.getLogger(__name__)


class Worker:
    """One process's worker; `run` until a signal, or `drain` what is due."""

    def __init__(self, app: Flask) -> None:
        """A worker of this application, under a name that no other has."""
        self.app = app
        self.name = f"{socket.gethostname()}:{os.getpid()}:{new_key()[:8]}"
        self.stopping = threading.Event()
        self._registry = registry_of(app)
        self._in_hand: Claim | None = None
        self._scheduled = -SCHEDULE_SECONDS

    def run(self, go_on: Callable[[], bool] = lambda: True) -> bool:
        """Work until a signal, or until `go_on` says no; whether the job in hand was ended.

        What is not done within the limit is let go: another worker takes it at once. Where the
        working thread died, there is nothing to wait for: whoever began this one begins another.
        """
        working = threading.Thread(target=self._work, daemon=True)
        with self._hearing_signals():
            working.start()
            while working.is_alive() and not self.stopping.wait(IDLE_SECONDS) and go_on():
                pass
            died = not (working.is_alive() or self.stopping.is_set())
            self.stopping.set()
            working.join(DRAIN_SECONDS)
        if working.is_alive():
            self._let_go()
        if died:
            log.error("worker_died")
        return not (died or working.is_alive())

    def drain(self) -> int:
        """Do everything that is due now, periodic work included; how many jobs were taken."""
        taken = 0
        with self._hearing_signals(), self._beating():
            self._schedule()
            while not self.stopping.is_set() and self._do_one():
                taken += 1
        return taken

    @contextmanager
    def _hearing_signals(self) -> Iterator[None]:
        """SIGTERM and Ctrl-C ask it to stop; only a process's main thread hears them."""
        main = threading.current_thread() is threading.main_thread()
        before = {each: signal.signal(each, self._stop) for each in STOPPED_BY} if main else {}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _stop(self, *_args: Any) -> None:
        self.stopping.set()

    def _work(self) -> None:
        """The thread that does the jobs; where the database is away, it waits for it."""
        with self._beating():
            while not self.stopping.is_set():
                try:
                    if time.monotonic() - self._scheduled >= SCHEDULE_SECONDS:
                        self._schedule()
                    wait = 0.0 if self._do_one() else IDLE_SECONDS
                except Exception:
                    log.exception("jobs_out_of_reach")
                    wait = TROUBLE_SECONDS
                self.stopping.wait(wait)

    def _schedule(self) -> None:
        with self._writing():
            schedule(self._registry.periods)
        self._scheduled = time.monotonic()

    def _do_one(self) -> bool:
        """Take a job and do it; False where none is due."""
        names = self._registry.handlers.keys()
        with self.app.app_context(), intending("read"):
            due = is_due(names)
        if not due:
            return False
        with self._writing():
            bury()
            claim = take(self.name, names)
        if claim is None:
            return False
        self._in_hand = claim
        try:
            self._carry_out(claim)
        finally:
            self._in_hand = None
        return True

    def _carry_out(self, claim: Claim) -> None:
        """Let its handler do it, and say how that went; its failure is that of one job alone."""
        with self.app.app_context():
            try:
                outcome = self._registry.handlers[claim.name](Run(claim, self.stopping))
            except LostJobError:
                log.warning("job_lost", extra=_told(claim))
                return
            except Exception as error:
                log.exception("job_failed", extra=_told(claim))
                session.rollback()
                with self._writing():
                    fail(claim, failure_code(error))
                return
        with self._writing():
            held = put_back(claim) if outcome is Outcome.MORE else complete(claim)
        log.info("job", extra={**_told(claim), "outcome": str(outcome) if held else "lost"})

    @contextmanager
    def _beating(self) -> Iterator[None]:
        """One thread that keeps the lease of the job in hand alive."""
        ended = threading.Event()
        thread = threading.Thread(target=self._beat, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _beat(self, ended: threading.Event) -> None:
        wait = HEARTBEAT_SECONDS
        while not ended.wait(wait):
            wait = HEARTBEAT_SECONDS
            if (claim := self._in_hand) is None:
                continue
            try:
                with self._writing():
                    beat(claim)
            except Exception:
                log.exception("heartbeat_missed", extra=_told(claim))
                wait = AGAIN_SECONDS

    def _let_go(self) -> None:
        if (claim := self._in_hand) is not None:
            log.warning("job_let_go", extra=_told(claim))
            with self._writing():
                put_back(claim)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A short transaction in an application context of its own."""
        with self.app.app_context(), unit_of_work():
            yield


def _told(claim: Claim) -> dict[str, Any]:
    return {"job": claim.job_id, "handler": claim.name, "attempt": claim.attempt}

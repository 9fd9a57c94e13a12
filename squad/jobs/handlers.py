"""What does a job: a function of the slice that it belongs to, registered in slices.py."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask

from squad.db.unit_of_work import writing_apart
from squad.jobs.claims import Claim, get_on
from squad.jobs.rules import Outcome, Payload, check_periods

SHARE_SECONDS = 20.0
"""How long one job works before the others that wait have their turn."""
_REGISTRY = "squad_jobs"


class LostJobError(Exception):
    """The job is another worker's by now: this attempt must end and write nothing more."""


@dataclass(frozen=True)
class Run:
    """One attempt at a job, as its handler knows it."""

    claim: Claim
    stopping: threading.Event
    begun: float = field(default_factory=time.monotonic)

    @property
    def job_id(self) -> int:
        """By which a handler is idempotent."""
        return self.claim.job_id

    @property
    def payload(self) -> Payload:
        """The ids and codes that it was asked for with."""
        return self.claim.payload

    @property
    def must_end(self) -> bool:
        """Whether to leave the rest to a later run: the worker stops, or others wait."""
        return self.stopping.is_set() or time.monotonic() - self.begun > SHARE_SECONDS

    def progress(self, done: int, total: int) -> None:
        """Tell the page how far it is, in a short transaction of its own; between the handler's.

        Raises LostJobError.
        """
        with writing_apart():
            held = get_on(self.claim, done, total)
        if not held:
            raise LostJobError


Handler = Callable[[Run], Outcome]


@dataclass(frozen=True, slots=True)
class Registry:
    """Every handler by the name of its jobs, and which of them come round by themselves."""

    handlers: Mapping[str, Handler]
    periods: Mapping[str, timedelta]


def use_handlers(
    app: Flask, handlers: Mapping[str, Handler], periods: Mapping[str, timedelta]
) -> None:
    """Take the handlers; periodic ones get an empty payload."""
    check_periods(periods)
    if not periods.keys() <= handlers.keys():
        raise ValueError("a periodic job has no handler")
    app.extensions[_REGISTRY] = Registry(handlers, periods)


def registry_of(app: Any) -> Registry:
    """The handlers of an application."""
    found: Registry = app.extensions[_REGISTRY]
    return found

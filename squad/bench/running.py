"""A whole measurement: for each size a company of its own in a database of its own."""

import logging
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import make_url

from squad.app import create_app
from squad.bench.building import Company, build
from squad.bench.measuring import Measured, measure
from squad.bench.places import new_database, settings_for
from squad.bench.rules import Scale, scale_of
from squad.bench.visiting import BenchError
from squad.config import Settings
from squad.db.session import session
from squad.demo.serving import own_folder
from squad.extensions import db
from squad.privacy.check import find_differences
from squad.web.logs import configure_logs

Tell = Callable[[str], None]
STOPPED = 128 + signal.SIGTERM
"""The exit code of a measurement that was ended: it says nothing of what it measured."""


def run(sizes: Sequence[int], server: str | None, tell: Tell) -> list[Measured]:
    """Measure companies of these sizes, smallest first; nothing of them stays.

    `server`: as for `new_database`. The first must pass `squad check`, or BenchError is raised.
    """
    rows: list[Measured] = []
    with own_folder("squad-bench-", stopped=STOPPED) as folder:
        for mentees in sizes:
            with new_database(server, folder) as database_url:
                settings = settings_for(database_url, folder)
                rows += _measure(settings, mentees, tell, checked=not rows)
    return rows


def _measure(settings: Settings, mentees: int, tell: Tell, *, checked: bool) -> list[Measured]:
    def tell_of(what: str) -> None:
        tell(f"{mentees:,} mentees: {what}")

    with _application(settings) as app:
        begun = time.monotonic()
        company = build_checked(app, scale_of(mentees), tell_of, checked=checked)
        same = {
            "mentees": mentees,
            "database": make_url(settings.database_url).get_backend_name(),
            "build_s": time.monotonic() - begun,
        }
        return [{**row, **same} for row in measure(app, settings, company, tell_of)]


@contextmanager
def _application(settings: Settings) -> Iterator[Flask]:
    """An application that writes no line a request, and lets go of its database at the end."""
    app = create_app(settings)
    configure_logs(logging.WARNING)
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def build_checked(app: Flask, scale: Scale, tell: Tell, *, checked: bool) -> Company:
    """Build the company in the application's empty database, and check what is stored of it."""
    with app.app_context():
        try:
            company = build(scale, tell)
            if checked:
                tell("squad check")
                _check()
        finally:
            session.remove()
    return company


def _check() -> None:
    first = next(find_differences(), None)
    if first is not None:
        raise BenchError(f"What was built is not what `squad check` expects: {first}.")

"""`squad serve`: the production server, granian, with the settings of the environment."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from squad.app import create_app
from squad.config import Settings
from squad.db.schema import is_at_head
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.jobs.beside import worker_beside
from squad.jobs.worker import Worker

AT_SERVE = "squad_at_serve"
"""The application's extension that holds what is to be done before it serves."""
BLOCKING_THREADS = 2
DRAIN_SECONDS = 30
"""How long requests that run may still take after SIGTERM."""
LOGS: dict[str, Any] = {
    "formatters": {"json": {"()": "squad.web.logs.JsonLines"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {
        "_granian": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "granian.access": {"handlers": [], "propagate": False},
    },
}


@click.command("serve")
@click.option("--with-worker", is_flag=True, help="Run a worker beside it, as `squad worker` does.")
@with_appcontext
def serve(with_worker: bool) -> None:
    """Serve the application until SIGTERM; requests that run are finished first."""
    settings: Settings = current_app.config["SETTINGS"]
    ready = is_at_head()
    if ready:
        with unit_of_work():
            for prepare in current_app.extensions.get(AT_SERVE, ()):
                prepare()
    session.remove()
    db.engine.dispose()
    if not ready:
        click.echo(
            "The database does not answer, or is not at the newest migration. Run `squad init`.",
            err=True,
        )
        sys.exit(1)
    with worker_beside(partial(work, settings)) if with_worker else nullcontext():
        server_of(settings).serve()


def work(settings: Settings, go_on: Callable[[], bool]) -> None:
    """A worker's life in a process of its own, which loads the application as a server's does."""
    Worker(create_app(settings)).run(go_on)


def server_of(settings: Settings, *, quiet: bool = False) -> Any:
    """The server for these settings; its workers read the same environment.

    `quiet`: it tells only what goes wrong.
    """
    return Server(
        "squad.wsgi:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        blocking_threads=BLOCKING_THREADS,
        workers_kill_timeout=DRAIN_SECONDS,
        respawn_failed_workers=True,
        websockets=False,
        log_access=False,
        log_dictconfig=LOGS,
        log_level=LogLevels.warning if quiet else LogLevels.info,
    )

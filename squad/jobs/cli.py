"""`squad worker`: the work behind the pages."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from squad.db.schema import is_at_head
from squad.db.session import session
from squad.extensions import db
from squad.jobs.worker import Worker


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then end: for a timer.")
@with_appcontext
def worker(once: bool) -> None:
    """Do the work behind the pages until SIGTERM; the job in hand is ended first."""
    ready = is_at_head()
    session.remove()
    db.engine.dispose()
    if not ready:
        click.echo(
            "The database does not answer, or is not at the newest migration. Run `squad init`.",
            err=True,
        )
        sys.exit(1)
    own = Worker(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001  a proxy
    if once:
        own.drain()
    elif not own.run():
        sys.exit(1)

"""`squad sessions import FILE`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from squad.coaching.imports.actions import counts_of, import_sessions
from squad.coaching.imports.plans import make_plan
from squad.coaching.imports.previews import preview_of
from squad.coaching.imports.queries import Scope
from squad.db.unit_of_work import unit_of_work
from squad.files.terminal import (
    DRY_RUN,
    FILE,
    open_table,
    refusals_in_words,
    show,
    write_summary,
)
from squad.pairings.rules.imports import Importer


@click.group("sessions")
def sessions() -> None:
    """The log of the pairs."""


@sessions.command("import")
@FILE
@DRY_RUN
@click.option("--with-notes", is_flag=True, help="Read the notes too: at set-up, with consent.")
@with_appcontext
def import_(file: Path, dry_run: bool, with_notes: bool) -> None:
    """Import the sessions in FILE: all of them, or, with any problem, none.

    What would be done goes to standard error, figures as JSON to standard output.
    """
    scope = Scope(Importer.OPERATOR)
    with refusals_in_words():
        table = open_table(file)
        planned = make_plan(table, scope, with_notes=with_notes)
        show(preview_of(planned))
        if dry_run:
            write_summary(counts_of(planned.plan))
            return
        with unit_of_work():
            counts = import_sessions(
                by=None,
                table=table,
                scope=scope,
                with_notes=with_notes,
                fingerprint=planned.plan.fingerprint,
            )
        write_summary(counts)

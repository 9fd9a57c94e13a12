"""`squad pairings import FILE`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from squad.db.unit_of_work import unit_of_work
from squad.files.terminal import (
    DRY_RUN,
    FILE,
    open_table,
    refusals_in_words,
    show,
    write_summary,
)
from squad.pairings.imports.actions import counts_of, import_pairings
from squad.pairings.imports.plans import make_plan
from squad.pairings.imports.previews import preview_of
from squad.pairings.imports.queries import list_programmes_into


@click.group("pairings")
def pairings() -> None:
    """Mentors with their mentees."""


@pairings.command("import")
@FILE
@DRY_RUN
@with_appcontext
def import_(file: Path, dry_run: bool) -> None:
    """Import the pairings in FILE: all of them, or, with any problem, none.

    Each row needs mentor and mentee; once it has begun started and purposes too; once it is over
    ended. Purposes: marketing, support, trends, competitors, reputation, crisis, visibility,
    recruiting, offers, sales, peers, collaboration; several with | between them.

    What would be done goes to standard error, figures as JSON to standard output.
    """
    with refusals_in_words():
        table = open_table(file)
        planned = make_plan(table, list_programmes_into(None))
        show(preview_of(planned))
        if dry_run:
            write_summary(counts_of(planned.plan))
            return
        seen = planned.plan.fingerprint
        with unit_of_work():
            counts = import_pairings(by=None, table=table, programme_id=None, fingerprint=seen)
        write_summary(counts)

"""`squad check` and `squad dump`."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from squad.privacy.check import count_checked, find_differences
from squad.privacy.dump import dump_tables


@click.command("check")
@with_appcontext
def check() -> None:
    """Recompute every stored attainment, stage and count; name each difference."""
    differences = 0
    for difference in find_differences():
        differences += 1
        click.echo(str(difference))
    if differences:
        click.echo(
            f"{differences} stored values differ from their statements. Restore a backup, or tell"
            " the maintainers what the lines above say.",
            err=True,
        )
        sys.exit(1)
    click.echo(f"{count_checked()} mentees checked: everything agrees.", err=True)


@click.command("dump")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def dump(folder: Path) -> None:
    """Write all data but secrets into FOLDER, one JSON-lines file a table."""
    for table, rows in dump_tables(folder):
        click.echo(f"{table}: {rows}", err=True)

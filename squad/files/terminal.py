"""An import at the command line: what it would do to standard error, figures to standard output."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
import msgspec
from flask_babel import gettext as _

from squad.files.messages import sentence
from squad.files.previews import Group, Preview
from squad.files.reading import read_table
from squad.files.table import Table
from squad.kernel.errors import DomainError

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")


def open_table(path: Path) -> Table:
    """The table in a file."""
    return read_table(path.read_bytes(), path.name)


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """End with a sentence where a file or an import is refused; nothing is changed then."""
    try:
        yield
    except DomainError as error:
        stop([sentence(error)])


def show(preview: Preview) -> None:
    """Write a preview to standard error, what is wrong with it first; stop on problems."""
    for problem in preview.problems:
        click.echo(problem, err=True)
    if preview.ignored_columns:
        names = ", ".join(preview.ignored_columns)
        click.echo(_("Columns that are left out: %(names)s", names=names), err=True)
    for notice in preview.notices:
        click.echo(notice, err=True)
    if preview.problems:
        sys.exit(1)
    for group in preview.groups:
        _show_group(group)
    if preview.nothing_to_do:
        click.echo(_("Nothing to change: everything in this file is here already."), err=True)


def _show_group(group: Group) -> None:
    click.echo(f"{group.title}: {len(group.entries)}", err=True)
    for entry in group.shown:
        place = _("line %(line)s", line=entry.line) if entry.line else ""
        click.echo("  " + ", ".join(part for part in (entry.who, place) if part), err=True)
        for detail in entry.details:
            click.echo(f"    {detail}", err=True)
    if group.more:
        click.echo("  " + _("and %(count)s more", count=group.more), err=True)


def stop(sentences: Sequence[str]) -> NoReturn:
    """End with sentences that say what to do, one a line."""
    for each in sentences:
        click.echo(each, err=True)
    sys.exit(1)


def write_summary(counts: Mapping[str, int]) -> None:
    """Write figures as one line of JSON: the only thing on standard output."""
    click.echo(msgspec.json.encode(dict(counts)).decode())

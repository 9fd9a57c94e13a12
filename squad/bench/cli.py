"""`squad bench`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from squad.bench.rules import LEAST, MOST, read_sizes

if TYPE_CHECKING:
    from squad.bench.measuring import Measured

COLUMNS = {
    "operation": "Operation",
    "mentees": "Mentees",
    "sql": "SQL",
    "cpu_ms": "CPU ms",
    "p50_ms": "p50 ms",
    "p95_ms": "p95 ms",
    "floor_ms": "Floor ms",
    "ratio": "Ratio",
    "peak_mb": "Peak MB",
}
WIDTH = 110


def _sizes(_context: click.Context, _option: click.Parameter, text: str) -> Sequence[int]:
    try:
        return read_sizes(text)
    except ValueError:
        raise click.BadParameter(
            f"Give whole numbers from {LEAST} to {MOST}, with commas between them: 1000,10000."
        ) from None


@click.command("bench")
@click.option("--mentees", "sizes", default="1000,10000", show_default=True, metavar="N,…",
              callback=_sizes, help="How large the companies are.")  # fmt: skip
@click.option("--database-url", default=None, metavar="URL",
              help="A PostgreSQL server; a new database is made there, and dropped at exit. "
              "SQLite without it.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How the figures are told.")  # fmt: skip
def bench(sizes: Sequence[int], database_url: str | None, format_: str) -> None:
    """Measure the pages of invented companies, in databases that are gone at exit.

    No setting of the environment is read. Each operation is told with its SQL statements, the CPU
    time of the application, the times over HTTP against the real server, and its floor: the same
    rows by hand-written SQL through the bare driver.
    """
    from squad.bench.running import run
    from squad.bench.visiting import BenchError

    try:
        with _progress() as tell:
            rows = run(sizes, database_url, tell)
    except BenchError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    if format_ == "json":
        rounded = [{name: _rounded(value) for name, value in row.items()} for row in rows]
        click.echo(msgspec.json.encode({"rows": rounded}).decode())
        return
    console = Console()
    console.width = max(console.width, WIDTH)
    console.print(_table(rows))


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """What is being done, on standard error, on a terminal only."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _what: None
        return
    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as line:
        task = line.add_task("", total=None)
        yield lambda what: line.update(task, description=what)


def _table(rows: "Sequence[Measured]") -> Table:
    databases = sorted({f"{row['database']}, built in {row['build_s']:.0f} s" for row in rows})
    table = Table(title="; ".join(databases), box=None, title_justify="left")
    for name, label in COLUMNS.items():
        table.add_column(label, justify="left" if name == "operation" else "right")
    for row in rows:
        table.add_row(*(_shown(row[name]) for name in COLUMNS))
    return table


def _rounded(value: object) -> object:
    return round(value, 2) if isinstance(value, float) else value


def _shown(value: object) -> str:
    if isinstance(value, int | float):
        return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return str(value or "")

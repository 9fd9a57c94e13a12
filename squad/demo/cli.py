"""`squad demo`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

if TYPE_CHECKING:
    from squad.demo.serving import Demo

DAY = click.DateTime(formats=["%Y-%m-%d"])
DEFAULT_PORT = 8000


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option("--today", type=DAY, help="The day that it is in the demo, as 2026-12-01.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How the address and the people are told.")  # fmt: skip
def demo(port: int, today: datetime | None, format_: str) -> None:
    """Serve an invented company with twenty weeks behind it; nothing of it stays.

    No setting of the environment is read. Stop it with Ctrl-C.
    """
    from squad.demo.serving import build_in, own_folder, serve, settings_in, shift_to

    shift = shift_to(today.date() if today else None)
    with own_folder("squad-demo-") as folder:
        settings = settings_in(folder, port)
        with _progress() as tell:
            built = build_in(settings, shift, tell)
        serve(built, _announcement(built, format_))


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, on a terminal only."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _done, _all: None
        return
    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Telling twenty weeks", total=None)
        yield lambda done, parts: bar.update(task, completed=done, total=parts)


def _announcement(built: "Demo", format_: str) -> str:
    url = built.settings.base_url
    if format_ == "text":
        return f"Open {url} and choose whom to be. Everyone is invented. Ctrl-C ends it for good."
    personas = [
        {
            "role": it.role,
            "name": it.name,
            "email": it.email,
            "password": it.password,
            "language": it.language,
        }
        for it in built.personas
    ]
    return msgspec.json.encode({"url": url, "personas": personas}).decode()

"""Serving the demo: a folder of its own, gone at the end, and the server of `squad serve`."""

import logging
import signal
import socket
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from flask import Flask
from flask_babel import LazyString

from squad.app import create_app
from squad.config import Settings, SettingsError
from squad.db.session import session
from squad.demo.building import Persona, Progress, build
from squad.demo.rules import monday_of
from squad.extensions import db
from squad.framework.messages import localized
from squad.jobs.beside import worker_beside
from squad.jobs.worker import Worker
from squad.kernel.clock import clock
from squad.kernel.ids import new_token
from squad.serving import server_of
from squad.web.logs import configure_logs

HOST = "127.0.0.1"
ZONE = "Europe/Paris"
PATIENCE = timedelta(seconds=60)
BETWEEN_TRIES = 0.05


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that was built: what a server's process needs to serve it."""

    settings: Settings
    shift: timedelta
    personas: Sequence[Persona]


def shift_to(day: date | None) -> timedelta:
    """How far the clock moves so that today is `day`."""
    return timedelta() if day is None else day - clock.today(ZONE)


@contextmanager
def own_folder(prefix: str, *, stopped: int = 0) -> Iterator[Path]:
    """A new folder that is gone at the end, whichever signal ends it; `stopped`: exit code then."""

    def stop(*_args: Any) -> None:
        sys.exit(stopped)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with tempfile.TemporaryDirectory(prefix=prefix) as name:
            yield Path(name)
    finally:
        signal.signal(signal.SIGTERM, before)


def settings_in(folder: Path, port: int) -> Settings:
    """Settings of a demo: random keys, nothing of the environment."""
    port = _taken(port)
    return Settings(
        database_url=f"sqlite:///{folder / 'squad.sqlite3'}",
        secret_key=new_token(),
        notes_key=Fernet.generate_key().decode(),
        data_dir=folder,
        base_url=f"http://{HOST}:{port}",
        host=HOST,
        port=port,
        argon2_cheap=True,
        demo=True,
        styleguide=True,
    )


def build_in(settings: Settings, shift: timedelta, tell: Progress) -> Demo:
    """Build the demo's database. The clock stays moved."""
    clock.shift = shift
    app = create_app(settings)
    with app.app_context():
        personas = build(monday_of(clock.today(ZONE)), tell)
        session.remove()
        db.engine.dispose()
    return Demo(settings, shift, personas)


def serve(demo: Demo, announcement: str) -> None:
    """Serve until a signal; the announcement goes to standard output once the demo answers."""
    server = server_of(demo.settings, quiet=True)
    with worker_beside(partial(work, demo)):
        server.serve(target_loader=partial(load_app, demo, announcement), wrap_loader=False)


def work(demo: Demo, go_on: Callable[[], bool]) -> None:
    """The life of the worker beside it; it tells only what goes wrong."""
    clock.shift = demo.shift
    app = create_app(demo.settings)
    configure_logs(logging.WARNING)
    Worker(app).run(go_on)


def load_app(demo: Demo, announcement: str) -> Flask:
    """The application as one of the server's processes loads it.

    The processes are copies of the one that built the demo: a thread that waits is begun in them,
    never before, for a copy of a process with threads may wait for ever.
    """
    clock.shift = demo.shift
    app = create_app(demo.settings)
    configure_logs(logging.WARNING)
    app.extensions["squad_demo_personas"] = [
        {
            "email": it.email,
            "name": it.name,
            "language": it.language,
            "line": LazyString(partial(localized, it.line)),
        }
        for it in demo.personas
    ]
    if _is_first(demo.settings.data_dir):
        waiting = (demo.settings.base_url, announcement)
        threading.Thread(target=_announce, args=waiting, daemon=True).start()
    return app


def _is_first(folder: Path) -> bool:
    """Whether no other process of this server has taken the announcement upon itself."""
    try:
        (folder / "announced").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _announce(base_url: str, announcement: str) -> None:
    until = time.monotonic() + PATIENCE.total_seconds()
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{base_url}/readyz", timeout=5):  # noqa: S310  our own
                break
        except OSError:
            time.sleep(BETWEEN_TRIES)
    else:
        sys.stderr.write("The demo does not answer. Stop it and start it again.\n")
        return
    sys.stdout.write(announcement + "\n")
    sys.stdout.flush()


def _taken(port: int) -> int:
    """The port, or a free one for 0; refused if something listens on it already."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError as error:
            raise SettingsError(
                f"Port {port} is in use. Choose another one, or --port 0 for any that is free."
            ) from error
        return int(tried.getsockname()[1])

"""A PostgreSQL server for the tests: one from the environment, else one started here."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEWEST = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: p.parent.name)


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl, or None."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).parent
    return NEWEST[-1] if NEWEST else None


@contextmanager
def running_server() -> Iterator[str | None]:
    """The base URL of a server (ending before the database's name), or None where there is none."""
    if url := os.environ.get("SQUAD_TEST_POSTGRES_URL"):
        yield url.rstrip("/") + "/"
        return
    binaries = find_binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="squad-pg-"))
    try:
        yield from _own_server(binaries, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _own_server(binaries: Path, folder: Path) -> Iterator[str]:
    run = _runner(folder)
    data = folder / "data"
    run([binaries / "initdb", "-D", data, "-U", "squad", "-A", "trust", "-N", "--encoding=UTF8"])
    options = (
        f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off"
        " -c full_page_writes=off -c max_connections=60 -c jit=off"
    )
    log = folder / "log"
    run([binaries / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start"])
    try:
        yield f"postgresql://squad@/postgres?host={folder}"
    finally:
        run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def _runner(folder: Path):
    """Run as `postgres` when we are root, because PostgreSQL refuses root."""
    user: dict = {}
    if os.geteuid() == 0:
        postgres = pwd.getpwnam("postgres")
        os.chown(folder, postgres.pw_uid, postgres.pw_gid)
        user = {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}

    def run(command):
        subprocess.run(
            [str(part) for part in command],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=folder,
            **user,
        )

    return run

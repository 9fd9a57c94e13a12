"""Where templates and seed data are: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` (templates, seed_data), wherever this copy of the program keeps it."""
    for candidate in (PACKAGE / name, PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"The folder {name!r} is missing: install Tweet Squad again.")


TEMPLATES = folder("templates")
SEED_DATA = folder("seed_data")
MIGRATIONS = PACKAGE / "migrations"
STATIC = PACKAGE / "static"

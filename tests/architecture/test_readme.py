"""The README names every setting, permission and command, and nothing that does not exist."""

import re
from pathlib import Path

import click

from squad.access.permissions import Permission
from squad.cli import main
from squad.config import VARIABLES

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
# Read by the tests, not by the product.
OF_TESTS = {"SQUAD_TEST_STRICT", "SQUAD_TEST_POSTGRES_URL"}


def test_settings():
    assert set(re.findall(r"SQUAD_[A-Z_]+", README)) - OF_TESTS == set(VARIABLES)


def test_permissions():
    table = README.partition("<!-- permissions -->")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z_]+)`", table)) == set(Permission)


def test_commands():
    for name in commands(main):
        assert f"`squad {name}" in README, name
    groups = {name.split()[0] for name in commands(main)}
    assert set(re.findall(r"`squad ([a-z]+)", README)) <= groups


def commands(group, before=""):
    for name, command in group.commands.items():
        whole = f"{before} {name}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, whole)
        else:
            yield whole


def test_the_two_lines():
    assert "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/squad demo\n" in README
    assert (
        "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest\n"
        in README
    )

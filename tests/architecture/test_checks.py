"""The house rules that tools check: layers, style, types, templates, catalogues."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from squad.framework.rules.document.problems import Flaw
from squad.framework.rules.document.typography import flaws_in

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
# Placeholders, and statements as the import writes them.
NOT_PROSE = re.compile(r"%\(\w+\)[sd]|\b\w+-\d\w:[\w:]+")


def run(*command):
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["lint-imports"],
        ["mypy"],
        ["djlint", "templates", "--lint", "--quiet"],
    ],
    ids=lambda command: command[0] + command[1] if len(command) > 1 else command[0],
)
def test_tool(command):
    run(BIN / command[0], *command[1:])


def test_french_is_complete_and_current(tmp_path):
    """Everything that can be extracted is in the catalogue, translated, and compiled."""
    from babel.messages.mofile import read_mo
    from babel.messages.pofile import read_po

    template = tmp_path / "messages.pot"
    keywords = ["_l", "_n:1,2", "_p:1c,2", "lazy_gettext", "lazy_pgettext:1c,2"]
    options = [option for keyword in keywords for option in ("-k", keyword)]
    run(
        BIN / "pybabel", "-q", "extract", "-F", "squad/translations/babel.cfg", *options,
        "--ignore-dirs=.*",
        "--no-location", "-o", template, ".",
    )  # fmt: skip
    folder = ROOT / "squad/translations/fr/LC_MESSAGES"
    with template.open("rb") as file:
        asked = {(m.context, _key(m.id)) for m in read_po(file) if m.id}
    with (folder / "messages.po").open("rb") as file:
        french = read_po(file, locale="fr")
    there = {(m.context, _key(m.id)) for m in french if m.id}
    assert asked - there == set()
    assert there - asked == set()
    empty = [m.id for m in french if m.id and not all(_strings(m.string))]
    assert empty == []
    assert not [m.id for m in french if m.fuzzy]
    with (folder / "messages.mo").open("rb") as file:
        compiled = {
            (_text(m.context), _key(m.id)): list(_strings(m.string)) for m in read_mo(file) if m.id
        }
    assert compiled == {(m.context, _key(m.id)): list(_strings(m.string)) for m in french if m.id}


def test_french_is_set_as_french():
    """Signs have their spaces, quotes are guillemets, and no word is one that hurts."""
    from babel.messages.pofile import read_po

    with (ROOT / "squad/translations/fr/LC_MESSAGES/messages.po").open("rb") as file:
        french = [text for m in read_po(file, locale="fr") if m.id for text in _strings(m.string)]
    assert len(french) > 1000
    wrong = [
        (flaw, text)
        for text in french
        for flaw, _where in flaws_in(NOT_PROSE.sub("x", text), "fr")
        if flaw in {Flaw.FRENCH_SPACING, Flaw.STRAIGHT_QUOTE, Flaw.FORBIDDEN_WORD}
    ]
    assert wrong == []


def _text(context):
    return context.decode() if isinstance(context, bytes) else context


def _key(identity):
    return identity if isinstance(identity, str) else identity[0]


def _strings(string):
    return [string] if isinstance(string, str) else string

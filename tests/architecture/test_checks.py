"""The house rules that tools check: layers, style, types, templates, catalogues."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


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
    assert compiled(folder) == written(folder)


def test_french_of_canada_says_only_what_differs():
    """What it leaves out is read in French; what it holds is current, other, and compiled."""
    folders = [ROOT / f"squad/translations/{name}/LC_MESSAGES" for name in ("fr", "fr_CA")]
    french, canadian = map(written, folders)
    assert canadian.keys() <= french.keys()
    assert [key for key, texts in canadian.items() if not all(texts)] == []
    alike = [key for key, texts in canadian.items() if texts == french[key]]
    assert alike == []
    assert compiled(folders[1]) == canadian


def written(folder):
    """{(context, text): what a translator wrote for it}."""
    from babel.messages.pofile import read_po

    with (folder / "messages.po").open("rb") as file:
        return {(m.context, _key(m.id)): list(_strings(m.string)) for m in read_po(file) if m.id}


def compiled(folder):
    """The same of what the application reads."""
    from babel.messages.mofile import read_mo

    with (folder / "messages.mo").open("rb") as file:
        return {
            (_text(m.context), _key(m.id)): list(_strings(m.string)) for m in read_mo(file) if m.id
        }


def _text(context):
    return context.decode() if isinstance(context, bytes) else context


def _key(identity):
    return identity if isinstance(identity, str) else identity[0]


def _strings(string):
    return [string] if isinstance(string, str) else string

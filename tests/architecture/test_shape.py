"""Sizes and places: files, functions, views, the top level."""

import ast
import subprocess
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    "squad", "templates", "tests", "seed_data", "pyproject.toml", "README.md",
    "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", ".ci", ".github", ".gitignore",
}  # fmt: skip
SOURCES = sorted(p for p in (ROOT / "squad").rglob("*.py") if "versions" not in p.parts)
BANNED = {"utils", "helpers", "common", "misc", "manager"}


def functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


def test_top_level_holds_what_was_agreed():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    tops = {name.split("/")[0] for name in tracked}
    assert tops <= TOP


def test_nothing_tracked_leads_out_of_the_checkout():
    listed = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line for line in listed if line.startswith("120000")] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_file_is_small_and_named_for_the_field(path):
    assert path.stem not in BANNED
    assert len(path.read_text("utf-8").splitlines()) <= 350
    for function in functions(path):
        length = function.end_lineno - function.lineno + 1
        limit = 25 if "views" in path.parts or path.stem == "views" else 40
        assert length <= limit, f"{function.name}: {length} lines"


def test_migrations_stand_in_one_line():
    script = ScriptDirectory(str(ROOT / "squad/migrations"))
    assert (len(script.get_bases()), len(script.get_heads())) == (1, 1)
    assert not [r.revision for r in script.walk_revisions() if r.is_merge_point]

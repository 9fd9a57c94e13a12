"""What is vendored is exactly what the manifest says, and nothing else is."""

import hashlib
import re
import tomllib

import pytest

from squad.resources import STATIC

MANIFEST = tomllib.loads((STATIC / "VENDORED.toml").read_text("utf-8"))["vendored"]


def digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["name"])
def test_each_file_is_the_one_that_was_recorded(entry):
    assert digest(entry["file"]) == entry["sha256"]
    assert digest(entry["licence_file"]) == entry["licence_sha256"]


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["name"])
def test_each_comes_with_version_and_licence(entry):
    assert entry["version"]
    assert entry["licence"] == "OFL-1.1"
    licence = (STATIC / entry["licence_file"]).read_text("utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    assert entry["name"] in licence


def test_every_font_is_in_the_manifest():
    listed = {entry["file"] for entry in MANIFEST} | {entry["licence_file"] for entry in MANIFEST}
    there = {str(path.relative_to(STATIC)) for path in (STATIC / "fonts").iterdir()}
    assert there == listed


def test_the_sheets_ask_for_local_files_that_exist():
    for sheet in (STATIC / "css").glob("*.css"):
        for address in re.findall(r"url\(\"?([^\")]+)", sheet.read_text("utf-8")):
            assert address.startswith("/static/")
            assert (STATIC / address.removeprefix("/static/")).is_file()


def test_nothing_is_asked_from_elsewhere():
    for path in STATIC.rglob("*"):
        if path.suffix in {".css", ".js"}:
            assert "//" not in re.sub(
                r"(^|\s)//\s.*$", "", path.read_text("utf-8"), flags=re.MULTILINE
            )

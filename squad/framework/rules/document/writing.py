"""From a document to the files that it would be read from: one function a part."""

from collections.abc import Callable, Mapping
from typing import Any

from squad.framework.rules.document.places import (
    AREAS,
    DRILLS,
    FRAMEWORK,
    GUIDES,
    OPENERS,
    SAMPLES,
)
from squad.framework.rules.document.shapes import Document
from squad.framework.rules.document.storage import to_raw

Files = Mapping[str, Mapping[str, Any]]
"""Tables by the path of their file."""


def _one_file(name: str, key: str) -> Callable[[Any], Files]:
    return lambda raw: {name: {key: raw}}


def _a_file_each(folder: str, key: str) -> Callable[[Any], Files]:
    return lambda raw: {f"{folder}{entry[key]}.toml": entry for entry in raw}


# A part of the document that has no line here cannot be exported, and a test says so.
FILES_OF: Mapping[str, Callable[[Any], Files]] = {
    "version": _one_file(FRAMEWORK, "version"),
    "purposes": _one_file(FRAMEWORK, "purposes"),
    "areas": _a_file_each(AREAS, "area"),
    "sample_sets": _a_file_each(SAMPLES, "milestone"),
    "openers": _one_file(OPENERS, "openers"),
    "guides": _a_file_each(GUIDES, "area"),
    "drills": _a_file_each(DRILLS, "code"),
}


def files_of(document: Document) -> Files:
    """The tables of every file; `parse` reads the same document from them."""
    files: dict[str, dict[str, Any]] = {}
    for part, raw in to_raw(document).items():
        for name, table in FILES_OF[part](raw).items():
            files.setdefault(name, {}).update(table)
    return files

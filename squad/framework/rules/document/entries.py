"""A document as entries: what is edited, compared and met by two people at once, one by one."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from squad.framework.rules.document.building import CODE
from squad.framework.rules.document.places import AREAS, SAMPLES
from squad.framework.rules.document.problems import Problem
from squad.framework.rules.document.shapes import Document
from squad.framework.rules.document.storage import to_raw

# The list that each part of a document is, and the key that names its entries.
NAMED_BY = {
    "areas": "area",
    "sample_sets": "milestone",
    "openers": "purpose",
    "purposes": "code",
    "guides": "area",
    "drills": "code",
}
# The version is given when a document is published.
NO_CONTENT = "version"


class Part(StrEnum):
    """The parts that have a page in the application."""

    AREAS = "areas"
    MILESTONES = "milestones"
    SAMPLE_SETS = "sample_sets"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One entry: a milestone, a sample set, an area's own texts."""

    part: str
    code: str


Leaves = Mapping[str, object]
"""An entry's values by their path in it: `text.fr`, `samples[2].answer`, `evidence`."""


def entries_of(document: Document) -> dict[Place, Leaves]:
    """Every entry of a document in its order; a part that is no list of them is one entry."""
    found: dict[Place, Leaves] = {}
    for part, raw in to_raw(document).items():
        if part != NO_CONTENT:
            found |= {place: dict(_leaves(entry)) for place, entry in _entries(part, raw)}
    return found


def stamp_of(document: Document, place: Place) -> str:
    """What tells whether an entry is still as it was; empty where there is none."""
    leaves = entries_of(document).get(place)
    if leaves is None:
        return ""
    text = json.dumps(leaves, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def place_of(problem: Problem) -> Place | None:
    """The entry in which a problem is mended; None where the application has no page for it."""
    folder, _, name = problem.file.partition("/")
    code = name.removesuffix(".toml")
    if f"{folder}/" == SAMPLES:
        return Place(Part.SAMPLE_SETS, code)
    if f"{folder}/" != AREAS:
        return None
    first = problem.where.partition(".")[0]
    if CODE.fullmatch(first):
        return Place(Part.MILESTONES, first)
    return Place(Part.AREAS, code)


def path_of(problem: Problem) -> str:
    """Where in its entry a problem stands: `text.fr`; empty for the entry as a whole."""
    first, _, rest = problem.where.partition(".")
    if not CODE.fullmatch(first):
        return problem.where
    key, language = problem.params.get("key", ""), problem.params.get("language", "")
    return rest or ".".join(str(step) for step in (key or (language and "text"), language) if step)


def _entries(part: str, raw: Any) -> Iterator[tuple[Place, Any]]:
    if part not in NAMED_BY:
        yield Place(part, ""), {part: raw}
        return
    for entry in raw:
        own = {key: value for key, value in entry.items() if key != NAMED_BY[part]}
        milestones = own.pop("milestones", []) if part == Part.AREAS else []
        yield Place(part, entry[NAMED_BY[part]]), own
        for milestone in milestones:
            yield from _milestone(milestone)


def _milestone(raw: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    own = {key: value for key, value in raw.items() if key != "code"}
    yield Place(Part.MILESTONES, raw["code"]), own


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(inner, Mapping) for inner in value):
        for number, inner in enumerate(value, start=1):
            yield from _leaves(inner, f"{path}[{number}]")
    else:
        yield path, value

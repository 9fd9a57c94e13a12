"""What became of a document: entry by entry, value by value, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from squad.framework.rules.document.entries import Leaves, Part, Place, entries_of
from squad.framework.rules.document.shapes import Document

WORDS = re.compile(r"\s+|[^\s]+")


class Kind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs; None where one side has none."""

    path: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that is not the same in both documents."""

    place: Place
    kind: Kind
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `changed` where the other text has other words here."""

    words: str
    changed: bool


def diff(before: Document, after: Document) -> list[Difference]:
    """The entries that differ, in the order of a document; the version is left out."""
    old, new = entries_of(before), entries_of(after)
    parts = list(dict.fromkeys(place.part for place in (*new, *old)))
    places = sorted(dict.fromkeys((*new, *old)), key=lambda place: parts.index(place.part))
    return [
        Difference(place, _kind(place, old, new), changes)
        for place in places
        if (changes := compare(old.get(place, {}), new.get(place, {})))
    ]


def diff_of_milestones(before: Document, after: Document) -> list[Difference]:
    """The milestones alone: what moving from one version to another has to map."""
    return [found for found in diff(before, after) if found.place.part == Part.MILESTONES]


def compare(before: Leaves, after: Leaves) -> list[Change]:
    """The values of an entry that differ."""
    paths = dict.fromkeys([*before, *after])
    return [
        Change(path, before.get(path), after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    ]


def compare_words(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces: which words the other one does not have."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i < j:
            left.append(Piece("".join(old[i:j]), tag != "equal"))
        if k < m:
            right.append(Piece("".join(new[k:m]), tag != "equal"))
    return left, right


def _kind(place: Place, old: dict[Place, Leaves], new: dict[Place, Leaves]) -> Kind:
    if place not in old:
        return Kind.ADDED
    return Kind.CHANGED if place in new else Kind.REMOVED

"""What a draft changes, as its page shows it: side by side, changed words marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from squad.framework.drafts import messages
from squad.framework.rules.document import Document
from squad.framework.rules.document.diffing import Change, Kind, Piece, compare_words, diff
from squad.kernel.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One value before and after, in pieces."""

    label: str
    language: str | None
    before: Sequence[Piece]
    after: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry that differs."""

    id: str
    code: str
    name: str
    kind: Kind
    word: str
    changes: Sequence[ShownChange]


def changes_of(before: Document, after: Document) -> Mapping[str, Sequence[ShownEntry]]:
    """The entries that differ, by the name of their part."""
    found = diff(before, after)
    return {
        str(messages.PARTS.get(part, part)): [
            ShownEntry(
                id=f"{part}-{it.place.code}",
                code=it.place.code,
                name=messages.entry_label(it.place, after, before),
                kind=it.kind,
                word=str(messages.KINDS[it.kind]),
                changes=list(_shown(it.changes, before, after)),
            )
            for it in entries
        ]
        for part, entries in groupby(found, key=lambda it: it.place.part)
    }


def _shown(changes: Sequence[Change], before: Document, after: Document) -> Iterator[ShownChange]:
    for change in changes:
        last = change.path.rpartition(".")[2]
        old = messages.value_label(change.path, change.before, before)
        new = messages.value_label(change.path, change.after, after)
        yield ShownChange(
            messages.path_label(change.path),
            last if last in LANGUAGES else None,
            *compare_words(old, new),
        )

"""A derived value that is not what its sources say, and how rows are compared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """A derived value that is not what its sources say."""

    table: str
    key: str
    column: str
    stored: object
    expected: object

    def __str__(self) -> str:
        place = f"{self.table} {self.key} {self.column}"
        return f"{place}: stored {self.stored}, should be {self.expected}"


def compare_rows(
    table: str,
    key: str,
    stored: Iterable[Mapping[str, Any]],
    expected: Iterable[Mapping[str, Any]],
    *,
    by: Sequence[str],
    columns: Sequence[str],
) -> Iterator[Difference]:
    """Rows that are missing, should not be, or say something else; `by`: what tells them apart."""
    have = {tuple(row[name] for name in by): row for row in stored}
    want = {tuple(row[name] for name in by): row for row in expected}
    for name in sorted(have.keys() | want.keys()):
        place = " ".join([key, *map(str, name)])
        if name not in have or name not in want:
            words = ("there", "missing")
            yield Difference(table, place, "row", *(words if name in have else words[::-1]))
            continue
        for column in columns:
            if have[name][column] != want[name][column]:
                yield Difference(table, place, column, have[name][column], want[name][column])

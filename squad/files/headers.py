"""Which column is which: header names in either language, in any order."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from squad.files.problems import FileCode, FileProblem
from squad.files.table import Row, Table, column_letter, is_blank
from squad.kernel.text import fold

_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Headers:
    """Where each known field stands; what nothing reads; what was required and is not there."""

    positions: Mapping[str, int]
    names: Mapping[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    def __contains__(self, field: str) -> bool:
        return field in self.positions

    def cell(self, row: Row, field: str) -> str:
        """The text of `field` in a row; empty where the table has no such column."""
        position = self.positions.get(field)
        return "" if position is None else row.cells[position]


def header_key(header: str) -> str:
    """A header without case, accents, spaces, punctuation: « N° d’employé » → "ndemploye"."""
    return _NOT_WORDS.sub("", fold(header).replace("\u00ba", "").replace("№", "n"))


def match_headers(
    table: Table,
    columns: Mapping[str, Iterable[str]],
    *,
    required: Collection[str] = (),
    second_choice: Collection[str] = (),
    key: Callable[[str], str] = header_key,
) -> Headers:
    """Match a table's headers with the fields of `columns` (field → names it may have).

    A column under a name of `second_choice` is left out where another one gives its field. `key`
    is how the table's own headers are folded.
    Raises FileProblem when two columns of one rank give the same field.
    """
    fields = {header_key(name): field for field, names in columns.items() for name in names}
    second = {header_key(name) for name in second_choice}
    keys = [key(header) for header in table.headers]
    found: dict[str, list[int]] = {}
    for position, folded in enumerate(keys):
        if folded in fields:
            found.setdefault(fields[folded], []).append(position)
    positions: dict[str, int] = {}
    for field, places in found.items():
        first = [place for place in places if keys[place] not in second] or places
        positions[field] = _only(table, first)
    names = {field: table.headers[position] for field, position in positions.items()}
    read = frozenset(positions.values())
    unread = (position for position in range(len(keys)) if position not in read)
    unknown = tuple(name for position in unread for name in _unknown_name(table, position))
    missing = tuple(field for field in required if field not in positions)
    return Headers(positions, names, unknown, missing)


def _only(table: Table, places: Sequence[int]) -> int:
    """The one place of a field; FileProblem where there are more."""
    if len(places) > 1:
        raise FileProblem(
            FileCode.DUPLICATE_COLUMN,
            line=table.header_line,
            column=table.headers[places[1]][:60],
            other=table.headers[places[0]][:60],
        )
    return places[0]


def _unknown_name(table: Table, position: int) -> list[str]:
    header = table.headers[position]
    if header:
        return [header[:60]]
    has_data = any(not is_blank(row.cells[position]) for row in table.rows)
    return [column_letter(position)] if has_data else []

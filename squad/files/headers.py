"""Which column is which: header names in either language, in any order."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from squad.files.problems import FileCode, FileProblem
from squad.files.table import Row, Table, column_letter, is_blank
from squad.kernel.text import fold

_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Headers:
    """Where each known field stands; what is not known; what was required and is not there."""

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
    table: Table, columns: Mapping[str, Iterable[str]], *, required: Collection[str] = ()
) -> Headers:
    """Match a table's headers with the fields of `columns` (field → names it may have).

    Raises FileProblem when two columns give the same field.
    """
    fields = {header_key(name): field for field, names in columns.items() for name in names}
    positions: dict[str, int] = {}
    unknown: list[str] = []
    for position, header in enumerate(table.headers):
        field = fields.get(header_key(header))
        if field is None:
            unknown.extend(_unknown_name(table, position))
        elif field in positions:
            raise FileProblem(
                FileCode.DUPLICATE_COLUMN,
                line=table.header_line,
                column=header[:60],
                other=table.headers[positions[field]][:60],
            )
        else:
            positions[field] = position
    names = {field: table.headers[position] for field, position in positions.items()}
    missing = tuple(field for field in required if field not in positions)
    return Headers(positions, names, tuple(unknown), missing)


def _unknown_name(table: Table, position: int) -> list[str]:
    header = table.headers[position]
    if header:
        return [header[:60]]
    has_data = any(not is_blank(row.cells[position]) for row in table.rows)
    return [column_letter(position)] if has_data else []

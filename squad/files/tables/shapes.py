"""The shape of a table that is taken along: columns that say what they mean, rows as they come."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeAlias

from flask_babel import LazyString

from squad.access.classes import DataClass
from squad.files.writing import Cell

Text: TypeAlias = str | LazyString


class Kind(StrEnum):
    """What the cells of a column are; any may be empty."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code in contracts, what readers see, and who may ever read it."""

    code: str
    label: Text
    meaning: Text
    kind: Kind = Kind.TEXT
    data_class: DataClass = DataClass.HR
    words: Mapping[Any, Text] | None = None
    """The words of its cells where these are codes."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table to take along. `rows` may be an iterator: it is read once, while it is written."""

    code: str
    title: Text
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]

    def only(self, codes: Collection[str]) -> "Table":
        """The columns asked for, in the order of the table; all of them where none is known."""
        kept = [n for n, column in enumerate(self.columns) if column.code in codes]
        if not kept:
            return self
        return replace(
            self,
            columns=[self.columns[n] for n in kept],
            rows=([row[n] for n in kept] for row in self.rows),
        )

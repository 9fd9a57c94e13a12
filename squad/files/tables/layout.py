"""How a table is laid out for whoever opens it: in the reader's words, or in codes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import pgettext as _p

from squad.access.classes import DataClass
from squad.files.messages import in_french
from squad.files.tables.shapes import Column, Kind, Table
from squad.files.writing import Cell


@dataclass(frozen=True, slots=True)
class Laid:
    """A table with all of its words: nothing in it needs a request any more."""

    title: str
    heads: Sequence[str]
    kinds: Sequence[Kind]
    rows: Iterable[Sequence[Cell]]
    definitions: Sequence[Sequence[str]]
    """The head of the list of definitions, then a line for each column."""
    yes_no: tuple[str, str]
    delimiter: str
    bom: bool
    """Whether a text begins with the mark by which Excel knows UTF-8."""
    cut_short: str
    """What a file says that ends before its end."""


def in_words(table: Table) -> Laid:
    """For people: heads, states and rungs in the reader's language.

    A spreadsheet in French reads a comma as a decimal sign, so its cells are parted by semicolons.
    """
    words = [
        {code: str(word) for code, word in c.words.items()} if c.words else None
        for c in table.columns
    ]
    rows = (
        [
            cell if known is None or cell is None else known.get(cell, str(cell))
            for cell, known in zip(row, words, strict=True)
        ]
        for row in table.rows
    )
    return replace(
        _laid(table, [str(column.label) for column in table.columns]),
        kinds=[
            Kind.TEXT if known else c.kind for c, known in zip(table.columns, words, strict=True)
        ],
        rows=rows,
        yes_no=(_p("cell", "yes"), _p("cell", "no")),
        delimiter=";" if in_french() else ",",
        bom=True,
    )


def in_codes(table: Table) -> Laid:
    """For programs: heads and cells as the contract of the command line has them."""
    return _laid(table, [column.code for column in table.columns])


def _laid(table: Table, heads: Sequence[str]) -> Laid:
    return Laid(
        title=str(table.title),
        heads=heads,
        kinds=[column.kind for column in table.columns],
        rows=table.rows,
        definitions=[
            [_("Column"), _("Code"), _p("column", "What it says"), _("Who may read it")],
            *(_definition(head, c) for head, c in zip(heads, table.columns, strict=True)),
        ],
        yes_no=("true", "false"),
        delimiter=",",
        bom=False,
        cut_short=_("This file is not whole: the work failed. Take it along once more."),
    )


def _definition(head: str, column: Column) -> list[str]:
    return [head, column.code, str(column.meaning), _readers(column.data_class)]


def _readers(data_class: DataClass) -> str:
    """Who may read a column of a report; one of the pair's class is in none."""
    words: Mapping[DataClass, str] = {
        DataClass.HR: _("The two of the pair, the coordinator, HR."),
        DataClass.PROGRAMME: _("The two of the pair, the coordinator."),
        DataClass.ACCOUNT: _("Whoever may read the row."),
        DataClass.NONE: _("It says nothing about a person."),
    }
    return words[data_class]

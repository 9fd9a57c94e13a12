"""Tables as text, row by row: CSV and JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from squad.files.tables.layout import Laid
from squad.files.tables.shapes import Table
from squad.files.writing import Cell, write_csv

PORTION = 64 * 1024


def gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in portions: a hundred thousand rows are not a hundred thousand sends."""
    waiting: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            waiting.append(piece)
            size += len(piece)
            if size >= PORTION:
                yield b"".join(waiting)
                waiting, size = [], 0
    except Exception:
        yield b"".join(waiting)  # with what a file says that is cut short
        raise
    yield b"".join(waiting)


def csv_pieces(laid: Laid) -> Iterator[bytes]:
    """A CSV file in pieces. One that cannot be finished says so in its last line.

    Granian ends an answer as usual when its rows fail, and a CSV cut at a row looks like a whole
    one: what the line says is all that its reader could go by.
    """
    yes, no = laid.yes_no

    def cells(row: Sequence[Cell]) -> list[Cell]:
        return [(yes if cell else no) if isinstance(cell, bool) else cell for cell in row]

    rows = map(cells, laid.rows)
    try:
        for piece in write_csv(laid.heads, rows, delimiter=laid.delimiter, bom=laid.bom):
            yield piece.encode()
    except Exception:
        yield from map(str.encode, write_csv([laid.cut_short], ()))
        raise


def json_pieces(head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """An object with everything in `head`, then `rows`, a line each.

    One that cannot be finished is no JSON: its brackets stay open.
    """
    yield b"{"
    for name, value in head.items():
        yield b"%s:%s,\n" % (msgspec.json.encode(name), msgspec.json.encode(value))
    yield b'"rows":['
    between = b"\n"
    for row in rows:
        yield between + msgspec.json.encode(row)
        between = b",\n"
    yield b"\n]}\n"


def table_json(table: Table, head: Mapping[str, Any]) -> Iterator[bytes]:
    """A table as JSON: each row an object by column code, after what the columns mean."""
    codes = [column.code for column in table.columns]
    columns = [
        {"code": c.code, "label": str(c.label), "definition": str(c.meaning)} for c in table.columns
    ]
    rows = (dict(zip(codes, row, strict=True)) for row in table.rows)
    return json_pieces({**head, "table": table.code, "columns": columns}, rows)

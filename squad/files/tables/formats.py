"""The formats in which a table is taken along, and the answer that carries one."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from flask import Response

from squad.files.tables.layout import Laid, in_words
from squad.files.tables.shapes import Table
from squad.files.tables.text import csv_pieces, gathered, table_json
from squad.files.tables.workbook import MEDIA_TYPE, xlsx_pieces

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": MEDIA_TYPE,
    "json": "application/json; charset=utf-8",
}


def file_of(
    table: Table,
    format_: str,
    *,
    head: Mapping[str, Any],
    lay: Callable[[Table], Laid] = in_words,
) -> Iterator[bytes]:
    """The file of a table in pieces; `head`: what its JSON says of the whole."""
    if format_ == "json":
        return table_json(table, head)
    return csv_pieces(lay(table)) if format_ == "csv" else xlsx_pieces(lay(table))


def send_file(pieces: Iterator[bytes], name: str, format_: str) -> Response:
    """A file to keep, sent while it is written.

    Its first piece is asked for before the status is said: a workbook that fails is no file.
    """
    whole = chain([next(pieces, b"")], pieces)
    response = Response(gathered(whole), content_type=TYPES[format_])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{format_}")
    return response

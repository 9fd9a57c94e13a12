"""Tables as workbooks: typed cells, a head that stays, a sheet that says what each column means."""

import re
from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from flask_babel import gettext as _
from xlsxwriter import Workbook

from squad.files.tables.layout import Laid
from squad.files.tables.shapes import Kind
from squad.files.writing import Cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575
"""Below the head; Excel has no more, and xlsxwriter would leave the rest out without a word."""
LONGEST_NAME = 31
WIDTHS = {Kind.TEXT: 24, Kind.NUMBER: 12, Kind.DAY: 12, Kind.YES_NO: 12}
DEFINITION_WIDTHS = (34, 24, 90, 44)
PIECE = 256 * 1024
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Put = Callable[[int, int, Any], int]


class TooManyRowsError(Exception):
    """A sheet cannot hold the table: half of it must not look like all of it."""


def xlsx_pieces(laid: Laid) -> Iterator[bytes]:
    """A workbook in pieces, made whole in a file without a name that is gone when it is closed."""
    names = _sheet_name(laid.title), _sheet_name(_("Definitions"))

    def pieces() -> Iterator[bytes]:
        with TemporaryFile() as file:
            with TemporaryDirectory() as folder, Workbook(file, {**OPTIONS, "tmpdir": folder}) as b:
                _write_rows(b, names[0], laid)
                _write_definitions(b, names[1], laid.definitions)
            file.seek(0)
            while piece := file.read(PIECE):
                yield piece

    return pieces()


def _write_rows(book: Any, name: str, laid: Laid) -> None:
    """No filter on the head: it would sort people by progress in two clicks."""
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    puts: Sequence[Put] = [_put(sheet, kind, day) for kind in laid.kinds]
    for at, kind in enumerate(laid.kinds):
        sheet.set_column(at, at, WIDTHS[kind])
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    _write_head(book, sheet, laid.heads)
    for number, row in enumerate(laid.rows, start=1):
        if number > MOST_ROWS:
            raise TooManyRowsError
        _write_row(puts, number, row)


def _write_row(puts: Sequence[Put], number: int, row: Sequence[Cell]) -> None:
    for at, cell in enumerate(row):
        if cell is not None and cell != "":
            puts[at](number, at, cell)


def _put(sheet: Any, kind: Kind, day: Any) -> Put:
    """How cells of a kind are written."""
    if kind is Kind.DAY:
        return lambda row, at, cell: sheet.write_datetime(row, at, cell, day)
    put: Put = {
        Kind.TEXT: sheet.write_string,
        Kind.NUMBER: sheet.write_number,
        Kind.YES_NO: sheet.write_boolean,
    }[kind]
    return put


def _write_definitions(book: Any, name: str, lines: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for at, width in enumerate(DEFINITION_WIDTHS):
        sheet.set_column(at, at, width, wrapped)
    sheet.freeze_panes(1, 0)
    _write_head(book, sheet, lines[0])
    for number, line in enumerate(lines[1:], start=1):
        for at, text in enumerate(line):
            sheet.write_string(number, at, text, wrapped)


def _write_head(book: Any, sheet: Any, heads: Sequence[str]) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head, bold)


def _sheet_name(title: str) -> str:
    """A name that Excel takes for a sheet."""
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:LONGEST_NAME].strip() or "1"

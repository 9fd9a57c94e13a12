"""CSV out: RFC 4180, streamed, with nothing that a spreadsheet would run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

Cell = str | int | float | bool | date | datetime | None

# A leading one of these starts a formula, or hides one (ASVS 5, 1.2.10); full-width forms too.
_LEADS = "=+\\-@\t\r\n\x00＝＋－＠"
_AT_START = re.compile(f"[{_LEADS}]")
# Opened with another separator than its own, or with its quotes ignored, a cell falls apart at
# these, and what follows starts a cell of its own.
_INSIDE = re.compile(r'([;\t\r\n]["\s]*)(?=[=+\-@＝＋－＠])')
BOM = "\ufeff"


def defuse(text: str) -> str:
    """`text` with a quote in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if _AT_START.match(text) else text


def write_csv(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    delimiter: str = ",",
    bom: bool = False,
) -> Iterator[str]:
    """Pieces of a CSV file, header first. `bom` makes Excel read it as UTF-8.

    Text is quoted and defused; numbers are not; dates are ISO; yes and no are true and false.
    """
    yield (BOM if bom else "") + _record(columns, delimiter)
    for row in rows:
        yield _record(row, delimiter)


def _record(cells: Sequence[Cell], delimiter: str) -> str:
    line = io.StringIO(newline="")
    writer = csv.writer(
        line, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n"
    )
    writer.writerow([_cell(cell) for cell in cells])
    return line.getvalue()


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    return defuse(_INSIDE.sub(r"\1'", cell)).replace("\x00", "\ufffd")

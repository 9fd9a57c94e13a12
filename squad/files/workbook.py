"""XLSX to a table: the first visible sheet that holds something, each cell as text."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, load_workbook

from squad.files.package import Package
from squad.files.problems import FileCode, FileProblem
from squad.files.sheet_scan import SheetScan, shared_lengths
from squad.files.table import Table, build_table, column_letter

Value = int | float | str | bool | time | date | datetime | timedelta
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WHOLE_BELOW = 1e15


def read_workbook(data: bytes) -> Table:
    """The table in an XLSX file. Formulas give the value that was saved with them."""
    package = Package(data)
    shared = shared_lengths(package.part_named("xl/sharedStrings.xml") or b"<sst/>")
    for sheet in package.sheets:
        if sheet.part and not sheet.hidden:
            scan = SheetScan(package.parts[sheet.part], shared)
            if scan.filled:
                return build_table(_records(_open(package, sheet.name)))
    raise FileProblem(FileCode.EMPTY_FILE)


def _open(package: Package, name: str) -> CalamineSheet:
    try:
        return load_workbook(package.repacked()).get_sheet_by_name(name)
    except BaseException as error:
        # A panic of the native reader is not an Exception.
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            raise FileProblem(FileCode.UNREADABLE_WORKBOOK) from None
        raise


def _records(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    top, left = sheet.start or (0, 0)
    for line, row in enumerate(sheet.to_python(), top + 1):
        cells = [""] * left
        for value in row:
            cells.append(_text(value, line, len(cells)))
        yield line, cells


def _text(value: Value, line: int, index: int) -> str:
    if isinstance(value, str):
        return _plain(value, line, index)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, timedelta):
        return _hours(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE_BELOW:
        return str(int(value))
    return value.isoformat() if isinstance(value, date | time) else repr(value)


def _plain(value: str, line: int, index: int) -> str:
    found = _CONTROL.search(value.replace("\r", "\n"))
    if found:
        raise FileProblem(
            FileCode.CONTROL_CHARACTER,
            line=line,
            column=column_letter(index),
            character=f"U+{ord(found.group()):04X}",
        )
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _hours(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")

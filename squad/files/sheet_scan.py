"""What a sheet holds before it is read: its extent, its weight, its failed formulas."""

import re

from squad.files.markup import Attributes, walk
from squad.files.problems import FileCode, FileProblem
from squad.files.table import MAX_CELL, MAX_COLUMNS, MAX_ROWS, column_letter

MAX_TEXT = 20_000_000
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")


def shared_lengths(content: bytes) -> list[int]:
    """How many characters each shared string has; cells name them by their place."""
    lengths: list[int] = []

    def start(name: str, _attributes: Attributes) -> None:
        if name == "si":
            lengths.append(0)

    def end(name: str, text: str) -> None:
        if name == "t" and lengths:
            lengths[-1] += len(text)

    walk(content, start, end)
    return lengths


class SheetScan:
    """Walks over one sheet's cells and refuses what would be too much, or would be lost."""

    def __init__(self, content: bytes, shared: list[int]) -> None:
        self.shared = shared
        self.row = self.column = 0
        self.first_row = self.last_row = 0
        self.first_column = self.last_column = 0
        self.size = 0
        self._columns: dict[str, int] = {}
        self._row_of_tag = 0
        self._clear()
        walk(content, self._start, self._end)

    @property
    def filled(self) -> bool:
        """Whether any cell of the sheet holds something."""
        return self.last_row > 0

    def _clear(self, kind: str = "") -> None:
        self._kind = kind
        self._formula = self._filled = False
        self._value = ""
        self._inline = 0

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._place(attributes.get("r", ""))
            self._clear(attributes.get("t", ""))
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row_of_tag = _row_number(attributes.get("r", "")) or self._row_of_tag + 1
            self.column = 0

    def _place(self, reference: str) -> None:
        """Row and column, both from 1; a cell without a reference follows the one before it."""
        if not reference:
            self.row, self.column = self._row_of_tag, self.column + 1
            return
        match = _REFERENCE.fullmatch(reference)
        if not match:
            raise FileProblem(FileCode.UNREADABLE_WORKBOOK)
        letters = match[1]
        if letters not in self._columns:
            self._columns[letters] = _column_number(letters)
        self.row, self.column = int(match[2]), self._columns[letters]

    def _end(self, name: str, text: str) -> None:
        if name == "v":
            self._filled, self._value = True, text
        elif name == "c":
            self._close()
        elif name == "t":
            self._filled, self._inline = True, self._inline + len(text)

    def _close(self) -> None:
        if self._kind == "e":
            raise self._problem(FileCode.ERROR_CELL, value=self._value[:20])
        if not self._filled:
            if self._formula:
                raise self._problem(FileCode.FORMULA_WITHOUT_VALUE)
            return
        size = self._inline + self._value_size()
        if size > MAX_CELL:
            raise self._problem(FileCode.CELL_TOO_LONG, limit=MAX_CELL)
        self.size += size
        self._extend()

    def _value_size(self) -> int:
        if self._kind != "s":
            return len(self._value)
        try:
            return self.shared[int(self._value)]
        except (ValueError, IndexError):
            raise FileProblem(FileCode.UNREADABLE_WORKBOOK) from None

    def _extend(self) -> None:
        self.first_row = min(self.first_row or self.row, self.row)
        self.last_row = max(self.last_row, self.row)
        self.first_column = min(self.first_column or self.column, self.column)
        self.last_column = max(self.last_column, self.column)
        if self.last_row - self.first_row > MAX_ROWS:
            raise self._problem(FileCode.TOO_MANY_ROWS, limit=MAX_ROWS)
        if self.last_column - self.first_column >= MAX_COLUMNS:
            raise self._problem(FileCode.TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
        if self.size > MAX_TEXT:
            raise self._problem(FileCode.TOO_MUCH_TEXT, limit=MAX_TEXT)

    def _problem(self, code: FileCode, **params: object) -> FileProblem:
        column = column_letter(max(self.column, 1) - 1)
        return FileProblem(code, line=max(self.row, 1), column=column, **params)


def _row_number(text: str) -> int:
    if not text:
        return 0
    if not _ROW.fullmatch(text):
        raise FileProblem(FileCode.UNREADABLE_WORKBOOK)
    return int(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number

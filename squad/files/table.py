"""A table as text: headers, rows, and the line where each row begins."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from squad.files.problems import FileCode, FileProblem

MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_CELL = 10_000
# What spreadsheets write where a formula failed, in English and in French.
ERROR_TEXTS = frozenset(
    {"#N/A", "#N/D", "#REF!", "#NAME?", "#NOM?", "#VALUE!", "#VALEUR!", "#DIV/0!", "#NULL!"}
    | {"#NUL!", "#NUM!", "#NOMBRE!", "#SPILL!", "#PROPAGATION!", "#CALC!", "#CALCUL!"}
)
_BLANK = " \t\r\n\u00a0\u202f\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line where it begins and as many cells as the table has headers."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headers as they are written, the line they stand on, and the rows below."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    header_line: int = 1


def column_letter(index: int) -> str:
    """The spreadsheet's name of a column: 0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_blank(text: str) -> bool:
    """Whether a cell shows nothing."""
    return not text.strip(_BLANK)


def build_table(records: Iterable[tuple[int, list[str]]]) -> Table:
    """The table of (line, cells) records; the first that is not blank holds the headers.

    Blank records and blank cells to the right are left out, missing cells at the end are empty.
    Raises FileProblem for a cell to the right of the headers and for what passes a limit.
    """
    filled = _without_blank(records)
    header_line, first = next(filled, (0, []))
    if not first:
        raise FileProblem(FileCode.EMPTY_FILE)
    if len(first) > MAX_COLUMNS:
        raise FileProblem(FileCode.TOO_MANY_COLUMNS, line=header_line, limit=MAX_COLUMNS)
    headers = tuple(cell.strip(_BLANK) for cell in first)
    _check_cells(header_line, first, headers)
    rows: list[Row] = []
    for line, cells in filled:
        if len(rows) == MAX_ROWS:
            raise FileProblem(FileCode.TOO_MANY_ROWS, line=line, limit=MAX_ROWS)
        rows.append(_row(line, cells, headers))
    if not rows:
        raise FileProblem(FileCode.NO_ROWS, line=header_line)
    return Table(headers, tuple(rows), header_line)


def _without_blank(
    records: Iterable[tuple[int, list[str]]],
) -> Iterator[tuple[int, list[str]]]:
    for line, cells in records:
        end = len(cells)
        while end and is_blank(cells[end - 1]):
            end -= 1
        if end:
            yield line, cells[:end]


def _row(line: int, cells: list[str], headers: tuple[str, ...]) -> Row:
    width = len(headers)
    if len(cells) > width:
        raise FileProblem(
            FileCode.TOO_MANY_CELLS,
            line=line,
            column=column_letter(len(cells) - 1),
            found=len(cells),
            expected=width,
        )
    _check_cells(line, cells, headers)
    return Row(line, tuple(cells) + ("",) * (width - len(cells)))


def _check_cells(line: int, cells: list[str], headers: tuple[str, ...]) -> None:
    for index, cell in enumerate(cells):
        if len(cell) > MAX_CELL:
            raise FileProblem(
                FileCode.CELL_TOO_LONG, line=line, column=_name(index, headers), limit=MAX_CELL
            )
        if cell.startswith("#") and cell.strip(_BLANK).upper() in ERROR_TEXTS:
            raise FileProblem(
                FileCode.ERROR_CELL,
                line=line,
                column=_name(index, headers),
                value=cell.strip(_BLANK),
            )


def _name(index: int, headers: tuple[str, ...]) -> str:
    return headers[index][:60] or column_letter(index)

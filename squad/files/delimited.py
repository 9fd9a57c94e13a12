"""CSV text to a table: separators, quotes, embedded line ends, line numbers."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from squad.files.problems import FileCode, FileProblem
from squad.files.table import MAX_CELL, Table, build_table, is_blank

DELIMITERS = (";", "\t", ",", "|")
_SEP_LINE = re.compile(r'"?sep=(?P<sign>[^"\r\n])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_NOTHING = ' "\r\n' + "".join(DELIMITERS)
_SAMPLE_RECORDS = 50


def parse_delimited(text: str) -> Table:
    """The table in `text`; the separator is the one that Excel's `sep=` line names, or guessed."""
    if not text.strip(_NOTHING):
        raise FileProblem(FileCode.EMPTY_FILE)
    named = _SEP_LINE.match(text)
    start_line = 1
    if named:
        text, start_line = text[named.end() :], 2
    delimiter = named["sign"] if named else _guess(text)
    return build_table(_records(text, delimiter, start_line))


def _guess(text: str) -> str:
    """The separator that gives the widest table whose rows agree with their headers."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = _widths(text, delimiter)
        if not widths or widths[0] < 2:
            continue
        score = (widths[0] - 1) * widths.count(widths[0]) / len(widths)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(text: str, delimiter: str) -> list[int]:
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        sample = list(islice(reader, _SAMPLE_RECORDS))
    except csv.Error:
        return []
    return [len(cells) for cells in sample if not all(is_blank(cell) for cell in cells)]


def _records(text: str, delimiter: str, start_line: int) -> Iterator[tuple[int, list[str]]]:
    """(physical line where the record begins, cells); line ends inside cells become \\n."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = start_line + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _quote_problem(error, line) from None
        yield line, [_one_line_end(cell) for cell in cells]


def _one_line_end(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def _quote_problem(error: csv.Error, line: int) -> FileProblem:
    reason = str(error)
    if "limit" in reason:
        return FileProblem(FileCode.CELL_TOO_LONG, line=line, limit=MAX_CELL)
    if "end of data" in reason:
        return FileProblem(FileCode.OPEN_QUOTE, line=line)
    return FileProblem(FileCode.STRAY_QUOTE, line=line)

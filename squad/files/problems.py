"""What can be wrong with a file: codes and places, never sentences."""

from enum import StrEnum
from typing import Any

from squad.kernel.errors import DomainError


class FileCode(StrEnum):
    """A file, a row or a cell that cannot be read."""

    EMPTY_FILE = "empty_file"
    NO_ROWS = "no_rows"
    FILE_TOO_BIG = "file_too_big"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MUCH_TEXT = "too_much_text"
    CELL_TOO_LONG = "cell_too_long"
    UNKNOWN_KIND = "unknown_kind"
    OLD_OR_LOCKED_WORKBOOK = "old_or_locked_workbook"
    WORKBOOK_NAMED_TEXT = "workbook_named_text"
    TEXT_NAMED_WORKBOOK = "text_named_workbook"
    WEB_PAGE = "web_page"
    OTHER_DOCUMENT = "other_document"
    UNREADABLE_WORKBOOK = "unreadable_workbook"
    UNKNOWN_ENCODING = "unknown_encoding"
    MIXED_ENCODING = "mixed_encoding"
    CONTROL_CHARACTER = "control_character"
    OPEN_QUOTE = "open_quote"
    STRAY_QUOTE = "stray_quote"
    ERROR_CELL = "error_cell"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    DUPLICATE_COLUMN = "duplicate_column"


class ValueCode(StrEnum):
    """A cell's text that does not say what its column asks for."""

    BAD_DATE = "bad_date"
    DATE_MONTH_FIRST = "date_month_first"
    DATE_SHORT_YEAR = "date_short_year"
    NO_SUCH_DAY = "no_such_day"
    BAD_EMAIL = "bad_email"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_TIME_ZONE = "unknown_time_zone"
    BAD_NUMBER = "bad_number"
    BAD_YES_NO = "bad_yes_no"


class FileProblem(DomainError):  # noqa: N818  (a problem shown to people, with its place)
    """A file that is refused, with the line and the column where that is known.

    `line` is the physical line (CSV) or the row (XLSX) where the record begins, from 1;
    `column` is a header or a column's letter.
    """

    def __init__(
        self,
        code: FileCode,
        *,
        line: int | None = None,
        column: str | None = None,
        **params: Any,
    ) -> None:
        super().__init__(code, line=line, column=column, **params)
        self.line = line
        self.column = column


class ValueProblem(DomainError):  # noqa: N818  (the same, before its place is known)
    """A cell's text that cannot be understood; the caller knows its line and column."""

    def __init__(self, code: ValueCode, value: str, **params: Any) -> None:
        super().__init__(code, value=value, **params)

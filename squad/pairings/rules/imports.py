"""What the imports of pairings and of sessions share: cells with their problems, and a plan."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from squad.files.headers import Headers, header_key, match_headers
from squad.files.table import Row, Table, is_blank
from squad.files.values import clean
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError
from squad.kernel.text import digest, fold

Value = TypeVar("Value")
Made = TypeVar("Made")


_SIDE_WORDS: Mapping[str, Side] = {"mentore": Side.MENTOR, "mentoré": Side.MENTEE}


class Importer(StrEnum):
    """Who brings a file in: what it may say depends on it."""

    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    OPERATOR = "operator"


class RowCode(StrEnum):
    """What is wrong with a row, whatever it describes."""

    COLUMN_MISSING = "row_column_missing"
    CELL_EMPTY = "row_cell_empty"
    WORD_UNKNOWN = "row_word_unknown"
    PERSON_UNKNOWN = "row_person_unknown"
    PROGRAMME_UNKNOWN = "row_programme_unknown"
    PROGRAMME_NEEDED = "row_programme_needed"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A code with its place: the line in the file, and the column as the file calls it."""

    line: int
    code: str
    column: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    absent: bool = False
    """Whether the file has no such column: `column` is then the field."""


@dataclass(frozen=True, slots=True)
class Plan(Generic[Made]):
    """What an import would do. With any problem it does nothing: all or nothing."""

    created: tuple[Made, ...]
    unchanged: int
    differing: tuple[int, ...]
    """Lines of rows that are already here with other content: what is here is kept."""
    problems: tuple[RowProblem, ...]
    notices: tuple[RowProblem, ...] = ()
    recognised: tuple[tuple[int, str], ...] = ()
    """Records that were not imported and are rows of the file: id, and the key of the row."""

    @property
    def fingerprint(self) -> str:
        """A digest of the plan: confirming it recomputes the plan and refuses another one."""
        parts = (self.created, self.unchanged, self.differing, self.problems, self.notices)
        return digest(*(repr(part) for part in parts))


class Cells:
    """One row by field; what cannot be read is noted in `problems` and comes back as None.

    What is put aside without harm is said in `notices`.
    """

    def __init__(
        self,
        headers: Headers,
        row: Row,
        problems: list[RowProblem],
        notices: list[RowProblem],
    ) -> None:
        self.line = row.line
        self._headers = headers
        self._row = row
        self._problems = problems
        self._notices = notices

    def raw(self, name: str) -> str:
        """The cell's text with its line ends, without blanks around it."""
        text = self._headers.cell(self._row, name)
        return "" if is_blank(text) else text.strip()

    def text(self, name: str) -> str:
        """The cell's text on one line."""
        return clean(self.raw(name))

    def read(
        self, name: str, parse: Callable[[str], Value], *, required: bool = False
    ) -> Value | None:
        """What `parse` makes of the cell; None where it is blank or cannot be read."""
        text = self.raw(name)
        if not text:
            if required:
                self.note(RowCode.CELL_EMPTY, name)
            return None
        try:
            return parse(text)
        except DomainError as problem:
            self.note(problem.code, name, **problem.params)
            return None

    def note(self, code: str, name: str, **params: Any) -> None:
        """Note a problem of this row, in the column of a field."""
        self._problems.append(problem_in(self._headers.names, self.line, code, name, params))

    def say(self, code: str, name: str) -> None:
        """Give a notice about the column of a field."""
        self._notices.append(problem_in(self._headers.names, self.line, code, name, {}))


def problem_in(
    columns: Mapping[str, str], line: int, code: str, name: str, params: Mapping[str, Any]
) -> RowProblem:
    """A problem in the column of a field, under the header that the file has for it."""
    return RowProblem(line, code, columns.get(name, name), params, absent=name not in columns)


def one_of(words: Mapping[str, Value]) -> Callable[[str], Value]:
    """A parser of one of `words`, whose keys are folded."""

    def parse(text: str) -> Value:
        word = word_key(text)
        if word not in words:
            raise DomainError(RowCode.WORD_UNKNOWN, value=clean(text)[:40])
        return words[word]

    return parse


def word_key(text: str) -> str:
    """A word without case, accents and hyphens: « En-Personne » and « en personne » are one."""
    return " ".join(fold(clean(text)).replace("_", " ").replace("-", " ").split())


def side_word(text: str) -> Side | None:
    """The side that « mentore » or « mentoré » names: without its accent one would be the other.

    In capitals the accent is often left out, so that MENTORE names neither.
    """
    plain = clean(text)
    return None if plain.isupper() else _SIDE_WORDS.get(plain.casefold())


def match_columns(
    table: Table, columns: Mapping[str, Iterable[str]], required: Collection[str]
) -> Headers:
    """Match headers with fields, where « Mentore » and « Mentoré » stay apart when folded."""
    return match_headers(table, columns, required=required, key=_side_key)


def _side_key(header: str) -> str:
    side = side_word(header)
    return side.value if side else header_key(header)


def missing_columns(headers: Headers, line: int) -> list[RowProblem]:
    """A problem for each column that is needed and not there."""
    return [RowProblem(line, RowCode.COLUMN_MISSING, name, absent=True) for name in headers.missing]

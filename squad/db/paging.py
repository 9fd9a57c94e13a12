"""Keyset paging: a page begins after the last row of the one before."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
LARGEST = 2**63 - 1
PAGE_SIZE = 20
"""Rows of a list in which each row is looked at."""
TABLE_SIZE = 50
"""Lines of a dense table, which one runs down."""
LONGEST = 4000
"""Characters of a cursor; a name of 200 letters, whatever they are, makes a shorter one."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of rows and the cursor of the next one, if there is more."""

    rows: Sequence[Row]
    next_cursor: str | None


def read_cursor(cursor: str | None) -> list[str | int] | None:
    """The sort key after which the page begins; a broken cursor begins at the start."""
    if not cursor or len(cursor) > LONGEST:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (ValueError, RecursionError):
        return None
    return key if isinstance(key, list) and all(map(_is_comparable, key)) else None


def _is_comparable(part: object) -> bool:
    """Whether both databases can compare a column with it: anyone can write a cursor."""
    if isinstance(part, str):
        return "\0" not in part and not any("\ud800" <= char <= "\udfff" for char in part)
    return isinstance(part, int) and abs(part) <= LARGEST


def make_page(
    rows: Sequence[Row], size: int, key: Callable[[Row], Sequence[str | int]]
) -> Page[Row]:
    """A page of `size` out of rows fetched with one more than that."""
    more = len(rows) > size
    shown = rows[:size]
    if not more:
        return Page(shown, None)
    text = json.dumps(list(key(shown[-1])), ensure_ascii=False)
    return Page(shown, base64.urlsafe_b64encode(text.encode()).decode())

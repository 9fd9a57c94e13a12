"""Who looked, gathered: one line for each person, what they looked as, programme and day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from squad.reports.queries.receipts import ReceiptRow
from squad.web.formats import in_zone


@dataclass(frozen=True, slots=True)
class Looks:
    """All the times that somebody looked on one day; the day is the mentee's own."""

    name: str
    """Empty when the reader was erased."""
    opened_as: str
    programme_id: int
    on: date
    last_at: datetime
    what: tuple[tuple[str, int], ...]
    """What was opened, and how many times."""

    @property
    def times(self) -> int:
        """How many times in all."""
        return sum(count for _what, count in self.what)


def gathered(rows: Iterable[ReceiptRow], time_zone: str) -> list[Looks]:
    """The times of a list, the latest first, by person and day on the clock of `time_zone`."""
    found: dict[tuple[object, ...], list[ReceiptRow]] = {}
    for row in rows:
        on = in_zone(row.opened_at, time_zone).date()
        key = (row.reader_id, row.opened_as, row.programme_id, on)
        found.setdefault(key, []).append(row)
    return [_looks(alike, time_zone) for alike in found.values()]


def _looks(alike: list[ReceiptRow], time_zone: str) -> Looks:
    last = alike[0]
    at = in_zone(last.opened_at, time_zone)
    counts = Counter(row.what for row in alike)
    return Looks(last.name, last.opened_as, last.programme_id, at.date(), at, tuple(counts.items()))

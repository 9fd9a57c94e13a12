"""One person's entries as the text that is stored of them: pure."""

from collections.abc import Mapping
from datetime import date

from squad.reports.ledger.rules.course import Entries


def write_page(entries: Entries) -> str:
    """The entries in order, `MEASURE@DAY+AMOUNT` each."""
    return " ".join(
        f"{measure}@{on:%Y%m%d}{amount:+d}" for (measure, on), amount in sorted(entries.items())
    )


def read_page(text: str) -> Entries:
    """The same the other way round."""
    return dict(map(_read, text.split()))


def _read(entry: str) -> tuple[tuple[str, date], int]:
    measure, _, moved = entry.rpartition("@")
    return (measure, date(int(moved[:4]), int(moved[4:6]), int(moved[6:8]))), int(moved[8:])


def differences(before: Entries, after: Entries) -> Mapping[tuple[str, date], int]:
    """What must be added to what `before` said."""
    keys = before.keys() | after.keys()
    moved = {key: after.get(key, 0) - before.get(key, 0) for key in keys}
    return {key: amount for key, amount in moved.items() if amount}

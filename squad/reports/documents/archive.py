"""Files as one ZIP, a piece at a time: what is sent is never whole in memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

READABLE = 0o644 << 16
"""The mode of a file for whoever unpacks it on Unix, where a ZIP keeps it."""


class _Sink(io.RawIOBase):
    """Takes what is written until it is asked for; it cannot be sought in."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole


def zipped(files: Iterable[tuple[str, bytes]], on: date) -> Iterator[bytes]:
    """Pieces of a ZIP with these files, all of one day; not compressed, as PDFs are already."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
            entry.external_attr = READABLE
            archive.writestr(entry, content)
            yield sink.taken()
    yield sink.taken()

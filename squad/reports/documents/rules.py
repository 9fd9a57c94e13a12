"""Batches of documents: where one stands, how long it is kept, what its files are called. Pure."""

import re
from datetime import timedelta
from enum import StrEnum

from squad.kernel.text import fold

KEPT = timedelta(days=7)
LONGEST_NAME = 60
FIRST_LOOK, LAST_LOOK = 4, 30
"""Seconds after which a page that shows progress is loaded again: seldomer the longer it takes."""
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


class BatchState(StrEnum):
    """Where a batch stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """By whoever asked, or because they may not read the programme any more: nothing is kept."""


class LeftOut(StrEnum):
    """Why somebody has no document in a batch."""

    NO_REPORT = "no_report"
    """Both had not accepted a pairing by then, as it was known."""
    FAILED = "failed"
    """The document could not be set."""
    TAKEN_BACK = "taken_back"
    """The person took back something that they had shared, which may stand in it."""


def seconds_to_next_look(running: timedelta) -> int:
    """How soon the page of a batch that has run for so long is loaded again."""
    return min(LAST_LOOK, FIRST_LOOK + int(running.total_seconds()) // 15)


def file_name(list_name: str, mentee_id: int) -> str:
    """A person's file in the archive: « Côté, Hélène » → "cote-helene-12.pdf"; unique by the id."""
    words = _NOT_IN_NAMES.sub("-", fold(list_name))[:LONGEST_NAME].strip("-")
    return f"{words}-{mentee_id}.pdf".removeprefix("-")

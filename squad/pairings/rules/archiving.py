"""When a programme can be archived: long after its last pairing ended."""

from datetime import date, timedelta
from enum import StrEnum

from squad.kernel.errors import DomainError

AFTER_DAYS = 120


class ArchiveProblem(StrEnum):
    """Why a programme cannot be archived yet."""

    LIVE = "archive_live"
    TOO_EARLY = "archive_too_early"


def archivable_from(last_ended_on: date | None, programme_ends_on: date) -> date:
    """The first day on which it can be archived, if no pairing is live then.

    A programme in which nobody was ever paired counts from its own last day.
    """
    return (last_ended_on or programme_ends_on) + timedelta(days=AFTER_DAYS)


def check_archivable(*, live: int, first_day: date, today: date) -> None:
    """Refuse to archive while a pairing is live or proposed, or too early after the last."""
    if live:
        raise DomainError(ArchiveProblem.LIVE)
    if today < first_day:
        raise DomainError(ArchiveProblem.TOO_EARLY, first=first_day)

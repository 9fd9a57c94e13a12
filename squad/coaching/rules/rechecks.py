"""Re-checks: held milestones whose newest evidence grows old, to be shown once more.

Until the other one has confirmed what is stated anew, a milestone to refresh stays one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from squad.framework.rules.model import Autonomy, Evidence, Milestone

SOON_DAYS = 30
OFFERED_AUTONOMY = (Autonomy.TOGETHER, Autonomy.ALONE)


class RecheckProblem(StrEnum):
    """Why nothing is stated anew."""

    NOT_DUE = "recheck_not_due"
    AWAITS = "recheck_awaits"


@dataclass(frozen=True, slots=True)
class Dues:
    """How many held milestones are to refresh, and how many more will be within 30 days."""

    late: int = 0
    soon: int = 0

    def __bool__(self) -> bool:
        return bool(self.late or self.soon)


def is_late(due: date, today: date) -> bool:
    """Whether a milestone with this last fresh day is to refresh."""
    return today > due


def is_listed(due: date, today: date) -> bool:
    """Whether it is worth showing again: it is to refresh, or will be within 30 days."""
    return (due - today).days < SOON_DAYS


def refreshes_from(due: date) -> date:
    """The first day on which it is to refresh."""
    return due + timedelta(days=1)


def dues_of(days: Iterable[date], today: date) -> Dues:
    """The counts, out of the last fresh days of what is held."""
    listed = [due for due in days if is_listed(due, today)]
    late = sum(is_late(due, today) for due in listed)
    return Dues(late, len(listed) - late)


def first_evidence(milestone: Milestone) -> Evidence:
    """With what a re-check begins: the strongest that its list names of checked and seen."""
    return Evidence.SEEN if Evidence.CHECKED not in milestone.evidence else Evidence.CHECKED

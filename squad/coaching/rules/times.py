"""When: late entries, additions within seven days, the day to propose for the next session."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from squad.kernel.errors import DomainError
from squad.programmes.rules import Period, add_open_days, is_open, open_days

ADDITION_DAYS = 7
LATE_DAYS = 7
DAYS_A_WEEK = 7
_TWO_YEARS_OF_WEEKS = 104


class TimeProblem(StrEnum):
    """Why something comes too late."""

    ADDITION_TOO_LATE = "log_addition_too_late"


def is_late(on: date, logged_on: date) -> bool:
    """Whether a session was logged so long after its day that it is shown as a late entry."""
    return (logged_on - on).days > LATE_DAYS


def additions_until(logged_on: date, closed: Sequence[Period] = ()) -> date:
    """The last day on which either of the pair may add to a log."""
    return add_open_days(logged_on, ADDITION_DAYS, closed)


def check_addition(*, logged_on: date, on: date, closed: Sequence[Period] = ()) -> None:
    """Refuse an addition more than seven days, of those that count, after the log was saved."""
    if open_days(logged_on, on, closed) > ADDITION_DAYS:
        raise DomainError(TimeProblem.ADDITION_TOO_LATE, until=additions_until(logged_on, closed))


def default_next_day(
    on: date, *, cadence_days: int, today: date, closed: Sequence[Period] = ()
) -> date:
    """The day to propose for the next session; its time is that of this one.

    The same weekday, one cadence later (in whole weeks, at least one), after today, and in no
    closed period.
    """
    week = timedelta(days=DAYS_A_WEEK)
    weeks = max(1, (2 * cadence_days + DAYS_A_WEEK) // (2 * DAYS_A_WEEK))
    day = on + weeks * week
    if day <= today:
        day += ((today - day).days // DAYS_A_WEEK + 1) * week
    first = day
    for _ in range(_TWO_YEARS_OF_WEEKS):
        if is_open(day, closed):
            return day
        day += week
    return first

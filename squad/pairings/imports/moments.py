"""When something that a file dates to a day became known."""

from datetime import date, datetime, time

from squad.kernel.dates import at_local

NOON = time(12)
A_MINUTE_LATER = time(12, 1)


def known_on(day: date, time_zone: str, *, now: datetime, at: time = NOON) -> datetime:
    """Noon of that day where the programme is, for no file says the hour; never later than now."""
    return min(at_local(day, at, time_zone), now)

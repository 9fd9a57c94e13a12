"""Days and instants: a programme's day ends at its own midnight."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Further away than this is a slip of the keyboard, and calendars end.
FIRST_YEAR, LAST_YEAR = 2000, 2100


def is_plausible(day: date | datetime) -> bool:
    """Whether a day that somebody typed lies in the years that the product can mean."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def day_of(instant: datetime, time_zone: str) -> date:
    """The calendar day of `instant` where `time_zone` is."""
    return instant.astimezone(ZoneInfo(time_zone)).date()


def end_of_day(day: date, time_zone: str) -> datetime:
    """The first instant after `day` where `time_zone` is, in UTC (exclusive end of the day)."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone)).astimezone(UTC)


def at_local(day: date, clock_time: time, time_zone: str) -> datetime:
    """The instant, in UTC, of a wall-clock time where `time_zone` is."""
    return datetime.combine(day, clock_time, ZoneInfo(time_zone)).astimezone(UTC)

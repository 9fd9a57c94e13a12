"""Days and instants: a programme's day ends at its own midnight."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_of(instant: datetime, time_zone: str) -> date:
    """The calendar day of `instant` where `time_zone` is."""
    return instant.astimezone(ZoneInfo(time_zone)).date()


def end_of_day(day: date, time_zone: str) -> datetime:
    """The first instant after `day` where `time_zone` is, in UTC (exclusive end of the day)."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone)).astimezone(UTC)


def at_local(day: date, clock_time: time, time_zone: str) -> datetime:
    """The instant, in UTC, of a wall-clock time where `time_zone` is."""
    return datetime.combine(day, clock_time, ZoneInfo(time_zone)).astimezone(UTC)

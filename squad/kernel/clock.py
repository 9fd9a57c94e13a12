"""The one place where the time of day is read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """Now, in UTC. A demo or an import may move it by `shift`."""

    def __init__(self, shift: timedelta = timedelta()) -> None:
        self.shift = shift

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC) + self.shift

    def today(self, time_zone: str) -> date:
        """Today's date where `time_zone` is."""
        return self.now().astimezone(ZoneInfo(time_zone)).date()


clock = Clock()

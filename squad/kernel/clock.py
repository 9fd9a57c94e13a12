"""The one place where the time of day is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """Now, in UTC. The demo, which tells of other days, moves it by `shift`."""

    def __init__(self, shift: timedelta = timedelta()) -> None:
        self.shift = shift

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC) + self.shift

    def today(self, time_zone: str) -> date:
        """Today's date where `time_zone` is."""
        return self.now().astimezone(ZoneInfo(time_zone)).date()

    @contextmanager
    def set_to(self, instant: datetime) -> Iterator[None]:
        """Begin at `instant` for the length of a block; time goes on from there."""
        before = self.shift
        self.shift = instant - datetime.now(UTC)
        try:
            yield
        finally:
            self.shift = before


clock = Clock()

"""The plot of the step line: from days and counts to px, its ticks and its months."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import NamedTuple

from babel.dates import format_date
from markupsafe import Markup

from squad.web.drawings.svg import CHARACTER, LINE, element, text, text_width


class Box(NamedTuple):
    """What a line or a label covers, in px."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        """Whether the two cover a common place."""
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot inside its box: from days and counts to px."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    start: date
    end: date
    top_value: int

    @property
    def edge(self) -> float:
        """Where the plot ends on the right."""
        return self.width - self.right

    @property
    def base(self) -> float:
        """Where zero stands."""
        return self.height - self.bottom

    def x(self, day: date) -> float:
        """Where a day stands; one outside of start…end at its edge."""
        inside = min(max(day, self.start), self.end)
        share = (inside - self.start).days / max((self.end - self.start).days, 1)
        return round(self.left + (self.edge - self.left) * share, 1)

    def y(self, value: float) -> float:
        """How high a count stands."""
        share = min(max(value / self.top_value, 0), 1)
        return round(self.base - (self.base - self.top) * share, 1)


def frame_of(wide: bool, start: date, end: date, highest: int) -> Frame:
    """The box of 780 or 340 px."""
    if wide:
        return Frame(780, 286, 34, 30, 84, 32, start, end, highest)
    return Frame(340, 270, 30, 30, 12, 30, start, end, highest)


_FIGURE = 12.0  # height of the figures of one tick: zero may stand as close as that to the target


def grid(frame: Frame, target: int) -> Iterator[Markup]:
    """A hairline and its count at each tick, zero if it can; none under the target's own count."""
    for value in range(0, frame.top_value + 1, _tick(frame)):
        height = frame.y(value)
        yield element("line", class_="c-grid", x1=frame.left, x2=frame.edge, y1=height, y2=height)
        if not target or abs(height - frame.y(target)) >= (LINE if value else _FIGURE):
            yield text(frame.left - 10, height + 4.5, str(value), css="c-lab", anchor="end")


def _tick(frame: Frame) -> int:
    """The smallest of 1, 2, 5, 10 … that leaves a line of text and a half between two ticks."""
    room = max((frame.base - frame.top) / (LINE * 1.5), 1)
    size = 1
    while frame.top_value / size > room:
        size = {1: 2, 2: 5}.get(int(str(size)[0]), 10) * 10 ** (len(str(size)) - 1)
    return size


def months(frame: Frame, locale: str) -> Iterator[Markup]:
    """A tick a month, and a word for every month or for every second, third … one."""
    # MMM, not LLL: Babel mixes up the stand-alone names of fr and fr-CA once it has read both.
    named = [
        (frame.x(day), str(format_date(day, "MMM", locale=locale)))
        for day in _firsts(frame.start, frame.end)
    ]
    stride = _stride(named)
    for index, (x, word) in enumerate(named):
        yield element("line", class_="c-tick", x1=x, x2=x, y1=frame.base, y2=frame.base + 5)
        if index % stride == 0 and x + text_width(word) <= frame.width + CHARACTER:
            left = min(x, frame.width - text_width(word))
            yield text(left, frame.height - 8, word, css="c-lab")


def _stride(months: Sequence[tuple[float, str]]) -> int:
    """How many months from one written word to the next, so that none touches another."""
    if len(months) < 2:
        return 1
    widest = max(text_width(word) for _, word in months) + CHARACTER * 2
    pitch = (months[-1][0] - months[0][0]) / (len(months) - 1)
    return ceil(widest / max(pitch, 1))


def _firsts(start: date, end: date) -> Iterator[date]:
    day = start if start.day == 1 else _next_month(start)
    while day <= end:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)

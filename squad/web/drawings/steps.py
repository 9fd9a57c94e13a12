"""The step line: held target milestones over time, up to the target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from babel.dates import format_date
from markupsafe import Markup

from squad.web.drawings.svg import CHARACTER, LINE, chart, element, number, text, text_width

Point = tuple[date, int]
_VALUE_CHARACTER = 11.5  # width of a figure of the 21 px value label, in px
_VALUE_HEIGHT = 16.0  # its height over the base line, in px
_DOT_GAP = 9.0  # dots nearer than this to the one before them are left out, in px


class Closed(NamedTuple):
    """A closed period of the programme; the first and the last day, and its word."""

    first: date
    last: date
    label: str


class _Box(NamedTuple):
    """What a line or a label covers, in px."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "_Box") -> bool:
        """Whether the two cover a common place."""
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)


@dataclass(frozen=True, slots=True)
class _Frame:
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
        return self.width - self.right

    @property
    def base(self) -> float:
        return self.height - self.bottom

    def x(self, day: date) -> float:
        inside = min(max(day, self.start), self.end)
        share = (inside - self.start).days / max((self.end - self.start).days, 1)
        return round(self.left + (self.edge - self.left) * share, 1)

    def y(self, value: float) -> float:
        share = min(max(value / self.top_value, 0), 1)
        return round(self.base - (self.base - self.top) * share, 1)


def steps(
    points: Sequence[Point],
    *,
    start: date,
    end: date,
    target: int,
    title: str,
    desc: str,
    locale: str,
    wide: bool,
    closed: Sequence[Closed] = (),
    target_label: str = "",
) -> Markup:
    """Held target milestones (ascending days) as a step line in a box of 780 or 340 px.

    The last point is the day of the report. The target is dotted, closed periods are bands,
    zero is always shown. Months are named in `locale`. Points outside of start…end stand at
    its edge.
    """
    highest = max([target, 1, *(value for _, value in points)])
    frame = _frame(wide, start, end, highest)
    drawn = [(frame.x(day), frame.y(value)) for day, value in points]
    word = target_label if wide else ""
    box = _value_box(frame, points, frame.y(target) if word else None)
    taken = [*_line_boxes(drawn), *([box] if box else [])]
    return chart(
        *(_band(frame, period) for period in closed),
        *_grid(frame, target),
        *_area(frame, drawn),
        *_target(frame, target, word),
        *_months(frame, locale),
        *_line(drawn),
        *_closed_labels(frame, closed, taken),
        *_last(points, drawn, box),
        box=(frame.width, frame.height),
        title=title,
        desc=desc,
    )


def _frame(wide: bool, start: date, end: date, highest: int) -> _Frame:
    if wide:
        return _Frame(780, 286, 34, 30, 84, 32, start, end, highest)
    return _Frame(340, 270, 30, 30, 12, 30, start, end, highest)


def _band(frame: _Frame, period: Closed) -> Markup:
    left, right = frame.x(period.first), frame.x(period.last)
    return element(
        "rect",
        class_="c-closed",
        x=left,
        y=frame.top,
        width=right - left,
        height=frame.base - frame.top,
    )


def _closed_labels(
    frame: _Frame, closed: Sequence[Closed], taken: Sequence[_Box]
) -> Iterator[Markup]:
    """The words of closed periods: at the top of the band, else at its foot, else left out."""
    boxes = list(taken)
    for period in sorted(closed):
        half = text_width(period.label) / 2
        middle = (frame.x(period.first) + frame.x(period.last)) / 2
        middle = min(max(middle, frame.left + half), frame.edge - half)
        for height in (frame.top + 22, frame.base - 8):
            box = _Box(middle - half - 4, height - LINE + 2, middle + half + 4, height + 5)
            if not any(box.touches(other) for other in boxes):
                boxes.append(box)
                yield text(middle, height, period.label, css="c-lab", anchor="middle")
                break


def _line_boxes(drawn: Sequence[tuple[float, float]]) -> Iterator[_Box]:
    """Where the line runs: along, then up or down."""
    for (x, y), (after, then) in pairwise(drawn):
        yield _Box(x, y - 2, after, y + 2)
        yield _Box(after - 2, min(y, then), after + 2, max(y, then))


def _grid(frame: _Frame, target: int) -> Iterator[Markup]:
    for value in range(0, frame.top_value + 1, _tick(frame)):
        height = frame.y(value)
        yield element("line", class_="c-grid", x1=frame.left, x2=frame.edge, y1=height, y2=height)
        if not target or abs(height - frame.y(target)) >= LINE or value == 0 != target:
            yield text(frame.left - 10, height + 4.5, str(value), css="c-lab", anchor="end")


def _tick(frame: _Frame) -> int:
    """The smallest of 1, 2, 5, 10 … that leaves a line of text and a half between two ticks."""
    room = max((frame.base - frame.top) / (LINE * 1.5), 1)
    size = 1
    while frame.top_value / size > room:
        size = {1: 2, 2: 5}.get(int(str(size)[0]), 10) * 10 ** (len(str(size)) - 1)
    return size


def _target(frame: _Frame, target: int, label: str) -> Iterator[Markup]:
    if not target:
        return
    height = frame.y(target)
    yield element("line", class_="c-target", x1=frame.left, x2=frame.edge, y1=height, y2=height)
    yield text(frame.left - 10, height + 4.5, str(target), css="c-lab", anchor="end")
    if label:
        yield text(frame.edge + 10, height + 4.5, label, css="c-lab")


def _months(frame: _Frame, locale: str) -> Iterator[Markup]:
    """A tick a month, and a word for every month or for every second, third … one."""
    # MMM, not LLL: Babel mixes up the stand-alone names of fr and fr-CA once it has read both.
    months = [
        (frame.x(day), str(format_date(day, "MMM", locale=locale)))
        for day in _firsts(frame.start, frame.end)
    ]
    stride = _stride(months)
    for index, (x, word) in enumerate(months):
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


def _path(drawn: Sequence[tuple[float, float]]) -> str:
    first = f"M{number(drawn[0][0])} {number(drawn[0][1])}"
    return first + "".join(f"H{number(x)}V{number(y)}" for x, y in drawn[1:])


def _area(frame: _Frame, drawn: Sequence[tuple[float, float]]) -> Iterator[Markup]:
    if drawn:
        closing = f"V{number(frame.base)}H{number(drawn[0][0])}Z"
        yield element("path", class_="c-area", d=_path(drawn) + closing)


def _line(drawn: Sequence[tuple[float, float]]) -> Iterator[Markup]:
    if not drawn:
        return
    yield element("path", class_="c-line", d=_path(drawn))
    kept = float("-inf")
    for x, y in drawn[1:-1]:
        if x - kept >= _DOT_GAP:
            kept = x
            yield element("circle", class_="c-pt", cx=x, cy=y, r=3.2)


def _last(
    points: Sequence[Point], drawn: Sequence[tuple[float, float]], box: _Box | None
) -> Iterator[Markup]:
    if box is None:
        return
    yield element("circle", class_="c-end", cx=drawn[-1][0], cy=drawn[-1][1], r=6)
    yield text(box.left, box.bottom, str(points[-1][1]), css="c-val")


def _value_box(frame: _Frame, points: Sequence[Point], target_y: float | None) -> _Box | None:
    """The place of the last value: beside its dot, or above where that has no room."""
    if not points:
        return None
    day, value = points[-1]
    x, y = frame.x(day), frame.y(value)
    width = len(str(value)) * _VALUE_CHARACTER
    if _fits_right(frame, x + 12 + width, y, target_y):
        return _Box(x + 12, y + 6 - _VALUE_HEIGHT, x + 12 + width, y + 6)
    left = max(x - width, frame.left + CHARACTER)
    return _Box(left, y - 12 - _VALUE_HEIGHT, left + width, y - 12)


def _fits_right(frame: _Frame, right: float, y: float, target_y: float | None) -> bool:
    """Whether a label that ends at `right` is clear of the edge and of the target's word."""
    if right > frame.width:
        return False
    if target_y is None or right < frame.edge + 6:
        return True
    return abs(y - target_y) >= LINE + 4

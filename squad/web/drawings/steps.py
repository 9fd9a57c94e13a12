"""The step line: held target milestones over time, up to the target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
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
    labels = _closed_labels(frame, closed, drawn)
    return chart(
        *(_band(frame, period) for period in closed),
        *_grid(frame, target),
        *_target(frame, target, target_label if wide else ""),
        *_months(frame, locale),
        *_line(frame, drawn),
        *labels,
        *_last(frame, points, drawn, frame.y(target) if wide and target_label else None),
        box=(frame.width, frame.height),
        title=title,
        desc=desc,
    )


def _frame(wide: bool, start: date, end: date, highest: int) -> _Frame:
    if wide:
        return _Frame(780, 280, 34, 24, 84, 32, start, end, highest)
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
    frame: _Frame, closed: Sequence[Closed], drawn: Sequence[tuple[float, float]]
) -> Iterator[Markup]:
    taken = float("-inf")
    for period in sorted(closed):
        width = text_width(period.label)
        middle = (frame.x(period.first) + frame.x(period.last)) / 2
        middle = min(max(middle, frame.left + width / 2), frame.edge - width / 2)
        if middle - width / 2 < taken + 6:
            continue
        taken = middle + width / 2
        near = _line_heights(drawn, middle - width / 2 - 4, middle + width / 2 + 4)
        # The label stands at the top of its band, or at the foot where the line runs at the top.
        clear = all(height > frame.top + 30 for height in near)
        height = frame.top + 22 if clear else frame.base - 8
        yield text(middle, height, period.label, css="c-lab c-mute", anchor="middle")


def _line_heights(drawn: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    """The heights at which the line runs between two abscissas."""
    return [y for (x, y), (after, _) in pairwise(drawn) if x <= high and after >= low]


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
    taken = float("-inf")
    for day in _firsts(frame.start, frame.end):
        x = frame.x(day)
        yield element("line", class_="c-tick", x1=x, x2=x, y1=frame.base, y2=frame.base + 5)
        # MMM, not LLL: Babel mixes up the stand-alone names of fr and fr-CA once it has read both.
        word = str(format_date(day, "MMM", locale=locale))
        left = min(x, frame.width - text_width(word))
        if left < taken + 6:
            continue
        taken = left + text_width(word)
        yield text(left, frame.height - 8, word, css="c-lab")


def _firsts(start: date, end: date) -> Iterator[date]:
    day = start if start.day == 1 else _next_month(start)
    while day <= end:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _line(frame: _Frame, drawn: Sequence[tuple[float, float]]) -> Iterator[Markup]:
    if not drawn:
        return
    first = drawn[0]
    path = f"M{number(first[0])} {number(first[1])}" + "".join(
        f"H{number(x)}V{number(y)}" for x, y in drawn[1:]
    )
    foot = number(frame.base)
    yield element("path", class_="c-area", d=f"{path}V{foot}H{number(first[0])}Z")
    yield element("path", class_="c-line", d=path)
    kept = float("-inf")
    for x, y in drawn[1:-1]:
        if x - kept >= _DOT_GAP:
            kept = x
            yield element("circle", class_="c-pt", cx=x, cy=y, r=3.2)


def _last(
    frame: _Frame,
    points: Sequence[Point],
    drawn: Sequence[tuple[float, float]],
    target_y: float | None,
) -> Iterator[Markup]:
    if not drawn:
        return
    x, y = drawn[-1]
    yield element("circle", class_="c-end", cx=x, cy=y, r=6)
    words = str(points[-1][1])
    width = len(words) * _VALUE_CHARACTER
    if _fits_right(frame, x, y, width, target_y):
        yield text(x + 12, y + 6, words, css="c-val")
        return
    left = max(x - width, frame.left + CHARACTER)
    above = y - 12 - _VALUE_HEIGHT >= 0 and target_y is None
    yield text(left, y - 12 if above else y + 28, words, css="c-val")


def _fits_right(frame: _Frame, x: float, y: float, width: float, target_y: float | None) -> bool:
    """Whether the value has room beside its dot, clear of the edge and of the target's word."""
    if x + 12 + width > frame.width:
        return False
    if target_y is None or x + 12 + width < frame.edge + 6:
        return True
    return abs(y - target_y) >= LINE + 4

"""Words on the plot of the step line: each takes a free place, or is left out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from squad.web.drawings.steps.frame import Box, Frame
from squad.web.drawings.svg import LINE, text, text_width

Place = tuple[float, float]
"""The middle of a word and its base line, in px."""


class Labels:
    """The words of one drawing; what is taken already stays free of them."""

    def __init__(self, frame: Frame, taken: Iterable[Box]) -> None:
        self._frame = frame
        self._taken = list(taken)
        self._written: list[Markup] = []

    def write(self, word: str, places: Iterable[Place]) -> None:
        """The word in the middle of the first of these places where it touches nothing."""
        half = text_width(word) / 2
        for middle, height in places:
            inside = min(max(middle, self._frame.left + half), self._frame.edge - half)
            box = Box(inside - half - 4, height - LINE + 2, inside + half + 4, height + 5)
            within = self._frame.top <= box.top and box.bottom <= self._frame.base
            if within and not any(box.touches(other) for other in self._taken):
                self._taken.append(box)
                self._written.append(text(inside, height, word, css="c-lab", anchor="middle"))
                return

    def __iter__(self) -> Iterator[Markup]:
        return iter(self._written)


def run_of(drawn: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """Where a step line runs: along, then up or down."""
    for (x, y), (after, then) in pairwise(drawn):
        yield Box(x, y - 2, after, y + 2)
        yield Box(after - 2, min(y, then), after + 2, max(y, then))


def slope_of(drawn: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """Where a straight line runs, in short pieces."""
    for (x, y), (after, then) in pairwise(drawn):
        pieces = max(int((after - x) // 12), 1)
        wide, high = (after - x) / pieces, (then - y) / pieces
        for n in range(pieces):
            ends = sorted((y + n * high, y + (n + 1) * high))
            yield Box(x + n * wide, ends[0] - 1, x + (n + 1) * wide, ends[1] + 1)


def beside(x: float, word: str, frame: Frame) -> Iterator[Place]:
    """Places on both sides of an upright line, from the top down."""
    away = text_width(word) / 2 + 8
    for height in range(int(frame.top) + 16, int(frame.base) - 8, int(LINE)):
        for middle in (x + away, x - away):
            if frame.left + away <= middle + 8 and middle + away <= frame.edge + 8:
                yield middle, height


def along(drawn: Sequence[tuple[float, float]], word: str) -> Iterator[Place]:
    """Places over and under a rising line, from its end back."""
    away = text_width(word) / 2
    for box in reversed(list(slope_of(drawn))):
        yield box.right + away + 6, box.bottom + LINE
        yield box.left - away, box.top - 6

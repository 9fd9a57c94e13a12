"""Parts of a whole over time: one stacked bar a month; the ladder has Start at its foot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from squad.web.drawings.signs import rung_strokes
from squad.web.drawings.svg import (
    CHARACTER,
    LINE,
    bar,
    chart,
    element,
    number,
    spread,
    text,
    text_width,
)

Column = tuple[str, Sequence[int]]
LADDER = ("0", "1", "2", "3")
_INSIDE = 20.0  # a segment lower than this carries its number beside it, in px
_WIDE_COLUMNS, _NARROW_COLUMNS = 12, 6
_GAP = 24.0  # between two bars: room for a number of two figures, in px
_LOW = 0.6  # of the usual height
_NAME_GAP = 24.0  # from one rung's name to the next, in px


@dataclass(frozen=True, slots=True)
class _Stage:
    """The box, its margins, and how wide a bar and a step from bar to bar are, in px.

    `shades`: the colour of each part, from the foot up, as the sheet of charts names it.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    step: float
    bar: float
    highest: int
    shades: Sequence[str] = LADDER

    @property
    def base(self) -> float:
        return self.height - self.bottom

    def tall(self, count: int) -> float:
        return (self.base - self.top) * count / self.highest


def bars(
    columns: Sequence[Column], *, names: Sequence[str], title: str, desc: str, wide: bool
) -> Markup:
    """Counts a rung (Start first) for each label, in a box of 800 or 340 px.

    The wide one names the rungs beside the last bar and keeps the last twelve columns; the
    narrow one needs a key beneath it and keeps the last six.
    """
    stage, shown = _staged(columns, LADDER, wide=wide)
    words = _names(stage, shown, names) if wide else ()
    return _drawn(stage, shown, words, title=title, desc=desc)


def stacks(
    columns: Sequence[Column],
    *,
    names: Sequence[str],
    shades: Sequence[str],
    title: str,
    desc: str,
    wide: bool,
    low: bool = False,
) -> Markup:
    """The same of any parts, from the foot up, each with its shade; `low`: for small counts."""
    stage, shown = _staged(columns, shades, wide=wide, low=low)
    words = _names(stage, shown, names, signs=False) if wide else ()
    return _drawn(stage, shown, words, title=title, desc=desc)


def _staged(
    columns: Sequence[Column], shades: Sequence[str], *, wide: bool, low: bool = False
) -> tuple[_Stage, Sequence[Column]]:
    shown = columns[-(_WIDE_COLUMNS if wide else _NARROW_COLUMNS) :]
    highest = max([1, *(sum(counts) for _, counts in shown)])
    width, height, right = (800.0, 420.0, 200.0) if wide else (340.0, 300.0, 0.0)
    height *= _LOW if low else 1
    step = (width - right) / max(len(shown), 1)
    bar = min(step - max(step * 0.28, _GAP), 96)
    return _Stage(width, height, 12, right, 34, step, bar, highest, shades), shown


def _drawn(
    stage: _Stage, shown: Sequence[Column], words: Iterable[Markup], *, title: str, desc: str
) -> Markup:
    return chart(
        *_columns(stage, shown),
        *_labels(stage, [label for label, _ in shown]),
        *words,
        box=(stage.width, stage.height),
        title=title,
        desc=desc,
    )


def ladder_bar(counts: Sequence[int], *, names: Sequence[str], title: str, desc: str) -> Markup:
    """One distribution over the ladder (Start first) as a bar with its names, 340 px wide."""
    stage = _Stage(340, 260, 12, 220, 8, 120, 88, max(sum(counts), 1))
    column = [("", counts)]
    return chart(
        *_columns(stage, column),
        *_names(stage, column, names),
        box=(stage.width, stage.height),
        title=title,
        desc=desc,
    )


def _columns(stage: _Stage, columns: Sequence[Column]) -> Iterator[Markup]:
    for index, (_, counts) in enumerate(columns):
        yield from _segments(stage, index * stage.step, counts)
        yield from _numbers(stage, index * stage.step, counts)


def _tops(stage: _Stage, counts: Sequence[int]) -> list[float]:
    """The upper edge of each segment, from the foot up."""
    return [stage.base - stage.tall(total) for total in accumulate(counts)]


def _segments(stage: _Stage, x: float, counts: Sequence[int]) -> Iterator[Markup]:
    for rung_, (count, top) in enumerate(zip(counts, _tops(stage, counts), strict=True)):
        if count:
            tall = max(stage.tall(count) - 3, 2)
            css, radius = f"b{stage.shades[rung_]}", min(3, tall / 2)
            yield bar(x, top + 1.5, stage.bar, tall, css=css, radius=radius)


def _numbers(stage: _Stage, x: float, counts: Sequence[int]) -> Iterator[Markup]:
    beside: list[tuple[float, int]] = []
    for rung_, (count, top) in enumerate(zip(counts, _tops(stage, counts), strict=True)):
        middle = top + stage.tall(count) / 2
        fits = stage.tall(count) >= _INSIDE and text_width(str(count)) <= stage.bar
        if count and fits:
            shade = stage.shades[rung_]
            yield text(x + stage.bar / 2, middle + 5, str(count), css=f"c-in t{shade}")
        elif count and 5 + text_width(str(count)) <= stage.step - stage.bar:
            beside.insert(0, (middle, count))  # a longer one has no room: the table says it
    heights = spread(
        [middle for middle, _ in beside], gap=LINE - 2, low=stage.top - 4, high=stage.base - 6
    )
    for height, (_, count) in zip(heights, beside, strict=True):
        yield text(x + stage.bar + 5, height + 5, str(count), css="c-lab c-num")


def _labels(stage: _Stage, labels: Sequence[str]) -> Iterator[Markup]:
    """The words under the bars, the last one always; those that would touch it are left out."""
    limit = float("inf")
    for index in reversed(range(len(labels))):
        half = text_width(labels[index]) / 2
        middle = max(index * stage.step + stage.bar / 2, half)
        middle = min(middle, stage.width - half)
        if middle + half > limit:
            continue
        limit = middle - half - CHARACTER
        yield text(middle, stage.height - 8, labels[index], css="c-lab", anchor="middle")


def _names(
    stage: _Stage, columns: Sequence[Column], names: Sequence[str], *, signs: bool = True
) -> Iterator[Markup]:
    """The names beside the last bar, those that any bar shows, kept off each other.

    `signs`: of rungs, each with its sign.
    """
    if not columns:
        return
    last = columns[-1][1]
    known = [rung_ for rung_ in range(len(names)) if any(counts[rung_] for _, counts in columns)]
    known.reverse()  # from the top down
    tops = _tops(stage, last)
    wanted = [tops[rung_] + stage.tall(last[rung_]) / 2 for rung_ in known]
    left = (len(columns) - 1) * stage.step + stage.bar
    heights = spread(wanted, gap=_NAME_GAP, low=stage.top, high=stage.base - 8)
    for height, rung_ in zip(heights, known, strict=True):
        if signs:
            place = f"translate({number(left + 32)} {number(height - 9)}) scale(.75)"
            yield element("g", *rung_strokes(rung_), class_="rung", transform=place)
        indent = 80 if signs else 36
        yield text(left + indent, height + 5, names[rung_], css="c-lab c-name")

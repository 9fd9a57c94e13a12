"""Several figures over the same months: one row of small bars each, every bar with its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from squad.web.drawings.svg import bar, chart, element, number, text, text_width

_WIDE_COLUMNS, _NARROW_COLUMNS = 12, 6
_NUMBER = 18.0  # room for the number above a bar, in px
_NAME = 26.0  # room for the name above its row, where it does not stand beside it, in px
_APART = 12.0  # from one row to the next, in px
_LONGEST = 330.0  # room for a name beside its row, in px
_LABELS = 26.0  # room for the months under the last row, in px


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: its name, a value a month with how it is written, its shade; None: left out."""

    name: str
    values: Sequence[float | None]
    written: Sequence[str]
    shade: str = "3"


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the bars begin, how far it is from one to the next, how much room is above a row."""

    width: float
    left: float
    top: float
    tall: float
    step: float
    months: int


def strips(
    rows: Sequence[Strip],
    labels: Sequence[str],
    *,
    title: str,
    desc: str,
    wide: bool,
    together: bool = True,
) -> Markup:
    """A row of bars for each figure, in a box of 800 or 340 px: the last twelve or six months.

    `together`: all rows on one scale; else each on its own, where their units differ.
    """
    shown = labels[-(_WIDE_COLUMNS if wide else _NARROW_COLUMNS) :]
    count = max(len(shown), 1)
    left = min(max([text_width(row.name) for row in rows], default=0.0) + 12, _LONGEST)
    grid = (
        _Grid(800, left, 0, 44, min((800 - left) / count, 96), count)
        if wide
        else _Grid(340, 0, _NAME, 36, min(340 / count, 84), count)
    )
    highest = max([_highest(row, count) for row in rows], default=1.0)
    y, parts = 0.0, []
    for row in rows:
        own = _highest(row, count)
        tall = max(grid.tall * own / highest, 4) if together else grid.tall
        y += grid.top + _NUMBER + tall
        parts.append(text(0, y if wide else y - tall - _NUMBER - 8, row.name, css="c-lab c-name"))
        parts += _bars(grid, y, row, tall / own)
        y += _APART
    parts += _labels(grid, shown, y + 10)
    return chart(*parts, box=(grid.width, y + _LABELS - 8), title=title, desc=desc)


def _highest(row: Strip, months: int) -> float:
    return max([1.0, *(value for value in row.values[-months:] if value)])


def _bars(grid: _Grid, base: float, row: Strip, unit: float) -> Iterator[Markup]:
    """The bars of a row with their numbers; `unit`: how tall one is, in px."""
    width = max(grid.step * 0.62, 12)
    end = grid.left + (grid.months - 1) * grid.step + width
    yield element("path", class_="c-grid", d=f"M{number(grid.left)} {number(base)}H{number(end)}")
    pairs = zip(row.values[-grid.months :], row.written[-grid.months :], strict=True)
    for index, (value, written) in enumerate(pairs):
        x, tall = grid.left + index * grid.step, max((value or 0) * unit, 2)
        if value:
            css, radius = f"b{row.shade}", min(3, tall / 2)
            yield bar(x, base - tall, width, tall, css=css, radius=radius)
        if text_width(written) <= grid.step:  # a longer one has no room: the table says it
            yield text(x, base - tall - 4, written, css="c-lab c-num")


def _labels(grid: _Grid, labels: Sequence[str], y: float) -> Iterator[Markup]:
    """The months, the last one always; those that would touch the next are left out."""
    limit = float("inf")
    for index in reversed(range(len(labels))):
        long = text_width(labels[index])
        x = min(grid.left + index * grid.step, grid.width - long)
        if x + long <= limit:
            limit = x - 6
            yield text(x, y, labels[index], css="c-lab")

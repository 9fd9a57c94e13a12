"""Counts in a grid, darker where more of a row's people are; the number stands on each cell."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from squad.web.drawings.svg import bar, chart, text

_CELL, _GAP, _HEAD = 40.0, 3.0, 26.0
_SHADES = 4


def heat(
    rows: Sequence[tuple[str, Sequence[int]]],
    heads: Sequence[str],
    *,
    title: str,
    desc: str,
    wide: bool,
) -> Markup:
    """One row for each name with a cell a head, in a box of 800 or 340 px."""
    width, left, name_tall = (800.0, 230.0, 0.0) if wide else (340.0, 0.0, 28.0)
    step = (width - left) / max(len(heads), 1)
    row_tall = _CELL + name_tall + (4 if wide else 8)
    parts = [
        text(left + index * step + step / 2, 15, head, css="c-lab", anchor="middle")
        for index, head in enumerate(heads)
    ]
    for index, (name, counts) in enumerate(rows):
        y = _HEAD + index * row_tall
        parts.append(text(0, y + (25 if wide else 17), name, css="c-lab c-name"))
        parts += _cells(left, y + name_tall, step, counts)
    return chart(*parts, box=(width, _HEAD + len(rows) * row_tall), title=title, desc=desc)


def _cells(left: float, y: float, step: float, counts: Sequence[int]) -> Iterator[Markup]:
    whole = max(sum(counts), 1)
    for index, count in enumerate(counts):
        x, shade = left + index * step, shade_of(count, whole)
        yield bar(x + _GAP / 2, y, step - _GAP, _CELL, css=f"b{shade}", radius=3)
        yield text(x + step / 2, y + _CELL / 2 + 5, str(count), css=f"c-in t{shade}")


def shade_of(count: int, whole: int) -> str:
    """The shade of a part: nobody, then a quarter of the whole at a time, light to dark."""
    if not count:
        return "none"
    return str((_SHADES * count - 1) // whole)

"""How many have come how far: one bar a step, as long as it counts people."""

from collections.abc import Sequence

from markupsafe import Markup

from squad.web.drawings.svg import bar, chart, text, text_width

_WIDE_ROW, _NARROW_ROW, _BAR = 40.0, 56.0, 24.0


def course(steps: Sequence[tuple[str, int]], *, title: str, desc: str, wide: bool) -> Markup:
    """A bar for each step with its name and count, in a box of 800 or 340 px."""
    width, left, row = (800.0, 290.0, _WIDE_ROW) if wide else (340.0, 0.0, _NARROW_ROW)
    most = max([1, *(count for _, count in steps)])
    longest = width - left - text_width(str(most)) - 12
    parts: list[Markup] = []
    for index, (name, count) in enumerate(steps):
        y = index * row + (6 if wide else 24)
        long = longest * count / most
        parts.append(text(0, y + 17 if wide else y - 7, name, css="c-lab c-name"))
        if count:
            parts.append(bar(left, y, max(long, 3), _BAR, css="b2", radius=3))
        parts.append(text(left + long + 8, y + 17, str(count), css="c-lab c-num"))
    return chart(*parts, box=(width, len(steps) * row), title=title, desc=desc)

"""A session as a strip of minutes: the question, what is tried in order, the close."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from squad.web.drawings.svg import chart, element, text

_GAP, _TOP, _TALL = 3.0, 24.0, 30.0
_HEIGHT = 80.0


def minutes_strip(
    parts: Sequence[int], *, ends: tuple[str, str], title: str, desc: str, wide: bool
) -> Markup:
    """Parts as long as they last, in a box of 780 or 340 px; first and last carry their names.

    The numbers above the others are those of the list that stands below the drawing.
    """
    width = 780.0 if wide else 340.0
    return chart(
        *_parts(parts, width),
        text(0, _HEIGHT - 6, ends[0], css="c-lab"),
        text(width, _HEIGHT - 6, ends[1], css="c-lab", anchor="end"),
        box=(width, _HEIGHT),
        title=title,
        desc=desc,
    )


def _parts(parts: Sequence[int], width: float) -> Iterator[Markup]:
    a_minute = width / sum(parts)
    x = 0.0
    for index, minutes in enumerate(parts):
        long, trial = minutes * a_minute, 0 < index < len(parts) - 1
        shade = "s-try" if trial else "s-talk"
        box = {"x": x + _GAP / 2, "y": _TOP, "width": long - _GAP, "height": _TALL}
        yield element("rect", class_=shade, rx=4, **box)
        middle = x + long / 2
        yield text(middle, _TOP + 20, str(minutes), css=f"c-in {shade}-in", anchor="middle")
        if trial:
            yield text(middle, _TOP - 8, str(index), css="c-lab c-name", anchor="middle")
        x += long

"""The step line: held target milestones over time, up to the target, beside the pace agreed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from squad.web.drawings.steps.frame import Box, Frame, frame_of, grid, months
from squad.web.drawings.steps.labels import Labels, along, beside, run_of, slope_of
from squad.web.drawings.svg import CHARACTER, LINE, chart, element, number, text

Point = tuple[date, int]
Drawn = Sequence[tuple[float, float]]
_VALUE_CHARACTER = 11.5  # width of a figure of the 21 px value label, in px
_VALUE_HEIGHT = 16.0  # its height over the base line, in px
_DOT_GAP = 9.0  # dots nearer than this to the one before them are left out, in px
_TICK = 9.0  # height of the stroke that stands for a session, in px


class Closed(NamedTuple):
    """A closed period of the programme; the first and the last day, and its word."""

    first: date
    last: date
    label: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What may stand beside the step line, days ascending, each with its word."""

    targets: Sequence[Point] = ()
    """How many the target holds, from each day on; none: the one target, all along."""
    changes: Sequence[date] = ()
    """Days on which the target became another one."""
    change_label: str = ""
    guides: Sequence[Sequence[tuple[date, float]]] = ()
    """The vertices of each line of a pace."""
    guide_label: str = ""
    ticks: Sequence[date] = ()
    """Days of sessions."""


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
    also: Beside = Beside(),
) -> Markup:
    """Held target milestones (ascending days) as a step line in a box of 780 or 340 px.

    The last point is the day of the report. Days outside of start…end stand at its edge.
    """
    highest = max([target, 1, *(value for _, value in chain(points, also.targets))])
    frame = frame_of(wide, start, end, highest)
    drawn = [(frame.x(day), frame.y(value)) for day, value in points]
    aim = _aim(frame, target, also)
    guides = [[(frame.x(day), frame.y(value)) for day, value in g] for g in also.guides]
    word = target_label if wide else ""
    box = _value_box(frame, points, frame.y(target) if word else None)
    return chart(
        *(_band(frame, period) for period in closed),
        *grid(frame, target),
        *_area(frame, drawn),
        *_target(frame, target, aim, word),
        *_upright(frame, also),
        *map(_guide, guides),
        *months(frame, locale),
        *_line(drawn),
        *_words(frame, closed, also, guides, [*run_of(drawn), *run_of(aim)], box),
        *_last(points, drawn, box),
        box=(frame.width, frame.height),
        title=title,
        desc=desc,
    )


def _aim(frame: Frame, target: int, also: Beside) -> Drawn:
    """The target's own steps, to the right edge."""
    if not target:
        return []
    points = also.targets or [(frame.start, target)]
    drawn = [(frame.x(day), frame.y(value)) for day, value in points]
    return [*drawn, (frame.edge, frame.y(target))]


def _target(frame: Frame, target: int, aim: Drawn, label: str) -> Iterator[Markup]:
    if not aim:
        return
    height = frame.y(target)
    yield element("path", class_="c-target", d=_path(aim))
    yield text(frame.left - 10, height + 4.5, str(target), css="c-lab", anchor="end")
    if label:
        yield text(frame.edge + 10, height + 4.5, label, css="c-lab")


def _upright(frame: Frame, also: Beside) -> Iterator[Markup]:
    """Changes of the target from top to bottom, sessions on the base line."""
    ends = {"c-change": frame.top, "c-sitting": frame.base - _TICK}
    for css, days in (("c-change", also.changes), ("c-sitting", also.ticks)):
        for day in days:
            x = frame.x(day)
            yield element("line", class_=css, x1=x, x2=x, y1=ends[css], y2=frame.base)


def _strokes(frame: Frame, also: Beside) -> Iterator[Box]:
    """What those cover."""
    for day in also.ticks:
        yield Box(frame.x(day) - 2, frame.base - _TICK, frame.x(day) + 2, frame.base)
    for day in also.changes:
        yield Box(frame.x(day), frame.top, frame.x(day), frame.base)


def _words(
    frame: Frame,
    closed: Sequence[Closed],
    also: Beside,
    guides: Sequence[Drawn],
    lines: Iterable[Box],
    value: Box | None,
) -> Labels:
    """The words inside of the plot; the note under the drawing says those that find no room."""
    slopes = (box for guide in guides for box in slope_of(guide))
    taken = [*lines, *_strokes(frame, also), *slopes, *([value] if value else [])]
    labels = Labels(frame, taken)
    for period in sorted(closed):
        middle = (frame.x(period.first) + frame.x(period.last)) / 2
        labels.write(period.label, [(middle, frame.top + 22), (middle, frame.base - 14)])
    for day in also.changes if also.change_label else ():
        labels.write(also.change_label, beside(frame.x(day), also.change_label, frame))
    if guides and also.guide_label:
        labels.write(also.guide_label, along(guides[-1], also.guide_label))
    return labels


def _guide(drawn: Drawn) -> Markup:
    vertices = "L".join(f"{number(x)} {number(y)}" for x, y in drawn)
    return element("path", class_="c-guide", d=f"M{vertices}")


def _band(frame: Frame, period: Closed) -> Markup:
    left, right = frame.x(period.first), frame.x(period.last)
    return element(
        "rect",
        class_="c-closed",
        x=left,
        y=frame.top,
        width=right - left,
        height=frame.base - frame.top,
    )


def _path(drawn: Drawn) -> str:
    first = f"M{number(drawn[0][0])} {number(drawn[0][1])}"
    return first + "".join(f"H{number(x)}V{number(y)}" for x, y in drawn[1:])


def _area(frame: Frame, drawn: Drawn) -> Iterator[Markup]:
    if drawn:
        closing = f"V{number(frame.base)}H{number(drawn[0][0])}Z"
        yield element("path", class_="c-area", d=_path(drawn) + closing)


def _line(drawn: Drawn) -> Iterator[Markup]:
    if not drawn:
        return
    yield element("path", class_="c-line", d=_path(drawn))
    kept = float("-inf")
    for x, y in drawn[1:-1]:
        if x - kept >= _DOT_GAP:
            kept = x
            yield element("circle", class_="c-pt", cx=x, cy=y, r=3.2)


def _last(points: Sequence[Point], drawn: Drawn, box: Box | None) -> Iterator[Markup]:
    if box is None:
        return
    yield element("circle", class_="c-end", cx=drawn[-1][0], cy=drawn[-1][1], r=6)
    yield text(box.left, box.bottom, str(points[-1][1]), css="c-val")


def _value_box(frame: Frame, points: Sequence[Point], target_y: float | None) -> Box | None:
    """The place of the last value: beside its dot, or above where that has no room."""
    if not points:
        return None
    day, value = points[-1]
    x, y = frame.x(day), frame.y(value)
    width = len(str(value)) * _VALUE_CHARACTER
    if _fits_right(frame, x + 12 + width, y, target_y):
        return Box(x + 12, y + 6 - _VALUE_HEIGHT, x + 12 + width, y + 6)
    left = max(x - width, frame.left + CHARACTER)
    return Box(left, y - 12 - _VALUE_HEIGHT, left + width, y - 12)


def _fits_right(frame: Frame, right: float, y: float, target_y: float | None) -> bool:
    """Whether a label that ends at `right` is clear of the edge and of the target's word."""
    if right > frame.width:
        return False
    if target_y is None or right < frame.edge + 6:
        return True
    return abs(y - target_y) >= LINE + 4

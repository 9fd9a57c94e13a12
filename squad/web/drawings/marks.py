"""The marks of milestones: shape first, colour second; the word is always in the text beside."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from squad.web.drawings.svg import element, picture

PITCH = 20  # from one mark of a row to the next, in px

_SHAPES: Mapping[str, tuple[Markup, ...]] = {
    "held": (element("circle", class_="m-held", cx=9, cy=9, r=7.5),),
    "start": (element("rect", class_="m-held", x=2, y=2, width=14, height=14, rx=3),),
    "confirm": (
        element("circle", class_="m-ringc", cx=9, cy=9, r=6.6),
        element("path", class_="m-half", d="M9 2.4a6.6 6.6 0 0 0 0 13.2z"),
    ),
    "next": (element("circle", class_="m-ring", cx=9, cy=9, r=6.6),),
    "refresh": (
        element("circle", class_="m-ringh", cx=9, cy=9, r=6.6),
        element("circle", class_="m-held", cx=9, cy=9, r=3.4),
    ),
    "aside": (element("path", class_="m-dash", d="M4 9h10"),),
    "out": (element("circle", class_="m-out", cx=9, cy=9, r=2),),
}
STATES = tuple(_SHAPES)
_DONE = frozenset({"held", "start", "refresh", "aside"})


def mark(state: str, size: int = 18) -> Markup:
    """The mark of one state (see STATES); a KeyError names a state that has none."""
    return picture(*_SHAPES[state], css="mark", box=(18, 18), size=(size, size))


def area_cell(states: Sequence[str]) -> Markup:
    """The marks of one area and stage in a row; a complete stage is joined into a rung."""
    if not states:
        return Markup("")
    reach = PITCH * (len(states) - 1)
    width = 18 + reach
    # A stage is complete when nothing in it is still to do; one that is only set aside is not.
    complete = _DONE.issuperset(states) and set(states) != {"aside"}
    join = (element("path", class_="m-join", d=f"M9 9H{9 + reach}"),) if complete and reach else ()
    marks = (
        element("g", *_SHAPES[state], transform=f"translate({index * PITCH} 0)")
        for index, state in enumerate(states)
    )
    return picture(*join, *marks, css="mark", box=(width, 18), size=(width, 18))


def beads(states: Sequence[str]) -> Markup:
    """One bead a target milestone, 20 a line by the style sheet; the words stand beside it."""
    row = Markup("").join(mark(state, 17) for state in states)
    return Markup('<span class="beads" aria-hidden="true">{}</span>').format(row)

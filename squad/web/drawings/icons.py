"""Small icons; each stands beside its word."""

from collections.abc import Mapping

from markupsafe import Markup

from squad.web.drawings.svg import element, picture

_READERS: Mapping[int, tuple[Markup, ...]] = {
    1: (element("circle", class_="m-held", cx=9, cy=9, r=4),),
    2: (
        element("circle", class_="m-held", cx=5.2, cy=9, r=4),
        element("circle", class_="m-half", cx=12.8, cy=9, r=4),
    ),
    3: (
        element("circle", class_="m-held", cx=3.5, cy=9, r=2.6),
        element("circle", class_="m-half", cx=9, cy=9, r=2.6),
        element("circle", class_="m-ringh", cx=14.5, cy=9, r=1.9),
    ),
}


def tick(size: int = 36) -> Markup:
    """The green tick of “Saved”."""
    return picture(
        element("circle", class_="ok-fill", cx=16, cy=16, r=15),
        element("path", class_="ok-tick", d="M9.5 16.5l4.5 4.5 8.5-9.5"),
        css="tick",
        box=(32, 32),
        size=(size, size),
    )


def warning(size: int = 20) -> Markup:
    """The triangle beside a field's error."""
    return picture(
        element("path", class_="err-stroke", d="M9 2.2L16.4 15.4H1.6Z"),
        element("path", class_="err-stroke", d="M9 7v4M9 13.2v.1"),
        css="warning",
        box=(18, 18),
        size=(size, size),
    )


def readers(count: int = 2, size: int = 18) -> Markup:
    """Who reads a field: one dot is oneself, two are the pair, three more people than the pair."""
    return picture(*_READERS[count], css="readers", box=(18, 18), size=(size, size))

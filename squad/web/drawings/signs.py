"""The ladder sign: a dash (I speak), two that meet (we talk), a hand that holds the other."""

from functools import cache

from markupsafe import Markup

from squad.web.drawings.svg import element, picture


def sign(reached: int = 3, size: int = 34, title: str = "") -> Markup:
    """The sign with the rungs up to `reached` full and the others dotted; 20 px or more."""
    return picture(
        *_sign_rung(3, reached),
        *_sign_rung(2, reached),
        *_sign_rung(1, reached),
        css="sign",
        box=(32, 32),
        size=(size, size),
        title=title,
    )


def _sign_rung(rung_: int, reached: int) -> tuple[Markup, ...]:
    off = "" if reached >= rung_ else " off"
    if rung_ == 1:
        return (element("path", class_=f"me{off}", d="M4 28H13"),)
    if rung_ == 2:
        return (
            element("path", class_=f"me{off}", d="M4 19H13"),
            element("path", class_=f"you{off}", d="M19 19H28"),
        )
    return (
        element("path", class_=f"me{off}", d="M4 5C5.5 14.5 26.5 14.5 28 5"),
        element("circle", class_=f"youdot{off}", cx=16, cy=4.6, r=3),
    )


@cache
def rung_strokes(rung_: int, off: bool = False) -> tuple[Markup, ...]:
    """The strokes of one rung on its 48 × 24 grid, to be put in a drawing or a chart."""
    css = " off" if off else ""
    strokes: dict[int, tuple[Markup, ...]] = {
        0: (element("circle", class_=f"dot{css}", cx=5, cy=12, r=3),),
        1: (element("path", class_=f"me{css}", d="M5 12H20"),),
        2: (
            element("path", class_=f"me{css}", d="M5 12H20"),
            element("path", class_=f"you{css}", d="M28 12H43"),
        ),
        3: (
            element("path", class_=f"me{css}", d="M5 7.5C7.5 22.5 40.5 22.5 43 7.5"),
            element("circle", class_=f"youdot{css}", cx=24, cy=6.6, r=4.4),
        ),
    }
    return strokes[int(rung_)]


@cache
def rung(rung: int, off: bool = False, w: int = 48, h: int = 24) -> Markup:
    """One rung of the ladder (0…3), dotted when it is `off`; its word always stands beside it."""
    return picture(*rung_strokes(rung, off), css="rung", box=(48, 24), size=(w, h))

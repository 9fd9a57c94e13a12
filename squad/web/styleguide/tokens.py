"""Colours and type sizes as tables show them, each with a drawn sample."""

import re

from flask_babel import format_decimal
from markupsafe import Markup

from squad.resources import STATIC
from squad.web.contrast import PAIRS, contrast, themes
from squad.web.drawings.svg import element, picture

_TEXT_SIZES = frozenset(
    {"t-s", "t-dense", "t-field", "t-m", "t-deck", "t-big", "t-chart", "t-chart-value"}
)
_SIZE = re.compile(r"--(t-[\w-]+): ([^;]+);")
Row = tuple[Markup, str, str, str, str]


def colour_rows() -> list[Row]:
    """(sample, names, contrast in light and in dark, least asked) for each pair that is used."""
    known = themes()
    return [
        (
            _on(front, ground),
            f"{front} / {ground}",
            _ratio(contrast(known["light"][front], known["light"][ground])),
            _ratio(contrast(known["dark"][front], known["dark"][ground])),
            str(format_decimal(least)),
        )
        for front, ground, least in PAIRS
    ]


def type_rows() -> list[tuple[str, str, Markup]]:
    """(token, its value, a sample) for each size of type, in the order of the sheet."""
    text = (STATIC / "css" / "01-tokens.css").read_text("utf-8")
    screen = text[: text.index("@media")]
    return [(name, value, _sized(name)) for name, value in _SIZE.findall(screen)]


def _ratio(value: float) -> str:
    """Cut, not rounded: 4.49 is not 4.5."""
    return str(format_decimal(int(value * 10) / 10))


# A presentation attribute, not a style: the policy of the page lets no style in.
def _on(front: str, ground: str) -> Markup:
    return picture(
        element("rect", width=48, height=32, rx=6, fill=f"var(--{ground})"),
        element("circle", cx=16, cy=16, r=8, fill=f"var(--{front})"),
        element("path", d="M30 10h12M30 16h12M30 22h8", stroke=f"var(--{front})", stroke_width=2.5),
        css="swatch",
        box=(48, 32),
        size=(48, 32),
    )


def _sized(name: str) -> Markup:
    face = "text" if name in _TEXT_SIZES else "voice"
    words = element(
        "text", "Aa 12", x=0, y=46, fill="currentColor",
        font_size=f"var(--{name})", font_family=f"var(--{face})",
    )  # fmt: skip
    return picture(words, css="swatch", box=(160, 60), size=(160, 60))

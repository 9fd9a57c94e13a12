"""Contrast of the colours that pages put on each other, read from the one file that holds them."""

import re
from collections.abc import Mapping
from functools import cache

from squad.resources import STATIC

TEXT, SHAPE, APART = 4.5, 3.0, 1.15
"""Least contrast of text and of shapes (WCAG 2.2, 1.4.3 and 1.4.11), and of neighbours in a bar."""
_GROUNDS = ("paper", "surface", "sunk", "me-soft")
_TINTS = ("you-soft", "ok-soft", "err-soft")
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(("ink", ground, TEXT) for ground in (*_GROUNDS, *_TINTS)),
    *(("ink-2", ground, TEXT) for ground in _GROUNDS),
    *(("me", ground, TEXT) for ground in (*_GROUNDS, *_TINTS)),
    *(("me-hover", ground, TEXT) for ground in (*_GROUNDS, *_TINTS)),
    *(("you", ground, SHAPE) for ground in _GROUNDS),
    *(("edge", ground, SHAPE) for ground in _GROUNDS),
    *(("focus", ground, SHAPE) for ground in (*_GROUNDS, *_TINTS)),
    *((f"on-l{rung}", f"l{rung}", TEXT) for rung in range(4)),
    ("on-me", "me", TEXT),
    ("on-me", "me-hover", TEXT),
    ("you-text", "you-soft", TEXT),
    ("you-text", "paper", TEXT),
    ("you-edge", "paper", SHAPE),
    ("you-edge", "you-soft", SHAPE),
    ("err", "paper", TEXT),
    ("err", "surface", TEXT),
    ("err", "err-soft", SHAPE),
    ("ok", "paper", SHAPE),
    ("ok", "ok-soft", SHAPE),
    ("paper", "ok", SHAPE),
    ("l2", "paper", SHAPE),
    ("l3", "paper", SHAPE),
    ("l1", "l0", APART),
    ("l2", "l1", APART),
    ("l3", "l2", APART),
    ("code-ink", "code-paper", TEXT),
)
"""Each pair that is used, (front, ground, least); the ring of focus stands off its control."""
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
_THEMES = {
    "light": ":root {",
    "dark": "@media (prefers-color-scheme: dark)",
    "paper": "@media print",
}


@cache
def colours_set(theme: str) -> Mapping[str, str]:
    """The colours that the sheet of tokens sets for a theme, `#rrggbb` by name."""
    text = (STATIC / "css" / "01-tokens.css").read_text("utf-8")
    start = text.index(_THEMES[theme])
    return dict(_COLOUR.findall(text[start : text.index("\n}", start)]))


@cache
def themes() -> Mapping[str, Mapping[str, str]]:
    """All colours of each theme: what dark and paper do not set is as in light."""
    return {theme: {**colours_set("light"), **colours_set(theme)} for theme in _THEMES}


def contrast(one: str, other: str) -> float:
    """The ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

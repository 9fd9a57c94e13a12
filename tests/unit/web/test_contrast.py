"""Every pair of colours that the pages use, measured in both themes and on paper."""

import re

import pytest

from squad.resources import STATIC, TEMPLATES

TEXT, SHAPE, APART = 4.5, 3.0, 1.15
GROUNDS = ("paper", "surface", "sunk", "me-soft")
PAIRS = [
    *(("ink", ground, TEXT) for ground in (*GROUNDS, "you-soft", "ok-soft", "err-soft")),
    *(("ink-2", ground, TEXT) for ground in GROUNDS),
    *(("me", ground, TEXT) for ground in (*GROUNDS, "you-soft", "ok-soft", "err-soft")),
    *(("me-hover", ground, TEXT) for ground in GROUNDS),
    *(("you", ground, SHAPE) for ground in GROUNDS),
    *(("edge", ground, SHAPE) for ground in GROUNDS),
    *(("focus", ground, SHAPE) for ground in ("paper", "surface", "err-soft", "you-soft")),
    *((f"on-l{rung}", f"l{rung}", TEXT) for rung in range(4)),
    ("on-me", "me", TEXT),
    ("on-me", "me-hover", TEXT),
    ("you-text", "you-soft", TEXT),
    ("you-text", "paper", TEXT),
    ("you-edge", "paper", SHAPE),
    ("err", "paper", TEXT),
    ("err", "surface", TEXT),
    ("err", "err-soft", SHAPE),
    ("ok", "paper", SHAPE),
    ("ok", "ok-soft", SHAPE),
    ("l2", "paper", SHAPE),
    ("l3", "paper", SHAPE),
    ("l1", "l0", APART),
    ("l2", "l1", APART),
    ("l3", "l2", APART),
    ("code-ink", "code-paper", TEXT),
]
TOKENS = (STATIC / "css" / "01-tokens.css").read_text("utf-8")
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")


def block(condition: str) -> dict[str, str]:
    start = TOKENS.index(condition)
    return dict(COLOUR.findall(TOKENS[start : TOKENS.index("\n}", start)]))


LIGHT = block(":root {")
THEMES = {
    "light": LIGHT,
    "dark": LIGHT | block("@media (prefers-color-scheme: dark)"),
    "paper": LIGHT | block("@media print"),
}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_the_standard_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_has_contrast(theme, front, ground, least):
    colours = THEMES[theme]
    assert contrast(colours[front], colours[ground]) >= least


def test_dark_and_print_set_every_colour_of_light():
    fixed = {"code-ink", "code-paper"}
    assert block("@media (prefers-color-scheme: dark)").keys() == LIGHT.keys() - fixed
    assert block("@media print").keys() == LIGHT.keys() - fixed - {"focus"}


def sheets() -> list:
    return sorted((STATIC / "css").glob("*.css"))


def rules(sheet) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)


def test_only_the_tokens_hold_raw_colours_and_type_sizes():
    for sheet in sheets()[1:]:
        text = rules(sheet)
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", text), sheet.name
        if not sheet.name.startswith("99-print"):
            assert not re.findall(r"font(?:-size)?:[^;]*?[\d.](?:rem|px|pt)\b", text), sheet.name


def test_every_token_that_is_used_is_set_and_every_one_set_is_used():
    everything = "\n".join(rules(sheet) for sheet in sheets())
    assert set(re.findall(r"var\(--([\w-]+)", everything)) == set(
        re.findall(r"--([\w-]+):", everything)
    )


def test_the_browser_s_bar_has_the_colour_of_the_page():
    base = (TEMPLATES / "_layouts" / "base.html").read_text("utf-8")
    shown = dict(re.findall(r'prefers-color-scheme: (\w+)\)" content="(#\w{6})"', base))
    assert shown == {name: THEMES[name]["paper"] for name in ("light", "dark")}

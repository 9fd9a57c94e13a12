"""Every pair of colours that the pages use, measured in both themes and on paper."""

import re

import pytest

from squad.resources import STATIC, TEMPLATES
from squad.web.contrast import PAIRS, TEXT, colours_set, contrast, themes

LOOK = {
    # token: light, dark, as look.md has them
    "paper": ("#faf8f7", "#181218"), "surface": ("#ffffff", "#211a21"),
    "sunk": ("#f2edef", "#2a212a"), "ink": ("#2a1b2b", "#f3ecf1"), "ink-2": ("#5f4f5c", "#c2b4be"),
    "me": ("#5b2a59", "#d8bbd9"), "me-soft": ("#f0e5ef", "#3a2a39"),
    "you": ("#b8741a", "#ecb55c"), "you-text": ("#7c4a00", "#f2c883"),
    "you-soft": ("#fbedd6", "#3a2c16"), "edge": ("#83707d", "#958390"),
    "line": ("#ddd3d9", "#43363f"), "err": ("#9b2c1f", "#f5a698"),
    "err-soft": ("#fbe9e5", "#43231e"), "ok": ("#22623f", "#8fd3ac"),
    "ok-soft": ("#e3f1e8", "#1b3226"), "focus": ("#1f5fbf", "#8db8ff"),
    "l0": ("#e4dbe0", "#4a3d48"), "l1": ("#c3a3c0", "#7d6079"),
    "l2": ("#8d5a8a", "#b389b0"), "l3": ("#4a2048", "#ead6ea"),
}  # fmt: skip
MEASURED = [
    # front, ground, light, dark: the figures that look.md gives
    ("ink", "paper", 15.4, 15.9), ("ink", "me-soft", 13.3, 11.5),
    ("ink-2", "paper", 7.2, 9.3), ("ink-2", "me-soft", 6.2, 6.7),
    ("me", "paper", 10.3, 10.6), ("on-me", "me", 10.9, 9.3), ("me", "me-soft", 8.9, 7.7),
    ("you", "paper", 3.6, 10.0), ("you", "me-soft", 3.1, 7.2), ("you-text", "you-soft", 6.4, 8.6),
    ("edge", "paper", 4.3, 5.2), ("edge", "sunk", 4.0, 4.4), ("err", "paper", 7.2, 9.5),
    ("ok", "paper", 6.9, 10.6), ("focus", "paper", 5.8, 9.2),
]  # fmt: skip
# Hairlines and bands that carry no meaning, and what an outline of its own makes visible.
DECORATION = {"line", "sunk", "surface", "me-soft", "l0", "l1"}
NAMED = re.compile(r"(?<![\w-])([\w-]+):([^;{}]*var\(--[^;{}]*);")
TOKEN = re.compile(r"var\(--([\w-]+)")


def test_the_measure_is_the_standard_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_has_contrast(theme, front, ground, least):
    colours = themes()[theme]
    assert contrast(colours[front], colours[ground]) >= least


def test_dark_and_print_set_every_colour_of_light():
    fixed, light = {"code-ink", "code-paper"}, colours_set("light")
    assert colours_set("dark").keys() == light.keys() - fixed
    assert colours_set("paper").keys() == light.keys() - fixed - {"focus"}


def test_the_colours_are_those_of_the_look():
    light, dark = themes()["light"], themes()["dark"]
    assert {name: (light[name], dark[name]) for name in LOOK} == LOOK


@pytest.mark.parametrize(("front", "ground", "light", "dark"), MEASURED)
def test_the_look_s_own_figures_hold(front, ground, light, dark):
    for theme, figure in (("light", light), ("dark", dark)):
        found = contrast(themes()[theme][front], themes()[theme][ground])
        assert found == pytest.approx(figure, abs=0.06)


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


def declared() -> list[tuple[str, dict[str, list[str]]]]:
    """(selectors, {property: its tokens}) of each rule of each sheet."""
    found = []
    for sheet in sheets()[1:]:
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules(sheet)):
            used = {name: TOKEN.findall(value) for name, value in NAMED.findall(body)}
            if used:
                found.append((f"{sheet.name}: {selectors.strip()}", used))
    return found


def test_text_on_a_ground_of_its_own_is_a_pair_that_is_measured():
    measured = {(front, ground) for front, ground, least in PAIRS if least == TEXT}
    for where, used in declared():
        for ground in used.get("background", ()):
            for front in used.get("color", ()):
                assert (front, ground) in measured, where


def test_every_colour_that_is_used_is_measured():
    text = {front for front, _ground, least in PAIRS if least == TEXT}
    shapes = {name for pair in PAIRS for name in pair[:2]} | DECORATION
    colours = set(themes()["light"])
    for where, used in declared():
        assert set(used.get("color", ())) <= text, where
        assert {name for names in used.values() for name in names} & colours <= shapes, where


def test_the_browser_s_bar_has_the_colour_of_the_page():
    base = (TEMPLATES / "_layouts" / "base.html").read_text("utf-8")
    shown = dict(re.findall(r'prefers-color-scheme: (\w+)\)" content="(#\w{6})"', base))
    assert shown == {name: themes()[name]["paper"] for name in ("light", "dark")}

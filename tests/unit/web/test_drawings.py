"""The sign, the marks and the icons: well-formed, escaped, without style."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from squad.resources import STATIC
from squad.web import drawings

NASTY = "<script>alert(\"x\")</script> & 'y'"


def parse(drawing: Markup) -> ET.Element:
    assert isinstance(drawing, Markup)
    root = ET.fromstring(str(drawing))
    for node in root.iter():
        assert "style" not in node.attrib
        assert not [name for name in node.attrib if name.startswith("on")]
    return root


def small_drawings() -> list[Markup]:
    return [
        *(drawings.sign(reached) for reached in range(4)),
        *(drawings.rung(number, off) for number in range(4) for off in (False, True)),
        *(drawings.mark(state) for state in drawings.STATES),
        drawings.area_cell(drawings.STATES),
        drawings.area_cell(["held", "start"]),
        drawings.beads(["held"] * 21),
        drawings.tick(),
        drawings.warning(),
        drawings.readers(2),
        drawings.readers(3),
    ]


def test_without_a_title_a_drawing_is_hidden_from_readers_aloud():
    for drawing in small_drawings():
        assert parse(drawing).attrib["aria-hidden"] == "true"


def test_every_class_of_a_drawing_has_a_rule():
    sheets = "\n".join(sheet.read_text("utf-8") for sheet in (STATIC / "css").glob("*.css"))
    ruled = set(re.findall(r"\.([a-z][\w-]*)", sheets))
    structural = {"tick", "warning", "readers"}  # names to find them by; the context sets them
    used = {
        name
        for drawing in small_drawings()
        for node in parse(drawing).iter()
        for name in node.attrib.get("class", "").split()
    }
    assert used - structural <= ruled


def test_the_sign_tells_its_title_and_escapes_it():
    root = parse(drawings.sign(2, 40, NASTY))
    assert root.attrib["role"] == "img"
    assert root.find("title").text == NASTY
    assert "aria-hidden" not in root.attrib


@pytest.mark.parametrize("reached", range(4))
def test_the_sign_dots_what_is_not_reached(reached):
    strokes = [
        node.attrib["class"] for node in parse(drawings.sign(reached)) if "class" in node.attrib
    ]
    full = [css for css in strokes if "off" not in css]
    assert len(full) == {0: 0, 1: 1, 2: 3, 3: 5}[reached]


def test_each_state_has_a_shape_of_its_own():
    shapes = {str(drawings.mark(state)) for state in drawings.STATES}
    assert len(shapes) == 7


def test_an_unknown_state_is_refused():
    with pytest.raises(KeyError):
        drawings.mark("brilliant")


@pytest.mark.parametrize(
    ("states", "joined"),
    [
        (["held", "start"], True),
        (["held", "refresh", "aside"], True),
        (["held", "confirm"], False),
        (["held", "next"], False),
        (["out", "out"], False),
        (["aside", "aside"], False),
        (["held"], False),
    ],
)
def test_a_complete_stage_is_joined_into_a_rung(states, joined):
    classes = [node.attrib.get("class") for node in parse(drawings.area_cell(states)).iter()]
    assert ("m-join" in classes) is joined


def test_a_stage_without_milestones_draws_nothing():
    assert drawings.area_cell([]) == ""


@given(st.lists(st.sampled_from(drawings.STATES), max_size=60))
def test_there_is_one_bead_a_milestone(states):
    assert len(parse(drawings.beads(states)).findall("svg")) == len(states)


@given(st.lists(st.sampled_from(drawings.STATES), min_size=1, max_size=8))
def test_a_cell_is_as_wide_as_its_marks(states):
    root = parse(drawings.area_cell(states))
    assert len(root.findall("g")) == len(states)
    assert float(root.attrib["width"]) == 18 + 20 * (len(states) - 1)

"""The strip of a session's minutes: as long as the parts last, well-formed, escaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.web import drawings
from tests.unit.web.test_drawings import NASTY, parse

SVG = "{http://www.w3.org/2000/svg}"


def strip(parts, *, wide=True, ends=("Question", "Close")):
    root = parse(drawings.minutes_strip(parts, ends=ends, title="T", desc="D", wide=wide))
    return root, [node for node in root.iter() if node.tag.removeprefix(SVG) == "rect"]


@given(st.lists(st.integers(3, 60), min_size=3, max_size=8), st.booleans())
def test_parts_fill_the_strip_in_proportion(parts, wide):
    root, boxes = strip(parts, wide=wide)
    width = float(root.get("viewBox").split()[2])
    starts = [float(box.get("x")) for box in boxes]
    assert len(boxes) == len(parts)
    assert starts == sorted(starts)
    longs = [float(box.get("width")) + 3 for box in boxes]
    assert sum(longs) == pytest.approx(width, abs=0.1 * len(parts))
    for long, minutes in zip(longs, parts, strict=True):
        assert long == pytest.approx(width * minutes / sum(parts), abs=0.1)


def test_first_and_last_are_talk_and_the_others_are_numbered():
    root, boxes = strip((5, 10, 15, 10, 5))
    assert [box.get("class") for box in boxes] == ["s-talk", *["s-try"] * 3, "s-talk"]
    words = [node.text for node in root.iter() if node.tag.removeprefix(SVG) == "text"]
    assert words == ["5", "10", "1", "15", "2", "10", "3", "5", "Question", "Close"]


def test_names_are_escaped():
    drawn = drawings.minutes_strip((5, 5, 5), ends=(NASTY, "x"), title=NASTY, desc="", wide=False)
    assert "<script>" not in drawn

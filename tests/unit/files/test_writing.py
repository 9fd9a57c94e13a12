"""CSV out: what was written is read back, and nothing runs as a formula."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.files.reading import read_table
from squad.files.writing import defuse, write_csv

LEADS = ["=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize("lead", LEADS)
def test_formulas_are_defused(lead):
    assert defuse(f"{lead}1+1") == f"'{lead}1+1"


@pytest.mark.parametrize("text", ["", "Hélène", "a=b", "1-2", "'quoted", " =1"])
def test_other_text_is_left_alone(text):
    assert defuse(text) == text


def test_a_file_byte_for_byte():
    pieces = write_csv(
        ["Name", "n"],
        [["Roy, «Hélène»", 3], ['say "hi"', -1.5], [None, True], [date(2026, 12, 1), "=1+1"]],
    )
    assert "".join(pieces) == (
        '"Name","n"\r\n"Roy, «Hélène»",3\r\n"say ""hi""",-1.5\r\n"","true"\r\n'
        '"2026-12-01","\'=1+1"\r\n'
    )


def test_the_mark_for_excel_comes_once_and_first():
    pieces = list(write_csv(["a"], [["b"]], bom=True))
    assert pieces[0].startswith("\ufeff") and "\ufeff" not in "".join(pieces)[1:]


def test_rows_are_streamed():
    asked = []

    def rows():
        for number in range(3):
            asked.append(number)
            yield [number]

    pieces = write_csv(["n"], rows())
    next(pieces)
    assert asked == []
    next(pieces)
    assert asked == [0]


NASTY = st.text("=+-@＝;,\t\r\n\"' ax", max_size=12)


@given(st.lists(NASTY, min_size=1, max_size=4), st.sampled_from([",", ";"]))
def test_no_cell_begins_like_a_formula_when_opened_as_it_was_written(cells, delimiter):
    text = "".join(write_csv(["h"] * len(cells), [cells], delimiter=delimiter))
    for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        assert not any(cell.startswith(tuple(LEADS)) for cell in record)


@given(st.lists(NASTY, min_size=1, max_size=4))
def test_nor_when_a_french_excel_opens_a_file_with_commas(cells):
    text = "".join(write_csv(["h"] * len(cells), [cells]))
    for sign in (";", "\t"):
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            assert not any(cell.startswith(tuple("=+-@＝")) for cell in record)


READABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff=+-@＝＋－＠#;")
)


@given(st.lists(READABLE.map(lambda text: "x" + text), min_size=2, max_size=5), st.booleans())
def test_what_is_written_is_read_back(cells, bom):
    text = "".join(write_csv([f"h{n}" for n in range(len(cells))], [cells], bom=bom))
    assert read_table(text.encode(), "a.csv").rows[0].cells == tuple(cells)

"""Tables as files: typed, whole or visibly not, in pieces."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from squad.files.tables.layout import Laid
from squad.files.tables.shapes import Column, Kind, Table
from squad.files.tables.text import csv_pieces, gathered, json_pieces
from squad.files.tables.workbook import xlsx_pieces

KINDS = [Kind.TEXT, Kind.NUMBER, Kind.DAY, Kind.YES_NO]


def laid(rows, title="People"):
    return Laid(
        title=title,
        heads=["t", "n", "d", "b"],
        kinds=KINDS,
        rows=rows,
        definitions=[["Column"], ["t"]],
        yes_no=("yes", "no"),
        delimiter=";",
        bom=True,
        cut_short="not whole",
    )


def failing():
    yield ["a", 1, None, True]
    raise RuntimeError


def read_until_it_fails(pieces):
    found = []
    with pytest.raises(RuntimeError):
        found.extend(gathered(pieces))
    return b"".join(found)


ROWS = st.lists(
    st.tuples(
        st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20),
        st.integers(-(10**9), 10**9),
        st.dates(date(1950, 1, 1), date(2100, 1, 1)),
        st.booleans(),
    ),
    max_size=5,
)


@pytest.fixture
def words(monkeypatch):
    monkeypatch.setattr("squad.files.tables.workbook._", str)


@given(rows=ROWS)
def test_a_workbook_gives_back_each_cell_as_what_it_is(rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("squad.files.tables.workbook._", str)
        data = b"".join(xlsx_pieces(laid(rows)))
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["People", "Definitions"]
    head, *cells = book.get_sheet_by_index(0).to_python()
    assert head == ["t", "n", "d", "b"]
    assert [tuple(row) for row in cells] == rows


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("title", ["A/B: [c]?*", "x" * 40, "'", "::"])
def test_any_title_names_a_sheet(title):
    assert next(xlsx_pieces(laid([], title)))


@pytest.mark.usefixtures("words")
def test_a_workbook_that_fails_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(RuntimeError):
        next(xlsx_pieces(laid(failing())))
    assert list(tmp_path.iterdir()) == []


def test_a_csv_that_fails_says_so_in_its_last_line():
    text = read_until_it_fails(csv_pieces(laid(failing()))).decode()
    assert text.splitlines() == ['\ufeff"t";"n";"d";"b"', '"a";1;"";"yes"', '"not whole"']


def test_json_that_fails_is_no_json():
    rows = ({"t": row[0]} for row in failing())
    text = read_until_it_fails(json_pieces({"a": 1}, rows))
    with pytest.raises(ValueError):
        json.loads(text)


def test_json_is_an_object_with_its_rows_last():
    text = b"".join(json_pieces({"a": None}, [{"b": 1}, {"b": 2}]))
    assert json.loads(text) == {"a": None, "rows": [{"b": 1}, {"b": 2}]}


def test_columns_keep_the_order_of_the_table_and_none_known_is_all():
    columns = [Column(code, code, code) for code in "abc"]
    table = Table("t", "t", columns, [[1, 2, 3]])
    narrow = table.only(["c", "x", "a"])
    assert ([c.code for c in narrow.columns], list(narrow.rows)) == (["a", "c"], [[1, 3]])
    assert table.only(["x"]) is table

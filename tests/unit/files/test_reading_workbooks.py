"""XLSX: values as text, places of errors, and files made to hurt."""

import io
import zipfile

import pytest

from squad.files.problems import FileCode, FileProblem
from squad.files.reading import read_table
from squad.files.table import MAX_CELL, MAX_ROWS
from tests.unit.files.workbooks import (
    DATE,
    DATE_TIME,
    DURATION,
    TIME,
    sheet,
    workbook,
)

GOOD = sheet([["Nom", "N"], ["Hélène", 1]])


def read(*sheets, **options):
    return read_table(workbook(*sheets, **options), "people.xlsx")


def refused(data):
    with pytest.raises(FileProblem) as caught:
        read_table(data, "people.xlsx")
    return caught.value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Hélène & <Zoé>", "Hélène & <Zoé>"),
        ("one_x000D_\ntwo", "one\ntwo"),
        (12, "12"),
        (12.0, "12"),
        (-3.5, "-3.5"),
        (1e20, "1e+20"),
        (True, "true"),
        (False, "false"),
        (f'<c s="{DATE}"><v>46357</v></c>', "2026-12-01"),
        (f'<c s="{DATE_TIME}"><v>46357.5</v></c>', "2026-12-01T12:00:00"),
        (f'<c s="{DATE_TIME}"><v>46357</v></c>', "2026-12-01"),
        (f'<c s="{DURATION}"><v>1.53125</v></c>', "36:45"),
        (f'<c s="{TIME}"><v>0.5</v></c>', "12:00:00"),
        ('<c t="d"><v>2026-12-01</v></c>', "2026-12-01"),
        ('<c t="str"><f>A1</f><v>cached</v></c>', "cached"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c t="str"><f>""</f><v></v></c>', ""),
    ],
)
def test_cells_become_text(value, text):
    assert read(sheet([["a", "b"], ["x", value]])).rows[0].cells == ("x", text)


def test_the_first_visible_sheet_that_holds_something():
    other = sheet([["other"], ["x"]])
    assert read(sheet([]), other, GOOD).headers == ("other",)
    assert read(other, GOOD, hidden={0}).headers == ("Nom", "N")


def test_shared_strings():
    cells = '<c t="s"><v>1</v></c>'
    shared = "<sst><si><t>no</t></si><si><r><t>Hé</t></r><r><t>lène</t></r></si></sst>"
    table = read(sheet([["Nom"], [cells]]), parts={"xl/sharedStrings.xml": shared}.items())
    assert table.rows[0].cells == ("Hélène",)


def test_lines_are_rows_of_the_sheet_wherever_the_table_begins():
    table = read(sheet([["a", "b"], [None], ["1", "2"]], top=4, left=2))
    assert table.headers == ("", "", "a", "b")
    assert (table.header_line, table.rows[0].line) == (4, 6)
    assert table.rows[0].cells == ("", "", "1", "2")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('<c t="e"><v>#N/A</v></c>', FileCode.ERROR_CELL),
        ("<c><f>1+1</f></c>", FileCode.FORMULA_WITHOUT_VALUE),
        ("x" * (MAX_CELL + 1), FileCode.CELL_TOO_LONG),
        ("bell _x0007_", FileCode.CONTROL_CHARACTER),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(value, code):
    problem = refused(workbook(sheet([["a", "b"], ["1", "2"], ["3", value]])))
    assert (problem.code, problem.line, problem.column) == (code, 3, "B")


def test_a_cell_beside_the_headers_is_named():
    problem = refused(workbook(sheet([["a"], ["1", None, "x"]])))
    assert (problem.code, problem.line, problem.column) == (FileCode.TOO_MANY_CELLS, 2, "C")


def test_two_cells_in_opposite_corners_do_not_end_the_process():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    problem = refused(workbook(GOOD.replace("</sheetData>", far)))
    assert problem.code in {FileCode.TOO_MANY_ROWS, FileCode.TOO_MANY_COLUMNS}


def test_two_cells_in_opposite_corners_without_their_row():
    far = '<row><c r="A1048576"><v>1</v></c></row></sheetData>'
    assert refused(workbook(GOOD.replace("</sheetData>", far))).code == FileCode.TOO_MANY_ROWS


def test_styled_but_empty_cells_far_away_are_nothing():
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    assert len(read(GOOD.replace("</sheetData>", far)).rows) == 1


def test_one_long_text_shared_by_many_cells():
    shared = f"<sst><si><t>{'x' * MAX_CELL}</t></si></sst>"
    rows = [["a"], *[['<c t="s"><v>0</v></c>'] for _ in range(2_500)]]
    data = workbook(sheet(rows), parts={"xl/sharedStrings.xml": shared}.items())
    assert refused(data).code == FileCode.TOO_MUCH_TEXT


def test_too_many_rows():
    rows = "".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, MAX_ROWS + 3))
    xml = sheet([]).replace("<sheetData>", f"<sheetData>{rows}")
    assert refused(workbook(xml)).code in {FileCode.TOO_MANY_ROWS, FileCode.UNPACKS_TOO_BIG}


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = {"xl/media/image1.png": "0" * 30_000_000}
    assert refused(workbook(GOOD, parts=bomb.items())).code == FileCode.UNPACKS_TOO_BIG


def test_very_many_parts():
    parts = {f"xl/media/{n}.png": "" for n in range(2_100)}
    assert refused(workbook(GOOD, parts=parts.items())).code == FileCode.UNPACKS_TOO_BIG


@pytest.mark.parametrize(
    "xml",
    [
        "not xml",
        "",
        "<worksheet><sheetData><row></sheetData></worksheet>",
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + GOOD.replace("Nom", "&b;"),
        GOOD.replace('r="A1"', 'r="?1"'),
        GOOD.replace('<row r="2"', '<row r="-2"'),
        GOOD.replace('t="inlineStr"', 't="s"').replace("<is>", "<v>9</v><is>"),
    ],
)
def test_damaged_sheets(xml):
    assert refused(workbook(xml)).code == FileCode.UNREADABLE_WORKBOOK


@pytest.mark.parametrize("name", ["xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
def test_missing_parts(name):
    code = refused(workbook(GOOD, without={name})).code
    assert code in {FileCode.UNREADABLE_WORKBOOK, FileCode.EMPTY_FILE}


def test_a_zip_that_is_no_workbook():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(packed.getvalue()).code == FileCode.OTHER_DOCUMENT


def test_other_ways_of_packing_are_refused():
    data = workbook(GOOD, compression=zipfile.ZIP_LZMA)
    assert refused(data).code == FileCode.UNREADABLE_WORKBOOK


def test_a_damaged_archive():
    data = workbook(GOOD)
    assert refused(data[: len(data) // 2]).code == FileCode.UNREADABLE_WORKBOOK
    middle = len(data) // 3
    torn = data[:middle] + bytes(50) + data[middle + 50 :]
    assert refused(torn).code == FileCode.UNREADABLE_WORKBOOK


def test_two_sheets_of_one_name():
    data = workbook(GOOD, GOOD)
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'"S2"', b'"S1"')
    assert refused(workbook(parts=parts.items())).code == FileCode.UNREADABLE_WORKBOOK

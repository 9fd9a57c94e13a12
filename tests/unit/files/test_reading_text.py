"""CSV as HR systems and French Excel write it, and as nobody should."""

import pytest

from squad.files.problems import FileCode, FileProblem
from squad.files.reading import MAX_BYTES, read_table
from squad.files.table import MAX_CELL, MAX_COLUMNS, MAX_ROWS

PEOPLE = "Matricule;Prénom\r\nE1;Hélène\r\nE2;Zoé\r\n"


def table(data, name="people.csv"):
    return read_table(data if isinstance(data, bytes) else data.encode(), name)


def refused(data, name="people.csv"):
    with pytest.raises(FileProblem) as caught:
        table(data, name)
    return caught.value


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_every_encoding_that_excel_writes(encoding):
    read = table(PEOPLE.encode(encoding))
    assert read.headers == ("Matricule", "Prénom")
    assert [row.cells for row in read.rows] == [("E1", "Hélène"), ("E2", "Zoé")]


def test_utf16_big_endian_with_mark():
    assert table(b"\xfe\xff" + PEOPLE.encode("utf-16-be")).rows[0].cells == ("E1", "Hélène")


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_separator_and_line_end(sign, end):
    read = table(PEOPLE.replace(";", sign).replace("\r\n", end))
    assert [(row.line, row.cells) for row in read.rows] == [
        (2, ("E1", "Hélène")),
        (3, ("E2", "Zoé")),
    ]


@pytest.mark.parametrize("line", ["sep=|", "SEP=|", '"sep=|"'])
def test_the_sep_line_wins_and_counts_as_a_line(line):
    read = table(f"{line}\r\na;b|c\r\n1;2|3\r\n")
    assert read.headers == ("a;b", "c")
    assert [(row.line, row.cells) for row in read.rows] == [(3, ("1;2", "3"))]


def test_commas_in_names_do_not_hide_the_separator():
    read = table("Nom, prénom;Courriel\nRoy, Hélène;h@x.fr\nLee, Bo;b@x.fr\n")
    assert read.headers == ("Nom, prénom", "Courriel")
    assert read.rows[1].cells == ("Lee, Bo", "b@x.fr")


def test_a_single_column_is_a_table():
    assert table("E-mail\na@x.fr\n").rows[0].cells == ("a@x.fr",)


def test_lines_are_physical_lines_where_records_begin():
    read = table('a;b\r\n"one\r\ntwo\rthree";x\r\n\r\nlast;y\r\n')
    assert [(row.line, row.cells) for row in read.rows] == [
        (2, ("one\ntwo\nthree", "x")),
        (6, ("last", "y")),
    ]


def test_quotes_doubled_inside():
    assert table('a;b\n"say ""hi""; now";12" screen\n').rows[0].cells == (
        'say "hi"; now',
        '12" screen',
    )


def test_blank_rows_and_columns_are_left_out_and_short_rows_filled():
    read = table("\n;;;\na;b;;\n1;;\n;;;\n2;3;;\n\u00a0;;;\n")
    assert read.headers == ("a", "b")
    assert [(row.line, row.cells) for row in read.rows] == [(4, ("1", "")), (6, ("2", "3"))]
    assert read.header_line == 3


def test_too_many_cells_names_line_and_column():
    problem = refused("a;b\n1;2\n1;2;3\n")
    assert (problem.code, problem.line, problem.column) == (FileCode.TOO_MANY_CELLS, 3, "C")
    assert problem.params["found"] == 3 and problem.params["expected"] == 2


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("", FileCode.EMPTY_FILE, None),
        (" \r\n\t\r\n", FileCode.EMPTY_FILE, None),
        (";;\n;;\n", FileCode.EMPTY_FILE, None),
        ("a;b\n;;\n", FileCode.NO_ROWS, 1),
        ("a;b\n1;x\x00y\n", FileCode.CONTROL_CHARACTER, 2),
        ("a;b\r1;2\r3;\x1b4\r", FileCode.CONTROL_CHARACTER, 3),
        ('a;b\n1;2\n"3;4\n5;6\n', FileCode.OPEN_QUOTE, 3),
        ('a;b\n1;2\n"3"x;4\n', FileCode.STRAY_QUOTE, 3),
        ("a;b\n1;#N/A\n", FileCode.ERROR_CELL, 2),
        ("a;b\n1;#VALEUR!\n", FileCode.ERROR_CELL, 2),
        ("a;b\n1;" + "x" * (MAX_CELL + 1), FileCode.CELL_TOO_LONG, 2),
        ('a;b\n1;"' + "x" * 140_000, FileCode.CELL_TOO_LONG, 2),
        (";".join("c" * (MAX_COLUMNS + 1)) + "\n1\n", FileCode.TOO_MANY_COLUMNS, 1),
        ("a\n" + "1\n" * (MAX_ROWS + 1), FileCode.TOO_MANY_ROWS, MAX_ROWS + 2),
        ("é;b\n1;ü\n".encode() + b"2;\xe9\n", FileCode.MIXED_ENCODING, 3),
        ("\ufeffa;b\n1;".encode() + b"\xe9\n", FileCode.MIXED_ENCODING, 2),
        (b"a;b\n1;\x81\n", FileCode.UNKNOWN_ENCODING, 2),
        ("nom;b\n1;2\nHélène;x\n".encode("mac-roman"), FileCode.UNKNOWN_ENCODING, 3),
        ("nom;b\nRené;x\n".encode("mac-roman"), FileCode.UNKNOWN_ENCODING, 2),
        ("a;b\n1;2\n".encode("utf-32"), FileCode.UNKNOWN_ENCODING, 1),
        (b"\xff\xfea\x00;\x00b", FileCode.MIXED_ENCODING, 1),
    ],
)
def test_refusals_have_a_code_and_a_line(data, code, line):
    problem = refused(data)
    assert (problem.code, problem.line) == (code, line)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"PK\x03\x04rest", "a.csv", FileCode.WORKBOOK_NAMED_TEXT),
        (b"a;b\n1;2\n", "a.xlsx", FileCode.TEXT_NAMED_WORKBOOK),
        (b"<html><table><tr><td>a", "a.xlsx", FileCode.WEB_PAGE),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><html>", "a.csv", FileCode.WEB_PAGE),
        ("<table><tr>".encode("utf-16"), "a.csv", FileCode.WEB_PAGE),
        (b"<?xml version='1.0'?><Workbook/>", "a.xls", FileCode.OLD_OR_LOCKED_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "a.xlsx", FileCode.OLD_OR_LOCKED_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "a.csv", FileCode.OLD_OR_LOCKED_WORKBOOK),
        (b"%PDF-1.7", "a.csv", FileCode.OTHER_DOCUMENT),
        (b"a;b\n1;2\n", "a", FileCode.UNKNOWN_KIND),
        (b"a;b\n1;2\n", "a.docx", FileCode.UNKNOWN_KIND),
        (b"a" * (MAX_BYTES + 1), "a.csv", FileCode.FILE_TOO_BIG),
    ],
)
def test_name_and_content_must_agree(data, name, code):
    assert refused(data, name).code == code


def test_the_limits_themselves_are_allowed():
    assert len(table("a\n" + "1\n" * MAX_ROWS).rows) == MAX_ROWS
    assert len(table("a\n" + "x" * MAX_CELL).rows[0].cells[0]) == MAX_CELL
    wide = ";".join(f"c{n}" for n in range(MAX_COLUMNS))
    assert len(table(f"{wide}\n1\n").headers) == MAX_COLUMNS


def test_capitals_in_the_ending_and_a_path_do_not_matter():
    assert read_table(b"a;b\n1;2\n", "C:/dossier/Effectif.CSV").headers == ("a", "b")

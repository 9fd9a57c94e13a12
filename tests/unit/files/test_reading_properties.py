"""Valid files read back exactly; damaged ones give a table or a problem, nothing else."""

import contextlib
import re
from collections import Counter

from hypothesis import HealthCheck, event, given, settings, target
from hypothesis import strategies as st

from squad.files.decoding import decode
from squad.files.delimited import parse_delimited
from squad.files.messages import sentence
from squad.files.problems import FileProblem
from squad.files.reading import read_table
from tests.unit.files.strategies import csv_files, damaged, files, tables
from tests.unit.files.workbooks import sheet, workbook

SUITE = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def as_read(cell):
    return cell.replace("\r\n", "\n").replace("\r", "\n")


@SUITE
@given(files(tables()))
def test_a_valid_file_reads_back(file):
    name, data, rows = file
    table = read_table(data, name)
    assert list(table.headers) == rows[0]
    assert [list(row.cells) for row in table.rows] == [
        [as_read(cell) for cell in row] for row in rows[1:]
    ]
    lines = [table.header_line, *(row.line for row in table.rows)]
    assert lines == sorted(set(lines))


def read_or_refuse(file):
    name, data = file
    try:
        table = read_table(data, name)
    except FileProblem as problem:
        event(f"refused: {problem.code}")
        assert sentence(problem).endswith(".")  # noqa: PT017 (whatever the problem, it is said)
        return None
    event("read")
    assert {len(row.cells) for row in table.rows} == {len(table.headers)}
    return table


@SUITE
@given(damaged(files(tables())))
def test_a_damaged_file_gives_a_table_or_a_problem(file):
    read_or_refuse(file)


def test_half_of_the_damaged_texts_get_past_the_decoder():
    counts = Counter()

    @SUITE
    @given(damaged(csv_files(tables())))
    def count(file):
        _name, data = file
        counts["all"] += 1
        with contextlib.suppress(FileProblem):
            text = decode(data)
            counts["decoded"] += 1
            target(float(len(text)), label="decoded characters")
        read_or_refuse(file)

    count()
    assert counts["decoded"] * 2 >= counts["all"], counts


@SUITE
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx"]), st.booleans())
def test_any_bytes_give_a_table_or_a_problem(data, name, packed):
    read_or_refuse((name, b"PK\x03\x04" + data if packed else data))


@SUITE
@given(st.text("ab;,\t|\"\r\n '=xé", max_size=60))
def test_any_text_gives_a_table_or_a_problem(text):
    with contextlib.suppress(FileProblem):
        table = parse_delimited(text)
        assert table.rows


ODD_PLACES = ("A0", "A1", "B2", "XFD1048576", "ZZZ9999999", "&#65;1", "a3", "1048577", "", "-1")
ODD_VALUES = ("0", "99999999999", "1e308", "nan", "2026-13-45", "_x0000_")
ODD_KINDS = ("s", "e", "b", "d", "n", "str", "inlineStr")
ODD = st.sampled_from(ODD_PLACES) | st.sampled_from(ODD_VALUES) | st.sampled_from(ODD_KINDS)


@SUITE
@given(st.lists(st.tuples(st.integers(0, 40), ODD), min_size=1, max_size=4), st.booleans())
def test_odd_cells_inside_a_sound_package(changes, shared):
    """Attributes and values exchanged for odd ones: past the archive, up to the native reader."""
    styled = "".join(f'<c s="{n}" t="n"><v>{n}.5</v></c>' for n in range(5))
    xml = sheet([list("abcde"), ["text", 3, True]]).replace(
        "</sheetData>", f"<row>{styled}</row></sheetData>"
    )
    pieces = re.split(r'(?<=")([^"<>]*)(?="[ >/])|(?<=<v>)([^<]*)', xml)
    for place, odd in changes:
        at = [i for i, piece in enumerate(pieces) if piece is not None and i % 3][place % 20]
        pieces[at] = odd
    strings = [("xl/sharedStrings.xml", "<sst><si><t>one</t></si></sst>")] if shared else []
    data = workbook("".join(piece or "" for piece in pieces), parts=strings)
    read_or_refuse(("a.xlsx", data))

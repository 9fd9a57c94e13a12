"""Valid files read back exactly; damaged ones give a table or a problem, nothing else."""

import contextlib
from collections import Counter

from hypothesis import HealthCheck, event, given, settings, target
from hypothesis import strategies as st

from squad.files.decoding import decode
from squad.files.delimited import parse_delimited
from squad.files.messages import sentence
from squad.files.problems import FileProblem
from squad.files.reading import read_table
from tests.unit.files.strategies import csv_files, damaged, files, tables

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

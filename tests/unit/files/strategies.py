"""Valid files in every form that the reader promises to read, and ways to damage them."""

import csv
import io

from hypothesis import strategies as st

from tests.unit.files.workbooks import sheet, workbook

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark", "utf-16-le", "cp1252")
# What every encoding above can say; no sign that some separator or formula uses to begin a cell.
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789éèêàçôïüœŒ’«» -_.'()&/+=:!?"
WORDS = st.text(LETTERS, min_size=1, max_size=20).map(lambda text: "m" + text.strip())
TEXTS = WORDS | st.text(LETTERS + ';,|"\t\n', max_size=20).map(lambda text: f"m{text}m")


def encoded(text, encoding):
    if encoding == "utf-16-be-mark":
        return b"\xfe\xff" + text.encode("utf-16-be")
    return text.encode(encoding)


def as_csv(records, *, delimiter, end, quoting, sep_line):
    out = io.StringIO(newline="")
    if sep_line:
        out.write(f"sep={delimiter}{end}")
    if any("\n" in cell for record in records for cell in record):
        quoting = csv.QUOTE_ALL  # the writer quotes only the line end that it writes itself
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows(records)
    return out.getvalue()


@st.composite
def csv_files(draw, records):
    """(file name, bytes) of a valid CSV that holds `records`, the first being the headers."""
    rows = draw(records)
    text = as_csv(
        rows,
        delimiter=draw(st.sampled_from(";,\t|")),
        end=draw(st.sampled_from(["\r\n", "\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        sep_line=draw(st.booleans()),
    )
    tail = draw(st.sampled_from(["", "\r\n\r\n", "\n"]))
    return "file.csv", encoded(text + tail, draw(st.sampled_from(ENCODINGS))), rows


@st.composite
def xlsx_files(draw, records):
    """The same as a workbook, somewhere on its sheet."""
    rows = draw(records)
    xml = sheet(rows, top=draw(st.integers(1, 40)))
    before = [sheet([])] * draw(st.integers(0, 1))
    return "file.xlsx", workbook(*before, xml), rows


def files(records):
    """A valid file of either kind."""
    return csv_files(records) | xlsx_files(records)


@st.composite
def damaged(draw, valid):
    """A valid file, then a few bytes or pieces changed, lost, doubled or added."""
    name, data, _rows = draw(valid)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 6))
        piece = draw(
            st.binary(max_size=3)
            | st.sampled_from(
                [b'"', b";", b"\r\n", b"\x00", "é".encode(), b"\xe9", b"=1+1", b"#N/A"]
            )
        )
        data = data[:at] + piece + data[at + length :]
    if draw(st.integers(0, 9)) == 0:
        name = draw(st.sampled_from(["file.csv", "file.xlsx", "file.txt", "file"]))
    return name, data


@st.composite
def tables(draw):
    """Records of one width with distinct headers and no blank first cell."""
    width = draw(st.integers(2, 6))
    headers = [f"{draw(WORDS)}{number}" for number in range(width)]
    rows = draw(
        st.lists(
            st.lists(TEXTS | st.just(""), min_size=width, max_size=width), min_size=1, max_size=6
        )
    )
    return [headers, *[["m" + row[0], *row[1:]] for row in rows]]

"""Example files, as downloads that spreadsheets open."""

from collections.abc import Iterable, Sequence

from flask import Response

from squad.files.messages import in_french
from squad.files.writing import Cell, write_csv


def example_day(iso: str) -> str:
    """A day as the reader's spreadsheet shows it: day first in French."""
    return "/".join(reversed(iso.split("-"))) if in_french() else iso


def send_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A CSV file that Excel opens as it is in the reader's language: semicolons in French."""
    delimiter = ";" if in_french() else ","
    content = "".join(write_csv(columns, rows, delimiter=delimiter, bom=True))
    response = Response(content, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response

"""Example files, as downloads that spreadsheets open."""

from collections.abc import Iterable, Sequence

from flask import Response
from flask_babel import get_locale

from squad.files.writing import Cell, write_csv


def send_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A CSV file that Excel opens as it is in the reader's language: semicolons in French."""
    french = str(get_locale()).startswith("fr")
    content = "".join(write_csv(columns, rows, delimiter=";" if french else ",", bom=True))
    response = Response(content, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response

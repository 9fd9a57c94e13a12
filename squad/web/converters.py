"""Typed parts of addresses."""

from datetime import date

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

LARGEST_ID = 2**63 - 1


def read_id(text: str) -> int:
    """An id out of a query or a form; ValueError for what no column can hold."""
    number = int(text)
    if not 0 < number <= LARGEST_ID:
        raise ValueError(text)
    return number


def read_number(text: object) -> int | None:
    """An id or a version out of a form; None for whatever is none."""
    try:
        return read_id(str(text))
    except ValueError:
        return None


class IdConverter(IntegerConverter):
    """A row's id: a positive whole number that fits the column."""

    def __init__(self, map: object) -> None:  # noqa: A002  Werkzeug's own name
        super().__init__(map, min=1, max=LARGEST_ID)  # type: ignore[arg-type]  # it is the map


class DayConverter(BaseConverter):
    """A day: 2026-12-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: date) -> str:
        return value.isoformat()


def configure_converters(app: Flask) -> None:
    """Let rules say <id:…> and <day:…>."""
    app.url_map.converters["id"] = IdConverter
    app.url_map.converters["day"] = DayConverter

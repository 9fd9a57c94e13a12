"""`squad report`: the same figures as the pages, on standard output or in a file."""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from squad.db.unit_of_work import unit_of_work
from squad.files.writing import write_csv
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.reports import contract
from squad.reports.actions import note_reading
from squad.reports.documents.making import cohort_document_of, document_of
from squad.reports.messages import ReportProblem
from squad.reports.queries.brought import find_brought_totals
from squad.reports.queries.circulated import load_circulated
from squad.reports.queries.cohort import Ask, load_cohort
from squad.reports.queries.mentees import Place, find_mentee_id, list_places
from squad.reports.queries.programmes import card_of, find_by_code
from squad.reports.queries.ratings import find_ratings_in_groups
from squad.reports.queries.report import load_report
from squad.reports.shapes import ProgrammeCard, Reader
from squad.web.languages import language

FORMATS = ("json", "csv", "pdf")

_format = click.option("--format", "format_", default="json", help="json, csv or pdf.")
_as_of = click.option("--as-of", default=None, metavar="DATE", help="As known then: 2026-12-01.")
_output = click.option("--output", default=None, metavar="FILE", help="A file instead.")


@click.group("report")
def report() -> None:
    """Write progress reports."""


@report.command("cohort")
@click.argument("programme")
@_format
@_as_of
@_output
@with_appcontext
def report_cohort(programme: str, format_: str, as_of: str | None, output: str | None) -> None:
    """Write the report of a programme, by its code."""
    _check_format(format_)
    card = find_by_code(programme)
    if card is None:
        raise DomainError(ReportProblem.NO_PROGRAMME, programme=programme)
    ask = Ask(as_of=_day(as_of, card), size=None, export=True, groups=True)
    if format_ == "pdf":
        _put(cohort_document_of(load_circulated(card, ask.as_of), language()), output)
        return
    cohort = load_cohort(card, Reader.OPERATOR, ask)
    _note(card, [row.person.id for row in cohort.rows], format_)
    said = find_ratings_in_groups(card, ask.as_of), find_brought_totals(card, ask.as_of)
    _write(format_, contract.cohort_json(cohort, *said), contract.cohort_table(cohort), output)


@report.command("mentee")
@click.argument("email")
@click.option("--programme", default=None, metavar="CODE", help="The latest one without it.")
@_format
@_as_of
@_output
@with_appcontext
def report_mentee(
    email: str, programme: str | None, format_: str, as_of: str | None, output: str | None
) -> None:
    """Write the report of one mentee, by e-mail address."""
    _check_format(format_)
    mentee_id = find_mentee_id(email)
    if mentee_id is None:
        raise DomainError(ReportProblem.NO_PERSON, email=email)
    card = _programme_of(list_places(mentee_id), programme, email)
    if not card.named:
        raise DomainError(ReportProblem.GROUPS_ONLY, programme=card.code)
    eyes = Reader.HR if format_ == "pdf" else Reader.OPERATOR
    found = load_report(card, mentee_id, eyes, as_of=_day(as_of, card))
    if found is None:
        raise DomainError(ReportProblem.NO_PAIRING, email=email)
    _note(card, [mentee_id], format_)
    if format_ == "pdf":
        _put(document_of(found, language()), output)
        return
    table = (contract.PERSON_COLUMNS, [contract.person_row(found.figures)])
    _write(format_, contract.report_json(found), table, output)


def _note(programme: ProgrammeCard, mentee_ids: list[int], format_: str) -> None:
    """Whoever is taken along sees it, as when it is done in the browser."""
    with unit_of_work():
        note_reading(
            by=None,
            reader=Reader.OPERATOR,
            programme_id=programme.id,
            mentee_ids=mentee_ids,
            what=f"export_{format_}",
        )


def _programme_of(places: list[Place], code: str | None, email: str) -> ProgrammeCard:
    if code is not None and find_by_code(code) is None:
        raise DomainError(ReportProblem.NO_PROGRAMME, programme=code)
    for place in places:
        if code is None or place.programme.code == code:
            return card_of(place.programme)
    raise DomainError(ReportProblem.NO_PAIRING, email=email)


def _check_format(format_: str) -> None:
    if format_ not in FORMATS:
        raise DomainError(ReportProblem.FORMAT, value=format_)


def _day(value: str | None, programme: ProgrammeCard) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise DomainError(ReportProblem.DAY_FORM, value=value) from None
    if day > clock.today(programme.time_zone):
        raise DomainError(ReportProblem.DAY_TO_COME, value=value)
    return day


def _write(format_: str, data: Any, table: contract.Table, output: str | None) -> None:
    pieces: Iterable[str]
    if format_ == "json":
        pieces = [json.dumps(data, ensure_ascii=False, indent=2), "\n"]
    else:
        pieces = write_csv(*table)
    _put("".join(pieces).encode(), output)


def _put(content: bytes, output: str | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except OSError:
        raise DomainError(ReportProblem.OUTPUT, path=output) from None

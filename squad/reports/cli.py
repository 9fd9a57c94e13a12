"""`squad report`: the same figures as the pages, on standard output or in a file."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import click
from flask.cli import with_appcontext

from squad.db.unit_of_work import unit_of_work
from squad.files.tables.formats import TYPES
from squad.files.tables.layout import in_codes
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.kernel.ids import new_key
from squad.reports.actions import in_noted_batches, note_export
from squad.reports.documents.making import cohort_document_of, document_of
from squad.reports.messages import ReportProblem
from squad.reports.queries.circulated import load_circulated
from squad.reports.queries.cohort import Ask, iter_figures, load_cohort
from squad.reports.queries.mentees import Place, find_mentee_id, list_places
from squad.reports.queries.programmes import card_of, find_by_code
from squad.reports.queries.report import load_report
from squad.reports.shapes import MenteeFigures, ProgrammeCard, Reader
from squad.reports.tables.people import PEOPLE
from squad.reports.taking import cohort_file, mentee_file
from squad.web.languages import language

FORMATS = (*TYPES, "pdf")

_format = click.option("--format", "format_", default="json", help="json, csv, xlsx or pdf.")
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
    ask = Ask(as_of=_day(as_of, card), size=0, export=True, groups=True)
    if format_ == "pdf":
        document = cohort_document_of(load_circulated(card, ask.as_of), language())
        _write(iter([document]), output)
        return
    cohort = load_cohort(card, Reader.OPERATOR, ask)
    _note(card, PEOPLE, format_)
    ask = replace(ask, as_of=cohort.as_of)
    _write(cohort_file(cohort, _people(card, ask, format_), format_, lay=in_codes), output)


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
    _note(card, "mentee", format_, mentee_id)
    if format_ == "pdf":
        _write(iter([document_of(found, language())]), output)
        return
    _write(mentee_file(found, format_, lay=in_codes), output)


def _people(programme: ProgrammeCard, ask: Ask, format_: str) -> Iterable[MenteeFigures]:
    batches = in_noted_batches(
        iter_figures(programme, Reader.OPERATOR, ask),
        by=None,
        reader=Reader.OPERATOR,
        programme_id=programme.id,
        format_=format_,
    )
    return chain.from_iterable(batches)


def _note(programme: ProgrammeCard, table: str, format_: str, *mentee_ids: int) -> None:
    """Whoever is taken along sees it, as when it is done in the browser."""
    with unit_of_work():
        note_export(
            by=None,
            reader=Reader.OPERATOR,
            programme_id=programme.id,
            table=table,
            format_=format_,
            mentee_ids=mentee_ids,
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


def _write(pieces: Iterator[bytes], output: str | None) -> None:
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    try:
        _write_file(pieces, Path(output))
    except OSError:
        raise DomainError(ReportProblem.OUTPUT, path=output) from None


def _write_file(pieces: Iterator[bytes], path: Path) -> None:
    """All of it or nothing: what is cut short never stands under the name that was asked for."""
    if path.exists() and not path.is_file():  # a pipe, a device: it has no name to be given later
        with path.open("wb") as device:
            device.writelines(pieces)
        return
    part = path.with_name(f"{path.name}.{new_key()}.part")
    try:
        with part.open("xb") as file:
            file.writelines(pieces)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

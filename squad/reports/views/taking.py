"""Taking along a programme's people and tables, one person's figures, what is behind one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.files.tables.formats import file_of, send_file
from squad.files.tables.layout import in_words
from squad.reports.actions import choose_columns as keep_columns
from squad.reports.actions import in_noted_batches, note_export
from squad.reports.forms import ColumnsForm
from squad.reports.queries.cohort import Ask, cohort_for, iter_figures
from squad.reports.queries.columns import find_columns
from squad.reports.queries.programmes import list_readable, reader_of_cohort
from squad.reports.queries.traces import load_traced
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import MenteeFigures, ProgrammeCard, Reader
from squad.reports.tables.people import PEOPLE, in_chapters, people_columns
from squad.reports.tables.registry import OF_PROGRAMME
from squad.reports.tables.traces import trace_table
from squad.reports.taking import cohort_file, mentee_file
from squad.reports.texts import gettext as _
from squad.reports.views.asking import asked, read_ask, read_day
from squad.reports.views.cohort import chosen_programme
from squad.reports.views.finding import find_report
from squad.reports.views.traces import read_subject


@requires(Permission.READ_COHORT)
def export_cohort(format_: str) -> Response:
    """Everybody who fits the filters of the page, row by row; as JSON the whole report."""
    programme = chosen_programme(list_readable(viewer()))
    reader = reader_of_cohort(viewer(), programme.id) or abort(404)
    ask = read_ask(reader, export=True)
    cohort = cohort_for(
        viewer(), programme, replace(ask, size=0, groups=format_ == "json")
    ) or abort(404)
    note_export(
        by=viewer(), reader=reader, programme_id=programme.id, table=PEOPLE, format_=format_
    )
    ask = replace(ask, as_of=cohort.as_of)
    people = _people(programme, reader, ask, format_)
    pieces = cohort_file(cohort, people, format_, lay=in_words, columns=_columns())
    return send_file(pieces, f"{programme.code}-{cohort.as_of}", format_)


def _people(
    programme: ProgrammeCard, reader: Reader, ask: Ask, format_: str
) -> Iterator[MenteeFigures]:
    """The people of an export, none of them read yet."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  a proxy
    batches = in_noted_batches(
        iter_figures(programme, reader, ask),
        by=viewer(),
        reader=reader,
        programme_id=programme.id,
        format_=format_,
    )
    return _apart(app, batches)


def _apart(app: Flask, batches: Iterator[Sequence[MenteeFigures]]) -> Iterator[MenteeFigures]:
    """Each batch read in a context of its own: the request is over while its answer leaves."""
    batch: Sequence[MenteeFigures] | None = ()
    while batch is not None:
        yield from batch
        with app.app_context():
            batch = next(batches, None)


@requires(Permission.READ_COHORT)
def export_table(table: str, format_: str) -> Response:
    """A table of the whole programme; nothing in it is about a person, so nobody gets a receipt."""
    programme = chosen_programme(list_readable(viewer()))
    reader = reader_of_cohort(viewer(), programme.id) or abort(404)
    load = OF_PROGRAMME.get(table) or abort(404)
    found = load(programme, reader, read_day()) or abort(404)
    note_export(by=viewer(), reader=reader, programme_id=programme.id, table=table, format_=format_)
    pieces = file_of(found, format_, head={"programme": programme.code})
    return send_file(pieces, f"{programme.code}-{table}", format_)


@requires(Permission.READ_REPORT)
def export_mentee(mentee_id: int, format_: str) -> Response:
    """The figures of someone's report."""
    report = find_report(mentee_id, as_of=read_day()) or abort(404)
    _note(report, "mentee", format_)
    pieces = mentee_file(report, format_, lay=in_words)
    return send_file(pieces, _name(report), format_)


@requires(Permission.READ_REPORT)
def export_trace(mentee_id: int, format_: str) -> Response:
    """What is behind a figure of someone's report."""
    subject = read_subject() or abort(404)
    report = find_report(mentee_id, as_of=read_day(), brief=True) or abort(404)
    _note(report, "trace", format_)
    found = trace_table(report, load_traced(report, subject).trace)
    head = {"programme": report.programme.code, "figure": subject.figure.value}
    return send_file(file_of(found, format_, head=head), f"{_name(report)}-trace", format_)


def _note(report: MenteeReport, table: str, format_: str) -> None:
    note_export(
        by=viewer(),
        reader=report.reader,
        programme_id=report.programme.id,
        mentee_ids=[report.figures.person.id],
        table=table,
        format_=format_,
    )


def _name(report: MenteeReport) -> str:
    return f"{report.programme.code}-{report.figures.person.id}-{report.figures.as_of}"


def _columns() -> Sequence[str]:
    """The columns that the address asks for, else those that this person chose."""
    wanted = request.args.get("columns", "").replace(",", " ").split()
    return wanted or find_columns(viewer(), PEOPLE)


@requires(Permission.READ_COHORT)
def choose_columns() -> ResponseReturnValue:
    """Which columns of the people one takes along, from now on."""
    programme = chosen_programme(list_readable(viewer()))
    columns = people_columns(programme.framework)
    form = ColumnsForm()
    if form.validate_on_submit():
        chosen = () if form.everything.data else form.among([c.code for c in columns])
        keep_columns(by=viewer(), table_code=PEOPLE, codes=chosen)
        flash(_("Kept: your next files have these columns."), "success")
        return redirect(url_for(".show_cohort", _anchor="people", **asked()), 303)
    return render_template(
        "reports/choose_columns.html",
        programme=programme,
        chapters=in_chapters(programme.framework),
        chosen=find_columns(viewer(), PEOPLE) or [c.code for c in columns],
        form=form,
        kept=asked(),
    )

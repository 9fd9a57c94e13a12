"""Everybody's report as a document: asking for it, seeing how far it is, taking it, stopping it."""

from collections.abc import Iterator
from typing import NoReturn

from flask import Flask, Response, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.viewer import Viewer
from squad.kernel.errors import RepeatedFormError, ReusedKeyError
from squad.reports.actions import note_export, note_taken
from squad.reports.documents import actions
from squad.reports.documents.archive import zipped
from squad.reports.documents.page import page_of
from squad.reports.documents.queries import (
    Batch,
    count_documents,
    count_people,
    find_batch_for,
    find_latest_for,
    read_documents,
    refuse_groups_only,
)
from squad.reports.documents.rules import BatchState, file_name
from squad.reports.queries.programmes import list_readable, reader_of_cohort
from squad.reports.queries.report import as_of_day
from squad.reports.shapes import Reader
from squad.reports.views.asking import read_day
from squad.reports.views.cohort import chosen_programme
from squad.web.forms import KeyedForm
from squad.web.languages import language


@requires(Permission.READ_COHORT)
def ask_documents() -> ResponseReturnValue:
    """What is made, for whom, and how long it is kept; then the batch."""
    programme = chosen_programme(list_readable(viewer()))
    refuse_groups_only(programme)
    day = as_of_day(programme, read_day()).day
    form = KeyedForm()
    if not form.is_submitted():
        return render_template(
            "reports/ask_documents.html",
            programme=programme,
            as_of=day,
            people=count_people(programme.id, day),
            latest=find_latest_for(viewer(), programme),
            ask_form=form,
        )
    try:
        batch_id = actions.ask_documents(
            by=viewer(), programme=programme, as_of=day, language=language(), form=form.once()
        )
    except (RepeatedFormError, ReusedKeyError) as repeated:
        batch_id = int(repeated.first)
    return redirect(url_for(".show_documents", batch_id=batch_id), 303)


@requires(Permission.READ_COHORT)
def show_documents(batch_id: int) -> ResponseReturnValue:
    """How far it is; loaded again by itself while it runs, and by a link for who prefers that."""
    page = page_of(_found(batch_id))
    answer = Response(render_template("reports/show_documents.html", page=page))
    if page.look_again:
        answer.headers["Refresh"] = str(page.look_again)
    return answer


@requires(Permission.READ_COHORT)
def take_documents(batch_id: int) -> ResponseReturnValue:
    """All that were made, as one ZIP; each person sees among the receipts that it was taken."""
    batch = _found(batch_id)
    if batch.state is not BatchState.DONE:
        _not_there()
    programme = batch.programme
    reader = reader_of_cohort(viewer(), programme.id) or _not_there()
    note_export(
        by=viewer(), reader=reader, programme_id=programme.id, table="documents", format_="zip"
    )
    answer = Response(zipped(_files(batch, reader), batch.as_of), content_type="application/zip")
    name = f"{programme.code}-reports-{batch.as_of}.zip"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@requires(Permission.READ_COHORT)
def stop_documents(batch_id: int) -> ResponseReturnValue:
    """Stop it, or delete what was made before its time."""
    actions.stop_documents(by=viewer(), batch=_found(batch_id))
    return redirect(url_for(".show_documents", batch_id=batch_id), 303)


def _files(batch: Batch, reader: Reader) -> Iterator[tuple[str, bytes]]:
    """All documents of a batch; what is needed of the request, which is over by then, is asked."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  a proxy
    return _portions(app, batch, viewer(), reader, count_documents(batch.id).made)


def _portions(
    app: Flask, batch: Batch, by: Viewer, reader: Reader, left: int
) -> Iterator[tuple[str, bytes]]:
    """A few at a time, in short transactions, each few once their receipts are stored.

    Raises LookupError where fewer than `left` are there in the end: the archive stays unclosed.
    """
    position = 0
    while left:
        with app.app_context():
            some = read_documents(batch.id, position)
            if not some:
                raise LookupError("documents were deleted while they were sent")
            note_taken(
                [each.mentee_id for each in some],
                by=by,
                reader=reader,
                programme_id=batch.programme.id,
                format_="zip",
            )
        for each in some:
            yield file_name(each.list_name, each.mentee_id), each.content
        position, left = some[-1].position, left - len(some)


def _found(batch_id: int) -> Batch:
    return find_batch_for(viewer(), batch_id) or _not_there()


def _not_there() -> NoReturn:
    abort(404)

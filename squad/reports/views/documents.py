"""Reports as documents: what HR may read, for whoever may read the report."""

from flask import Response, abort

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.reports.actions import note_export
from squad.reports.documents.making import cohort_document_of, document_of
from squad.reports.queries.circulated import circulated_cohort_for
from squad.reports.queries.programmes import list_readable
from squad.reports.views.asking import read_day
from squad.reports.views.cohort import chosen_programme
from squad.reports.views.finding import find_circulated
from squad.web.languages import language


@requires(Permission.READ_REPORT)
def export_mentee_document(mentee_id: int) -> Response:
    """Someone's report on one page, with what it rests on behind it."""
    reader, report = find_circulated(mentee_id) or abort(404)
    note_export(
        by=viewer(),
        reader=reader,
        programme_id=report.programme.id,
        mentee_ids=[mentee_id],
        table="mentee",
        format_="pdf",
    )
    name = f"{report.programme.code}-{mentee_id}-{report.figures.as_of}.pdf"
    return _as_pdf(document_of(report, language()), name)


@requires(Permission.READ_COHORT)
def export_cohort_document() -> Response:
    """A programme on one page; nothing in it is about a person, so nobody gets a receipt."""
    programme = chosen_programme(list_readable(viewer()))
    reader, cohort = circulated_cohort_for(viewer(), programme, read_day()) or abort(404)
    note_export(
        by=viewer(), reader=reader, programme_id=programme.id, table="programme", format_="pdf"
    )
    name = f"{programme.code}-{cohort.as_of}.pdf"
    return _as_pdf(cohort_document_of(cohort, language()), name)


def _as_pdf(document: bytes, name: str) -> Response:
    response = Response(document, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

"""Reports as documents: what HR may read, for whoever may read the report."""

from flask import Response, abort

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.reports.actions import note_export
from squad.reports.documents.making import document_of
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
        format_="pdf",
    )
    name = f"{report.programme.code}-{mentee_id}-{report.figures.as_of}.pdf"
    return _as_pdf(document_of(report, language()), name)


def _as_pdf(document: bytes, name: str) -> Response:
    response = Response(document, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

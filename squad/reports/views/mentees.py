"""One person's report, their own or another's."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from squad.access.declare import requires, signed_in
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.reports.actions import note_reading
from squad.reports.cohort_list import row_labels
from squad.reports.links import traces_as_hr
from squad.reports.looks import gathered
from squad.reports.presenting import page_of
from squad.reports.queries.own import find_hr_view_for
from squad.reports.queries.programmes import list_names
from squad.reports.queries.receipts import list_receipts_for
from squad.reports.views.asking import read_day
from squad.reports.views.finding import Asked, find_asked


@requires(Permission.READ_REPORT)
def show_mentee(mentee_id: int) -> ResponseReturnValue:
    """Someone's progress, less what this reader may not see."""
    asked = find_asked(mentee_id) or abort(404)
    note_reading(
        by=viewer(),
        reader=asked.report.reader,
        programme_id=asked.report.programme.id,
        mentee_ids=[mentee_id],
        what="report",
    )
    return _page(asked)


@signed_in
def show_me() -> ResponseReturnValue:
    """My own report; for whoever is not mentored, what is held about them."""
    asked = find_asked(viewer().person_id)
    if asked is None:
        return render_template("reports/show_me.html", mentored=len(viewer().mentors()))
    return _page(asked)


@requires(Permission.READ_OWN_RECEIPTS)
def show_hr_view() -> ResponseReturnValue:
    """The very row and page that HR gets about me, and each time that somebody looked.

    Whoever is not mentored reads here that HR sees nothing about them.
    """
    view = find_hr_view_for(viewer(), request.args.get("programme"), read_day())
    receipts = list_receipts_for(viewer(), request.args.get("after"))
    return render_template(
        "reports/show_hr_view.html",
        view=view,
        receipts=receipts,
        looks=gathered(receipts.rows, viewer().time_zone),
        programmes=list_names({row.programme_id for row in receipts.rows}),
        page=page_of(view.report, traces_as_hr(view.report)) if view and view.report else None,
        **row_labels(),
    )


def _page(asked: Asked) -> ResponseReturnValue:
    page = page_of(asked.report)
    return render_template("reports/show_mentee.html", **page, day_problem=asked.day_problem)

"""What is behind a figure of a report: the statements that it counts."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.framework.rules.model import STAGES, Area
from squad.reports.actions import note_reading
from squad.reports.queries.own import find_hr_report_for
from squad.reports.queries.traces import load_traced
from squad.reports.trace_page import trace_page
from squad.reports.tracing import Figure, Subject
from squad.reports.views.asking import read_day
from squad.reports.views.finding import find_asked, problem_of_day


@requires(Permission.READ_REPORT)
def show_trace(mentee_id: int) -> ResponseReturnValue:
    """The statements behind a figure, less what this reader may not see."""
    subject = read_subject() or abort(404)
    asked = find_asked(mentee_id, brief=True) or abort(404)
    note_reading(
        by=viewer(),
        reader=asked.report.reader,
        programme_id=asked.report.programme.id,
        mentee_ids=[mentee_id],
        what="trace",
    )
    page = trace_page(load_traced(asked.report, subject))
    return render_template("reports/show_trace.html", **page, day_problem=asked.day_problem)


@requires(Permission.READ_OWN_RECEIPTS)
def show_hr_trace() -> ResponseReturnValue:
    """The same about me, as HR gets it."""
    subject = read_subject() or abort(404)
    report = find_hr_report_for(viewer(), request.args.get("programme"), read_day()) or abort(404)
    page = trace_page(load_traced(report, subject), as_hr=True)
    problem = problem_of_day(report.today)
    return render_template("reports/show_trace.html", **page, day_problem=problem)


def read_subject() -> Subject | None:
    """The figure of the address; None where it names none."""
    figure = request.args.get("figure")
    if figure not in {known.value for known in Figure}:
        return None
    if figure != Figure.CELL:
        return Subject(Figure(figure))
    area, stage = request.args.get("area"), request.args.get("stage", type=int)
    if area not in {known.value for known in Area} or stage not in STAGES:
        return None
    return Subject(Figure.CELL, Area(area), stage)

"""The groups of a programme, and two programmes side by side."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.reports.compare_page import compare_page
from squad.reports.groups_page import groups_page
from squad.reports.queries.cohort import Ask, cohort_for
from squad.reports.queries.comparing import list_compared
from squad.reports.queries.programmes import list_readable
from squad.reports.views.asking import read_day
from squad.reports.views.cohort import chosen_programme
from squad.reports.views.finding import problem_of_day


@requires(Permission.READ_COHORT)
def show_groups() -> ResponseReturnValue:
    """How far each function, site, level, language and first purpose is; nobody by name."""
    programmes = list_readable(viewer())
    ask = Ask(as_of=read_day(), size=0, groups=True)
    cohort = cohort_for(viewer(), chosen_programme(programmes), ask) or abort(404)
    page = groups_page(cohort, programmes)
    problem = problem_of_day(cohort.today)
    return render_template("reports/show_groups.html", **page, day_problem=problem)


@requires(Permission.READ_COHORT)
def compare_programmes() -> ResponseReturnValue:
    """Two programmes that one may read, side by side and never ranked."""
    readable = list_readable(viewer())
    chosen = [chosen_programme(readable)]
    other = request.args.get("with", "")
    if other not in {"", chosen[0].code}:
        chosen += [card for card in readable if card.code == other] or abort(404)
    page = compare_page(list_compared(viewer(), chosen), readable)
    return render_template("reports/compare_programmes.html", **page)

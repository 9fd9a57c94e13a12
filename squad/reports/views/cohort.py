"""The report of a programme."""

from collections.abc import Iterable

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.reports.actions import note_reading
from squad.reports.cohort_page import cohort_page
from squad.reports.cohort_shapes import Cohort
from squad.reports.dashboard_page import dashboard_page
from squad.reports.dashboard_wording import calls_shown
from squad.reports.kept_views.page import kept_views_of
from squad.reports.queries.cohort import cohort_for
from squad.reports.queries.dashboard import load_dashboard
from squad.reports.queries.needs import Coordinated, load_coordinated
from squad.reports.queries.programmes import list_readable, reader_of_cohort
from squad.reports.shapes import ProgrammeCard
from squad.reports.views.asking import read_ask
from squad.reports.views.finding import problem_of_day


@requires(Permission.READ_COHORT)
def show_cohort() -> ResponseReturnValue:
    """A programme's dashboard, then its people where they may be read; later pages are people."""
    programmes = list_readable(viewer())
    cohort = _cohort(chosen_programme(programmes))
    named, drawn = [*cohort.rows], {}
    if not request.args.get("after"):
        dashboard = load_dashboard(
            cohort.programme, cohort.as_of, by_name=cohort.by_name, sums=cohort.sums
        )
        calls = _calls(cohort)
        named += calls.silent if calls else ()
        drawn = dashboard_page(cohort, dashboard, calls)
    note_reading(
        by=viewer(),
        reader=cohort.reader,
        programme_id=cohort.programme.id,
        mentee_ids=sorted({row.person.id for row in named}),
        what="list",
    )
    page = cohort_page(cohort, programmes)
    problem = problem_of_day(cohort.today)
    kept = kept_views_of(viewer(), cohort)
    return render_template(
        "reports/show_cohort.html", **page, **drawn, day_problem=problem, kept=kept
    )


def _calls(cohort: Cohort) -> Coordinated | None:
    if not calls_shown(cohort):
        return None
    return load_coordinated(cohort.programme, viewer().person_id, cohort.mentees, absent=False)


def chosen_programme(programmes: Iterable[ProgrammeCard]) -> ProgrammeCard:
    """The programme that the address names, else the latest."""
    code = request.args.get("programme")
    fitting = (p for p in programmes if not code or p.code == code)
    return next(fitting, None) or abort(404)


def _cohort(programme: ProgrammeCard) -> Cohort:
    reader = reader_of_cohort(viewer(), programme.id)
    cohort = reader and cohort_for(viewer(), programme, read_ask(reader))
    return cohort or abort(404)

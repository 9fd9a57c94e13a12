"""What a programme's dashboard is drawn from: sums of its ledger, and what the signs say."""

from datetime import date

from squad.reports.cohort_figures import totals_of
from squad.reports.dashboard_figures import areas_of, funnel_of, months_of
from squad.reports.dashboard_shapes import Dashboard
from squad.reports.ledger.reading import Sums, load_sums
from squad.reports.ledger.rules.measures import Measure
from squad.reports.queries.brought import find_brought_totals
from squad.reports.rules import LEAST_PEOPLE, figures_shown
from squad.reports.shapes import ProgrammeCard


def load_dashboard(
    programme: ProgrammeCard, as_of: date, *, by_name: bool, sums: Sums | None = None
) -> Dashboard | None:
    """The figures as of the end of a day; None in groups only under five people.

    `by_name`: whether the reader may open each person; else `as_of` is a month's end.
    `sums`: those of the day, for who has them already.
    """
    sums = sums or load_sums(programme.id, as_of)
    if not by_name and not figures_shown(sums.total(Measure.PEOPLE)):
        return None
    return Dashboard(
        months=months_of(sums, as_of, least=0 if by_name else LEAST_PEOPLE),
        funnel=funnel_of(sums),
        areas=areas_of(sums),
        mentors=sums.total(Measure.MENTORS),
        under_way=totals_of(sums).under_way,
        brought=find_brought_totals(programme, as_of, sums),
    )

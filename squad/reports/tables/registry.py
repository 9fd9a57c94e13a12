"""The tables of a whole programme, by the name under which they are taken along."""

from collections.abc import Callable, Mapping
from datetime import date

from squad.files.tables.shapes import Table
from squad.reports.cohort_shapes import Cohort
from squad.reports.dashboard_shapes import Dashboard
from squad.reports.queries.brought import find_brought_totals
from squad.reports.queries.cohort import Ask, load_cohort
from squad.reports.queries.dashboard import load_dashboard
from squad.reports.queries.ratings import find_ratings_in_groups
from squad.reports.shapes import ProgrammeCard, Reader
from squad.reports.tables import dashboard, totals

Loader = Callable[[ProgrammeCard, Reader, date | None], Table | None]


def _load(programme: ProgrammeCard, reader: Reader, day: date | None) -> Cohort:
    return load_cohort(programme, reader, Ask(as_of=day, size=0, export=True, groups=True))


def _of_cohort(build: Callable[[Cohort], Table | None]) -> Loader:
    """A table that is made of the programme's report."""
    return lambda *asked: build(_load(*asked))


def _of_dashboard(build: Callable[[Cohort, Dashboard], Table | None]) -> Loader:
    """A table that is made of what the dashboard draws, where that may be shown."""

    def load(programme: ProgrammeCard, reader: Reader, day: date | None) -> Table | None:
        cohort = _load(programme, reader, day)
        found = cohort.totals and load_dashboard(
            cohort.programme, cohort.as_of, by_name=cohort.by_name, sums=cohort.sums
        )
        return build(cohort, found) if found and found.months else None

    return load


OF_PROGRAMME: Mapping[str, Loader] = {
    "groups": _of_cohort(totals.groups_table),
    "months": _of_dashboard(dashboard.months_table),
    "areas": _of_dashboard(dashboard.areas_table),
    "course": _of_dashboard(dashboard.course_table),
    "sides": _of_cohort(totals.sides_table),
    "brought": lambda programme, _reader, day: totals.brought_table(
        programme, find_brought_totals(programme, day)
    ),
    "ratings": lambda programme, _reader, day: totals.ratings_table(
        programme, find_ratings_in_groups(programme, day)
    ),
}
"""Each gives its table as a reader may take it along on a day, None where nothing can be shown."""

"""The dashboards that two programmes are compared by, each as its reader may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from squad.access.viewer import Viewer
from squad.kernel.clock import clock
from squad.reports.dashboard_shapes import Dashboard
from squad.reports.queries.dashboard import load_dashboard
from squad.reports.queries.programmes import reader_of_cohort
from squad.reports.rules import month_end_shown
from squad.reports.shapes import ProgrammeCard, Reader


@dataclass(frozen=True, slots=True)
class Compared:
    """One programme of two: as of today, or its last day; in groups only, the last month's end."""

    programme: ProgrammeCard
    as_of: date
    by_name: bool
    dashboard: Dashboard | None
    """None: withheld, too few people stand behind it."""


def list_compared(viewer: Viewer, programmes: Sequence[ProgrammeCard]) -> list[Compared]:
    """Those of the programmes that the viewer may read."""
    found = []
    for programme in programmes:
        reader = reader_of_cohort(viewer, programme.id)
        if reader is not None:
            found.append(_compared(programme, reader))
    return found


def _compared(programme: ProgrammeCard, reader: Reader) -> Compared:
    today = clock.today(programme.time_zone)
    by_name = programme.named or reader is Reader.COORDINATOR
    day = min(programme.archived_on or today, today)
    if not by_name:
        day = month_end_shown(day, today)
    dashboard = load_dashboard(programme, day, by_name=by_name)
    return Compared(programme, day, by_name, dashboard)

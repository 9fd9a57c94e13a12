"""A programme's report as it may be handed on: groups at a month's end, nobody by name."""

from dataclasses import replace
from datetime import date

from squad.access.viewer import Viewer
from squad.reports.cohort_shapes import Cohort
from squad.reports.queries.cohort import Ask, load_cohort
from squad.reports.queries.programmes import reader_of_cohort
from squad.reports.shapes import ProgrammeCard, Reader


def circulated_cohort_for(
    viewer: Viewer, programme: ProgrammeCard, as_of: date | None
) -> tuple[Reader, Cohort] | None:
    """Whoever the viewer is, and what circulates of a programme whose report they may read."""
    reader = reader_of_cohort(viewer, programme.id)
    return (reader, load_circulated(programme, as_of)) if reader else None


def load_circulated(programme: ProgrammeCard, as_of: date | None) -> Cohort:
    """A programme's report as of the last month's end up to a day, as if it were read in groups."""
    in_groups = replace(programme, named=False)
    return load_cohort(in_groups, Reader.HR, Ask(as_of=as_of, export=True))

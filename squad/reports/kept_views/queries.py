"""Reading kept views; whoever reads a programme's report finds all of its views."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.session import session
from squad.programmes.models import Programme
from squad.programmes.rules import ReadingMode
from squad.reports.kept_views.models import KeptView
from squad.reports.kept_views.rules import ShownDay
from squad.reports.queries.programmes import reader_of_cohort
from squad.reports.shapes import Filters, Reader, Sort


@dataclass(frozen=True, slots=True)
class View:
    """A kept view, for one of those who read its programme."""

    id: int
    name: str
    version: int
    by_id: int
    programme_id: int
    programme_code: str
    programme_name: str
    time_zone: str
    named: bool
    reader: Reader
    """With whose eyes its viewer reads the programme."""
    filters: Filters
    sort: Sort
    shown_day: ShownDay
    fixed_on: date | None

    @property
    def subject(self) -> Subject:
        """What the policy needs to know of it."""
        return subject_of(self.programme_id, self.by_id)


def subject_of(programme_id: int, by_id: int) -> Subject:
    """A view of this programme that this person kept."""
    return Subject(programme_id=programme_id, kept_by_id=by_id)


def find_view_for(viewer: Viewer, view_id: int) -> View | None:
    """A view of a programme whose report the viewer reads."""
    row = session.execute(
        select(
            KeptView, Programme.code, Programme.name, Programme.time_zone, Programme.reading_mode
        )
        .join(Programme, Programme.id == KeptView.programme_id)
        .where(KeptView.id == view_id)
    ).one_or_none()
    reader = reader_of_cohort(viewer, row.KeptView.programme_id) if row else None
    if row is None or reader is None:
        return None
    view: KeptView = row.KeptView
    return View(
        id=view.id,
        name=view.name,
        version=view.version,
        by_id=view.by_id,
        programme_id=view.programme_id,
        programme_code=row.code,
        programme_name=row.name,
        time_zone=row.time_zone,
        named=row.reading_mode is ReadingMode.NAMED,
        reader=reader,
        filters=Filters(view.function, view.site, view.state, silent=view.silent),
        sort=view.sort,
        shown_day=view.shown_day,
        fixed_on=view.fixed_on,
    )

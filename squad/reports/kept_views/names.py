"""The names of a programme's kept views, alone or in the statement of its list's words."""

from collections.abc import Iterable

from sqlalchemy import bindparam, literal, select

from squad.db.base import BigId
from squad.db.session import session
from squad.kernel.text import fold
from squad.reports.cohort_shapes import ViewName
from squad.reports.kept_views.models import KeptView

PROGRAMME = bindparam("programme_id", type_=BigId)
VIEWS = select(literal("view"), KeptView.name, KeptView.id, KeptView.by_id).where(
    KeptView.programme_id == PROGRAMME
)
"""Rows of a kind, a name, an id and who kept it."""


def in_order(views: Iterable[ViewName]) -> tuple[ViewName, ...]:
    """By name, as one reads it."""
    return tuple(sorted(views, key=lambda view: (fold(view.name), view.id)))


def list_views(programme_id: int) -> tuple[ViewName, ...]:
    """The views of a programme; one statement."""
    rows = session.execute(VIEWS, {"programme_id": programme_id})
    return in_order(ViewName(view_id, name, by_id) for _, name, view_id, by_id in rows)

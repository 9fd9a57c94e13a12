"""Which columns a reader takes along."""

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.db.session import session
from squad.reports.models import ColumnChoice


def find_columns(viewer: Viewer, table_code: str) -> tuple[str, ...]:
    """Codes of the columns that the viewer chose for a table; empty: all of them."""
    codes = session.scalar(
        select(ColumnChoice.codes).where(
            ColumnChoice.person_id == viewer.person_id, ColumnChoice.table_code == table_code
        )
    )
    return tuple((codes or "").split())

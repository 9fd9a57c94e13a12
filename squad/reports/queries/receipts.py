"""Who opened a mentee's report, for that mentee."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from squad.access.viewer import Role, Viewer
from squad.audit.models import Receipt
from squad.db.paging import TABLE_SIZE, Page, make_page, read_cursor
from squad.db.session import session
from squad.people.models import Person
from squad.reports.report_shapes import LastRead


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One time that somebody looked: who, as what, what, when."""

    id: int
    reader_id: int | None
    name: str
    """Empty when the reader was erased."""
    opened_as: str
    what: str
    programme_id: int
    opened_at: datetime


def list_receipts_for(viewer: Viewer, cursor: str | None = None) -> Page[ReceiptRow]:
    """Every time that somebody opened the viewer's own report, the latest first."""
    query = (
        select(
            Receipt.id,
            Receipt.reader_id,
            Person.name,
            Receipt.opened_as,
            Receipt.what,
            Receipt.programme_id,
            Receipt.opened_at,
        )
        .outerjoin(Person, Person.id == Receipt.reader_id)
        .where(Receipt.mentee_id == viewer.person_id)
        .order_by(Receipt.opened_at.desc(), Receipt.id.desc())
        .limit(TABLE_SIZE + 1)
    )
    last = _last_of(cursor)
    if last is not None:
        at, row_id = last
        earlier = and_(Receipt.opened_at == at, Receipt.id < row_id)
        query = query.where(or_(Receipt.opened_at < at, earlier))
    rows = [
        ReceiptRow(row.id, row.reader_id, row.name or "", *row[3:])
        for row in session.execute(query)
    ]
    return make_page(rows, TABLE_SIZE, lambda row: (row.opened_at.isoformat(), row.id))


def _last_of(cursor: str | None) -> tuple[datetime, int] | None:
    key = read_cursor(cursor)
    if not key or len(key) != 2 or not isinstance(key[1], int):
        return None
    try:
        at = datetime.fromisoformat(str(key[0]))
    except ValueError:
        return None
    return (at, key[1]) if at.tzinfo else None


def find_last_read(mentee_id: int, programme_id: int) -> LastRead | None:
    """When HR last opened someone's report or row, None if never."""
    row = session.execute(
        select(Person.name, Receipt.opened_at)
        .join(Person, Person.id == Receipt.reader_id)
        .where(
            Receipt.mentee_id == mentee_id,
            Receipt.programme_id == programme_id,
            Receipt.opened_as == Role.HR_VIEWER.value,
        )
        .order_by(Receipt.opened_at.desc(), Receipt.id.desc())
        .limit(1)
    ).one_or_none()
    return LastRead(*row) if row else None

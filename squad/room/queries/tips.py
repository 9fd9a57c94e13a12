"""Reading tips: by area, by words, the newest first. Nothing orders them by use."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from squad.access.permissions import Permission
from squad.access.policy import may
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.paging import PAGE_SIZE, Page, make_page, read_cursor
from squad.db.session import session
from squad.framework.rules.model import Area
from squad.kernel.text import search_words
from squad.people.models import Person
from squad.room.models import Tip


@dataclass(frozen=True, slots=True)
class TipRow:
    """A tip as a list shows it."""

    id: int
    programme_id: int
    by_id: int
    by: str
    area: Area
    words: str
    shared_at: datetime
    changed_at: datetime | None
    version: int
    may_change: bool
    may_remove: bool

    @property
    def subject(self) -> Subject:
        """As the policy sees it."""
        return Subject(programme_id=self.programme_id, author_id=self.by_id)


def list_tips(
    viewer: Viewer,
    programme_id: int,
    *,
    area: Area | None = None,
    words: str = "",
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[TipRow]:
    """Tips in which each of the words is, accents and case aside; one statement."""
    query = _tips().where(Tip.programme_id == programme_id)
    if area is not None:
        query = query.where(Tip.area == area)
    for word in search_words(words):
        query = query.where(Tip.searched.contains(word, autoescape=True))
    after = read_cursor(cursor)
    if after is not None and [type(part) for part in after] == [int]:
        query = query.where(Tip.id < after[0])
    rows = session.execute(query.order_by(Tip.id.desc()).limit(size + 1)).all()
    found = [_row(viewer, row) for row in rows]
    return make_page(found, size, lambda tip: (tip.id,))


def find_tip_for(viewer: Viewer, programme_id: int, tip_id: int) -> TipRow | None:
    """A tip of a room in which the viewer may be."""
    if not may(viewer, Permission.ENTER_ROOM, Subject(programme_id=programme_id)):
        return None
    query = _tips().where(Tip.programme_id == programme_id, Tip.id == tip_id)
    row = session.execute(query).one_or_none()
    return _row(viewer, row) if row else None


def _tips() -> Select[*tuple[Any, ...]]:
    return select(
        Tip.id,
        Tip.programme_id,
        Tip.by_id,
        Person.name,
        Tip.area,
        Tip.words,
        Tip.shared_at,
        Tip.changed_at,
        Tip.version,
    ).join(Person, Person.id == Tip.by_id)


def _row(viewer: Viewer, row: Row[*tuple[Any, ...]]) -> TipRow:
    subject = Subject(programme_id=row.programme_id, author_id=row.by_id)
    acts = (may(viewer, act, subject) for act in (Permission.CHANGE_TIP, Permission.REMOVE_TIP))
    return TipRow(*row, *acts)

"""Reading notices, preferences, and what was given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.paging import PAGE_SIZE, TABLE_SIZE, Page, make_page, read_cursor
from squad.db.session import session
from squad.notify.kinds import Kind, Told, all_kinds
from squad.notify.models import Mail, MailRefusal, Notice
from squad.notify.rules import MailState


@dataclass(frozen=True, slots=True)
class Failed:
    """A mail that was given up."""

    id: int
    kind: str
    address: str
    failure: str | None
    attempts: int
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outbox:
    """How mail stands: what waits, since when it meets trouble, and what was given up."""

    waiting: int
    trouble: str | None
    """The failure of the mail that was tried last, while it waits."""
    failed: int
    newest: Sequence[Failed]
    """Of those given up, the last ones."""


def list_notices(viewer: Viewer, cursor: str | None) -> Page[Notice]:
    """One's own notices, the newest first."""
    query = select(Notice).where(Notice.person_id == viewer.person_id).order_by(Notice.id.desc())
    key = read_cursor(cursor)
    if key and isinstance(key[0], int):
        query = query.where(Notice.id < key[0])
    rows = session.scalars(query.limit(PAGE_SIZE + 1)).all()
    return make_page(rows, PAGE_SIZE, lambda notice: (notice.id,))


def find_notice_for(viewer: Viewer, notice_id: int) -> Notice | None:
    """One's own notice."""
    query = select(Notice).where(Notice.id == notice_id, Notice.person_id == viewer.person_id)
    return session.scalar(query)


def told_of(notice: Notice) -> Told:
    """A notice as its author takes it."""
    return Told(notice.id, notice.person_id, notice.kind, notice.params)


def list_optional_kinds(viewer: Viewer) -> Sequence[Kind]:
    """The kinds of which the viewer may be told, and whose mail one may do without."""
    return [
        kind
        for kind in all_kinds()
        if kind.optional
        and not kind.asked_for
        and (kind.role is None or viewer.programmes_as(kind.role))
    ]


def list_refused(viewer: Viewer) -> frozenset[str]:
    """The kinds of which the viewer wants no mail."""
    query = select(MailRefusal.kind).where(MailRefusal.person_id == viewer.person_id)
    return frozenset(session.scalars(query))


def read_outbox(viewer: Viewer) -> Outbox:
    """How mail stands, for administrators."""
    demand(viewer, Permission.MANAGE_WORK, Subject())
    waits = Mail.state.in_([MailState.WAITING, MailState.SENDING])
    waiting = session.scalar(select(func.count(Mail.id)).where(waits)) or 0
    trouble = session.scalar(
        select(Mail.failure)
        .where(waits, Mail.failure.is_not(None))
        .order_by(Mail.due_at.desc())
        .limit(1)
    )
    given_up = Mail.state == MailState.FAILED
    failed = session.scalar(select(func.count(Mail.id)).where(given_up)) or 0
    columns = (Mail.id, Mail.kind, Mail.address, Mail.failure, Mail.attempts, Mail.ended_at)
    newest = select(*columns).where(given_up).order_by(Mail.ended_at.desc(), Mail.id.desc())
    rows = session.execute(newest.limit(TABLE_SIZE))
    return Outbox(waiting, trouble, failed, [Failed(*row) for row in rows])

"""Batches of documents, for whoever asked and for the worker that makes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from squad.access.policy import ForbiddenError
from squad.access.viewer import Viewer
from squad.accounts.models import Account
from squad.db.session import session
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.people.models import Person
from squad.programmes.models import Programme
from squad.programmes.queries import list_roles
from squad.reports.documents.models import BatchDocument, DocumentBatch
from squad.reports.documents.rules import BatchState, LeftOut
from squad.reports.queries.programmes import COLUMNS, card_of, reader_of_cohort
from squad.reports.shapes import ProgrammeCard

AT_ONCE = 10
"""Documents that are read at once while they are sent: about half a megabyte."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch, without its documents."""

    id: int
    programme: ProgrammeCard
    by_id: int
    language: str
    as_of: date
    state: BatchState
    job_id: int | None
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the people of a batch."""

    made: int
    no_report: int
    failed: int
    taken_back: int
    size: int
    """Bytes of all that was made."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made, with the name that it is filed under."""

    position: int
    list_name: str
    mentee_id: int
    content: bytes


def refuse_groups_only(programme: ProgrammeCard) -> None:
    """Documents name people and circulate: there are none of a programme read in groups only."""
    if not programme.named:
        raise ForbiddenError


def find_batch_for(viewer: Viewer, batch_id: int) -> Batch | None:
    """A batch that the viewer asked for, while they may still read all of what is in it."""
    row = session.execute(
        _batches().where(
            DocumentBatch.id == batch_id,
            DocumentBatch.by_id == viewer.person_id,
            DocumentBatch.expires_at > clock.now(),
        )
    ).one_or_none()
    if row is None or reader_of_cohort(viewer, row.programme_id) is None:
        return None
    batch = _batch(row)
    refuse_groups_only(batch.programme)
    return batch


def find_latest_for(viewer: Viewer, programme: ProgrammeCard) -> Batch | None:
    """What the viewer asked for last in a programme, while it runs or is kept."""
    row = session.execute(
        _batches()
        .where(
            DocumentBatch.by_id == viewer.person_id,
            DocumentBatch.programme_id == programme.id,
            DocumentBatch.expires_at > clock.now(),
            DocumentBatch.state != BatchState.STOPPED,
        )
        .order_by(DocumentBatch.asked_at.desc(), DocumentBatch.id.desc())
        .limit(1)
    ).one_or_none()
    return _batch(row) if row else None


def find_running(batch_id: int) -> Batch | None:
    """A batch for its worker; None once it is over, however that came."""
    row = session.execute(
        _batches().where(
            DocumentBatch.id == batch_id,
            DocumentBatch.state == BatchState.RUNNING,
            DocumentBatch.expires_at > clock.now(),
        )
    ).one_or_none()
    return _batch(row) if row else None


def may_still_be_read(batch: Batch) -> bool:
    """Whether whoever asked still comes in, and still reads this programme by name."""
    comes_in = session.scalar(
        select(Account.id)
        .join(Person, Person.id == Account.person_id)
        .where(Person.id == batch.by_id, Person.active, Account.disabled_at.is_(None))
    )
    if comes_in is None or not batch.programme.named:
        return False
    asker = Viewer(batch.by_id, "", "", batch.language, "", roles=list_roles(batch.by_id))
    return reader_of_cohort(asker, batch.programme.id) is not None


def find_waiting(batch_id: int, after: int) -> tuple[int, int] | None:
    """The next place whose document is still to be made: its position and whose it is."""
    row = session.execute(
        select(BatchDocument.position, BatchDocument.mentee_id)
        .where(
            BatchDocument.batch_id == batch_id,
            BatchDocument.position > after,
            BatchDocument.size.is_(None),
            BatchDocument.left_out.is_(None),
        )
        .order_by(BatchDocument.position)
        .limit(1)
    ).one_or_none()
    return (row.position, row.mentee_id) if row else None


def count_people(programme_id: int, as_of: date) -> int:
    """How many people had accepted a pairing of the programme by then."""
    accepted = people_by(programme_id, as_of).subquery()
    return int(session.scalar(select(func.count()).select_from(accepted)) or 0)


def people_by(programme_id: int, as_of: date) -> Select[int]:
    """Ids of whoever had accepted a pairing of the programme by then."""
    return (
        select(Pairing.mentee_id)
        .where(Pairing.programme_id == programme_id, Pairing.accepted_on <= as_of)
        .distinct()
    )


def count_documents(batch_id: int) -> Counts:
    """What became of the people of a batch."""
    row = session.execute(
        select(
            func.count(BatchDocument.size),
            _left_out(LeftOut.NO_REPORT),
            _left_out(LeftOut.FAILED),
            _left_out(LeftOut.TAKEN_BACK),
            func.coalesce(func.sum(BatchDocument.size), 0),
        ).where(BatchDocument.batch_id == batch_id)
    ).one()
    return Counts(*row[:4], row[4] or 0)


def read_documents(batch_id: int, after: int) -> Sequence[Made]:
    """The next few documents; whoever asks has found the batch for a viewer before."""
    rows = session.execute(
        select(
            BatchDocument.position,
            Person.list_name,
            BatchDocument.mentee_id,
            BatchDocument.content,
        )
        .join(Person, Person.id == BatchDocument.mentee_id)
        .where(
            BatchDocument.batch_id == batch_id,
            BatchDocument.position > after,
            BatchDocument.size.is_not(None),
        )
        .order_by(BatchDocument.position)
        .limit(AT_ONCE)
    )
    return [
        Made(row.position, row.list_name, row.mentee_id, row.content)
        for row in rows
        if row.content is not None
    ]


def _left_out(why: LeftOut) -> ColumnElement[int]:
    return func.count().filter(BatchDocument.left_out == why)


def _batches() -> Select[*tuple[Any, ...]]:
    return select(
        DocumentBatch.id.label("batch_id"),
        DocumentBatch.programme_id,
        DocumentBatch.by_id,
        DocumentBatch.language,
        DocumentBatch.as_of,
        DocumentBatch.state,
        DocumentBatch.job_id,
        DocumentBatch.asked_at,
        DocumentBatch.expires_at,
        *COLUMNS,
    ).join(Programme, Programme.id == DocumentBatch.programme_id)


def _batch(row: Any) -> Batch:
    return Batch(
        id=row.batch_id,
        programme=card_of(row),
        by_id=row.by_id,
        language=row.language,
        as_of=row.as_of,
        state=row.state,
        job_id=row.job_id,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
    )

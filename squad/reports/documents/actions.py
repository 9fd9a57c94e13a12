"""Asking for a batch of documents, filling it, stopping it, forgetting it."""

from datetime import date

from sqlalchemy import ColumnElement, delete, func, insert, literal, or_, select, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.db.upsert import dialect_insert
from squad.jobs.actions import enqueue
from squad.jobs.queries import find_standing
from squad.jobs.rules import JobState
from squad.kernel.clock import clock
from squad.people.models import Person
from squad.reports.documents.models import BatchDocument, DocumentBatch
from squad.reports.documents.queries import Batch, people_by, refuse_groups_only
from squad.reports.documents.rules import KEPT, BatchState, LeftOut
from squad.reports.shapes import ProgrammeCard

MAKE, PURGE = "reports.make_documents", "reports.purge_documents"
PURGED_AT_ONCE = 200


def ask_documents(
    *, by: Viewer, programme: ProgrammeCard, as_of: date, language: str, form: FormKey
) -> int:
    """Have everybody's document made, instead of those made before; the batch.

    While one runs, it is that one; if its job was given up, it goes on where it stands.
    """
    refuse_groups_only(programme)
    demand(by, Permission.READ_COHORT, Subject(programme_id=programme.id))
    sent = claim(person_id=by.person_id, action="ask_documents", form=form)
    _stop_expired(by, programme)
    # One that runs may end while it is looked at: then another is begun.
    while (batch := _hold_running(by, programme)) is None:
        _begin(by, programme, as_of, language)
    if not _is_worked_on(batch):
        batch.job_id = enqueue(MAKE, {"batch": batch.id}, by=by)
    sent.made = str(batch.id)
    return batch.id


def _hold_running(by: Viewer, programme: ProgrammeCard) -> DocumentBatch | None:
    return session.scalars(
        select(DocumentBatch)
        .where(
            DocumentBatch.programme_id == programme.id,
            DocumentBatch.by_id == by.person_id,
            DocumentBatch.state == BatchState.RUNNING,
        )
        .with_for_update()
    ).one_or_none()


def _begin(by: Viewer, programme: ProgrammeCard, as_of: date, language: str) -> None:
    """Begin one, unless another request has just done so."""
    now = clock.now()
    adding = dialect_insert(DocumentBatch).values(
        programme_id=programme.id,
        by_id=by.person_id,
        language=language,
        as_of=as_of,
        state=BatchState.RUNNING,
        asked_at=now,
        expires_at=now + KEPT,
    )
    added = session.scalar(adding.on_conflict_do_nothing().returning(DocumentBatch.id))
    if added:
        record("documents_asked", by=by.person_id, programme=programme.id, batch=added)
        _replace_earlier(by, programme)


def _stop_expired(by: Viewer, programme: ProgrammeCard) -> None:
    """One that no worker finished within its time stands in nobody's way."""
    _stop_own(by, programme, BatchState.RUNNING, DocumentBatch.expires_at <= clock.now())


def _replace_earlier(by: Viewer, programme: ProgrammeCard) -> None:
    """One set of documents for each person and programme: it may be gigabytes."""
    if _stop_own(by, programme, BatchState.DONE):
        enqueue(PURGE, {}, by=None)


def _stop_own(
    by: Viewer, programme: ProgrammeCard, state: BatchState, *which: ColumnElement[bool]
) -> bool:
    stopped = session.execute(
        update(DocumentBatch)
        .where(
            DocumentBatch.by_id == by.person_id,
            DocumentBatch.programme_id == programme.id,
            DocumentBatch.state == state,
            *which,
        )
        .values(state=BatchState.STOPPED, ended_at=clock.now())
        .returning(DocumentBatch.id)
    )
    return stopped.first() is not None


def _is_worked_on(batch: DocumentBatch) -> bool:
    standing = find_standing(batch.job_id) if batch.job_id else None
    return standing is not None and standing.state in {JobState.WAITING, JobState.RUNNING}


def stop_documents(*, by: Viewer, batch: Batch) -> None:
    """Stop a batch, or delete what it made, before its time; the same again changes nothing."""
    if _end(batch.id, BatchState.STOPPED):
        record("documents_stopped", by=by.person_id, batch=batch.id)
        enqueue(PURGE, {}, by=None)


def withdraw_documents(batch_id: int) -> None:
    """Whoever asked may not read the programme any more: nothing of it is kept."""
    if _end(batch_id, BatchState.STOPPED):
        record("documents_withdrawn", by=None, batch=batch_id)
        enqueue(PURGE, {}, by=None)


def finish_documents(batch_id: int) -> None:
    """Everything is made."""
    _end(batch_id, BatchState.DONE)


def _end(batch_id: int, state: BatchState) -> bool:
    before = [BatchState.RUNNING, *([BatchState.DONE] if state is BatchState.STOPPED else [])]
    ended = session.execute(
        update(DocumentBatch)
        .where(DocumentBatch.id == batch_id, DocumentBatch.state.in_(before))
        .values(state=state, ended_at=clock.now())
        .returning(DocumentBatch.id)
    )
    return ended.first() is not None


def begin_documents(batch: Batch) -> tuple[int, int]:
    """Give everybody a place, unless they have one; how many are settled, out of how many.

    Holds the batch: what is taken back meanwhile waits for the places, and finds them.
    """
    _hold(DocumentBatch.id == batch.id)
    places = session.scalar(select(func.count()).where(BatchDocument.batch_id == batch.id))
    if not places:
        people = people_by(batch.programme.id, batch.as_of)
        number = func.row_number().over(order_by=(Person.sort_key, Person.id))
        rows = select(literal(batch.id), number, Person.id).where(Person.id.in_(people))
        session.execute(
            insert(BatchDocument).from_select(["batch_id", "position", "mentee_id"], rows)
        )
    settled = or_(BatchDocument.size.is_not(None), BatchDocument.left_out.is_not(None))
    row = session.execute(
        select(func.count().filter(settled), func.count()).where(BatchDocument.batch_id == batch.id)
    ).one()
    return int(row[0]), int(row[1])


def keep_document(batch_id: int, position: int, made: bytes | LeftOut) -> None:
    """Keep what was made for a place, or why nothing was; nothing once the batch is over."""
    values = (
        {"left_out": made} if isinstance(made, LeftOut) else {"content": made, "size": len(made)}
    )
    running = select(DocumentBatch.id).where(
        DocumentBatch.id == batch_id, DocumentBatch.state == BatchState.RUNNING
    )
    session.execute(
        update(BatchDocument)
        .where(
            BatchDocument.batch_id.in_(running),
            BatchDocument.position == position,
            BatchDocument.size.is_(None),
            BatchDocument.left_out.is_(None),
        )
        .values(values)
        .execution_options(synchronize_session=False)
    )


def leave_out_documents(_sender: object, *, mentee_id: int, programme_id: int) -> None:
    """Someone took back what they had shared: no document that may hold it is kept.

    What a worker read before and is about to keep finds its place settled, and is not kept.
    """
    here = DocumentBatch.programme_id == programme_id
    _hold(here, DocumentBatch.state == BatchState.RUNNING, DocumentBatch.expires_at > clock.now())
    session.execute(
        update(BatchDocument)
        .where(
            BatchDocument.mentee_id == mentee_id,
            BatchDocument.batch_id.in_(select(DocumentBatch.id).where(here)),
            BatchDocument.left_out.is_(None),
        )
        .values(content=None, size=None, left_out=LeftOut.TAKEN_BACK)
        .execution_options(synchronize_session=False)
    )


def _hold(*which: ColumnElement[bool]) -> None:
    """Until this transaction ends nobody else gives out places in these."""
    session.execute(
        select(DocumentBatch.id).where(*which).order_by(DocumentBatch.id).with_for_update()
    )


def purge_documents() -> bool:
    """Delete some documents of batches that are over their time or stopped; whether more may be.

    A few at a time: whoever waits to write must not wait for all of them.
    """
    now = clock.now()
    over = or_(DocumentBatch.state == BatchState.STOPPED, DocumentBatch.expires_at <= now)
    first = session.execute(
        select(BatchDocument.batch_id, BatchDocument.position)
        .join(DocumentBatch, DocumentBatch.id == BatchDocument.batch_id)
        .where(over)
        .order_by(BatchDocument.batch_id, BatchDocument.position)
        .limit(1)
    ).one_or_none()
    if first is not None:
        session.execute(
            delete(BatchDocument)
            .where(
                BatchDocument.batch_id == first.batch_id,
                BatchDocument.position < first.position + PURGED_AT_ONCE,
            )
            .execution_options(synchronize_session=False)
        )
    left = select(BatchDocument.batch_id).where(BatchDocument.batch_id == DocumentBatch.id)
    session.execute(
        delete(DocumentBatch)
        .where(DocumentBatch.expires_at <= now, ~left.exists())
        .execution_options(synchronize_session=False)
    )
    return first is not None

"""What the worker does: make the documents of a batch one by one; delete those that are over.

Each document is kept as it is made, so that any worker on any host goes on where another stopped.
"""

import logging

from squad.db.unit_of_work import reading_apart, unit_of_work
from squad.jobs.handlers import Run
from squad.jobs.rules import Outcome
from squad.reports.documents import actions
from squad.reports.documents.making import document_of
from squad.reports.documents.queries import Batch, find_running, find_waiting, may_still_be_read
from squad.reports.documents.rules import LeftOut
from squad.reports.queries.report import load_report
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Reader

log = logging.getLogger(__name__)


def make_documents(run: Run) -> Outcome:
    """Make what is missing of a batch, while whoever asked may read it."""
    batch_id = int(run.payload["batch"] or 0)
    with unit_of_work():
        batch = find_running(batch_id)
        if batch is None:
            return Outcome.DONE
        done, total = actions.begin_documents(batch)
    run.progress(done, total)
    position = 0
    while not run.must_end:
        found = _make_next(batch_id, position)
        if found is None:
            return Outcome.DONE
        position, done = found, done + 1
        run.progress(done, total)
    return Outcome.MORE


def _make_next(batch_id: int, after: int) -> int | None:
    """Make the next one; its position. None once there is none, or the batch is over."""
    with reading_apart():
        batch = find_running(batch_id)
        allowed = batch is not None and may_still_be_read(batch)
        waiting = find_waiting(batch_id, after) if allowed else None
        report = _load(batch, waiting[1]) if batch and waiting else None
    if batch is None:
        return None
    if waiting is None:
        with unit_of_work():
            (actions.finish_documents if allowed else actions.withdraw_documents)(batch_id)
        return None
    made = _document(report, batch.language)
    with unit_of_work():
        actions.keep_document(batch_id, waiting[0], made)
    return waiting[0]


def _load(batch: Batch, mentee_id: int) -> MenteeReport | None:
    """As HR reads it, whoever asked: a document circulates."""
    return load_report(batch.programme, mentee_id, Reader.HR, as_of=batch.as_of)


def _document(report: MenteeReport | None, language: str) -> bytes | LeftOut:
    """One document; one that cannot be set is left out, for the others not to wait for it."""
    if report is None:
        return LeftOut.NO_REPORT
    try:
        return document_of(report, language)
    except Exception:
        log.exception("document_failed", extra={"mentee": report.figures.person.id})
        return LeftOut.FAILED


def delete_documents(run: Run) -> Outcome:
    """Delete what is over, in short transactions."""
    more = True
    while more and not run.must_end:
        with unit_of_work():
            more = actions.purge_documents()
    return Outcome.MORE if more else Outcome.DONE

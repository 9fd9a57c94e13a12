"""Batches of documents, running or made."""

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs.actions import enqueue
from squad.kernel.clock import clock
from squad.reports.documents.actions import MAKE
from squad.reports.documents.models import BatchDocument, DocumentBatch
from squad.reports.documents.rules import KEPT, BatchState


class MakeDocuments:
    def batch(self, programme, by, *, of=(), state="running", **values):
        """Documents that somebody asked for, with those of some people made."""
        now, state = clock.now(), BatchState(state)
        given = {"asked_at": now, "expires_at": now + KEPT, "language": "en", **values}
        batch = DocumentBatch(
            programme_id=programme.id, by_id=by.id, as_of=now.date(), state=state, **given
        )
        with unit_of_work():
            session.add(batch)
            session.flush()
            if state is BatchState.RUNNING:
                batch.job_id = enqueue(MAKE, {"batch": batch.id}, by=None)
            for position, person in enumerate(of, start=1):
                session.add(
                    BatchDocument(
                        batch_id=batch.id,
                        position=position,
                        mentee_id=person.id,
                        size=4,
                        content=b"%PDF",
                    )
                )
        return batch

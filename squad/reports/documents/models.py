"""Batches of documents, and the documents that were made so far."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.reports.documents.rules import BatchState, LeftOut

RUNNING_SQL = text("state = 'running'")


class DocumentBatch(HasId, Base):
    """Every report of a programme as a document, as one person asked for it."""

    __tablename__ = "document_batches"
    __table_args__ = (
        # Asking again while one runs leads to that one.
        Index(
            "uq_document_batches_running",
            "programme_id",
            "by_id",
            unique=True,
            sqlite_where=RUNNING_SQL,
            postgresql_where=RUNNING_SQL,
        ),
        Index("ix_document_batches_by", "by_id", "asked_at"),
    )

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    """Who asked: nobody else ever opens it."""
    language: Mapped[str]
    as_of: Mapped[date]
    state: Mapped[BatchState] = mapped_column(Code(BatchState))
    job_id: Mapped[int | None] = mapped_column(BigId)
    """The job that makes it; the last one, where it had to be asked for again."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class BatchDocument(Base):
    """One person's place in a batch, and their document once it is made."""

    __tablename__ = "batch_documents"

    batch_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("document_batches.id"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    """In order of names."""
    mentee_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), index=True)
    left_out: Mapped[LeftOut | None] = mapped_column(Code(LeftOut))
    size: Mapped[int | None]
    """Bytes, once it is made."""
    content: Mapped[bytes | None] = mapped_column(
        LargeBinary, deferred=True, deferred_raiseload=True
    )
    """What an HR viewer reads, as PDF: nothing of the pair's is in it."""

"""The audit log and the receipts of who opened whose report."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import UtcDateTime


class AuditEvent(HasId, Base):
    """One thing that someone did. Rows are only ever added."""

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_name", "name", "happened_at"),)

    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(BigId)
    """The person, or None for the program itself."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Ids and codes that the event's declaration asks for."""


class Receipt(HasId, Base):
    """Someone other than the pair opened, or exported, a mentee's report."""

    __tablename__ = "receipts"
    __table_args__ = (Index("ix_receipts_mentee", "mentee_id", "opened_at"),)

    mentee_id: Mapped[int] = mapped_column(BigId)
    programme_id: Mapped[int] = mapped_column(BigId)
    reader_id: Mapped[int | None] = mapped_column(BigId)
    """None for whoever runs the command line: there is no person behind it."""
    opened_as: Mapped[str]
    """`hr_viewer`, `coordinator`, `mentor` or `operator`."""
    what: Mapped[str]
    """`report`, `trace`, `list`, or what was taken along: `export_csv`, `export_json`,
    `export_xlsx`, `export_pdf`, `export_zip`."""
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)

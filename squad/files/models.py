"""Files that wait for a yes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Encrypted, UtcDateTime


class WaitingUpload(HasId, Base):
    """A file that somebody uploaded and has not confirmed yet; what it became, once they have.

    Its content is encrypted, and gone with the confirmation, the cancellation, or the hour.
    """

    __tablename__ = "waiting_uploads"
    __table_args__ = (Index("ix_waiting_uploads_person", "person_id", "purpose"),)

    person_id: Mapped[int] = mapped_column(BigId)
    """Who uploaded it: nobody else ever sees it."""
    purpose: Mapped[str]
    """What it is for: `roster`, `pairings`, `sessions`."""
    programme_id: Mapped[int | None] = mapped_column(BigId)
    """The programme that it is imported into, where there is one."""
    file_name: Mapped[str] = mapped_column(Encrypted)
    content: Mapped[str] = mapped_column(Encrypted, deferred=True, deferred_raiseload=True)
    """The bytes, compressed, as base64; empty once it is settled."""
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What its owner said about it: whether it is complete, who is the same person."""
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """How many rows it created, changed …, once it was confirmed."""

"""What the mentee says ninety days after the end."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Encrypted, UtcDateTime


class RetentionAnswer(HasId, Base):
    """What the mentee says of a milestone at a retention check, where nothing is stated anew.

    Rows are only ever added; the greatest number of a milestone is in force.
    """

    __tablename__ = "retention_answers"
    __table_args__ = (UniqueConstraint("pairing_id", "milestone_code", "number"),)

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    milestone_code: Mapped[str]
    number: Mapped[int]
    said: Mapped[str | None] = mapped_column(Encrypted)
    """A code; nobody but the pair reads it, hence encrypted. None: taken back."""
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))


class RetentionShare(HasId, Base):
    """How many the mentee no longer does, copied for HR; rows are only ever added.

    Withdrawn: one more, and all are emptied.
    """

    __tablename__ = "retention_shares"
    __table_args__ = (UniqueConstraint("pairing_id", "number"),)

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    number: Mapped[int]
    no_longer: Mapped[int | None]
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))

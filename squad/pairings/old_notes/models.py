"""What two people say about the notes of their ended pairing."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.db.base import Base, BigId
from squad.db.types import Encrypted, UtcDateTime
from squad.framework.rules.fluency import Side
from squad.pairings.models import Pairing
from squad.pairings.old_notes.rules import are_open


class OldNotes(Base):
    """A pairing was handed over: may the new mentor read its notes? Each of the old two says."""

    __tablename__ = "old_notes"

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"), primary_key=True)
    """The pairing that ended."""
    to_pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"), unique=True)
    """The one that followed it."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mentee_answer: Mapped[str | None] = mapped_column(Encrypted)
    mentee_answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mentor_answer: Mapped[str | None] = mapped_column(Encrypted)
    """The old mentor's."""
    mentor_answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    pairing: Mapped[Pairing] = relationship(foreign_keys=[pairing_id], lazy="raise")
    to_pairing: Mapped[Pairing] = relationship(foreign_keys=[to_pairing_id], lazy="raise")

    @property
    def open(self) -> bool:
        """Whether the new mentor reads the notes."""
        return are_open((self.mentee_answer, self.mentor_answer), self.to_pairing.state)

    def answer_of(self, side: Side) -> str | None:
        """What one of the old two has said."""
        return self.mentor_answer if side is Side.MENTOR else self.mentee_answer

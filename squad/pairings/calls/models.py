"""Answers to whether to go on, and messages that something is not right."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, Encrypted, UtcDateTime
from squad.framework.rules.fluency import Side
from squad.pairings.calls.rules import FitAnswer
from squad.pairings.models import Pairing

WAITING_SQL = text("settled_at IS NULL")


class FitSaid(HasId, Base):
    """What one of the two said about going on; the greatest number of a side is in force."""

    __tablename__ = "fit_answers"
    __table_args__ = (
        UniqueConstraint("pairing_id", "side", "number"),
        Index(
            "ix_fit_answers_waiting",
            "pairing_id",
            sqlite_where=WAITING_SQL,
            postgresql_where=WAITING_SQL,
        ),
    )

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    side: Mapped[Side] = mapped_column(Code(Side))
    number: Mapped[int]
    answer: Mapped[FitAnswer] = mapped_column(Code(FitAnswer))
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when the coordinator need do nothing about it: settled, or answered anew."""
    settled_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))


class Concern(HasId, Base):
    """“Something is not right”: to the coordinators, outside of the record; deleted in its time."""

    __tablename__ = "concerns"
    __table_args__ = (
        Index(
            "ix_concerns_waiting",
            "pairing_id",
            sqlite_where=WAITING_SQL,
            postgresql_where=WAITING_SQL,
        ),
        # What was deleted leaves no number behind that another message could take.
        {"sqlite_autoincrement": True},
    )

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    side: Mapped[Side] = mapped_column(Code(Side))
    """Who wrote it."""
    words: Mapped[str] = mapped_column(Encrypted)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))

    pairing: Mapped[Pairing] = relationship(lazy="raise")

"""Offers of a second look, and what the other mentor said of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.coaching.rules.second_looks import LookState
from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, Encrypted, UtcDateTime
from squad.pairings.models import Pairing
from squad.people.models import Person

ASKED_SQL = text("state NOT IN ('withdrawn', 'expired')")


class SecondLook(HasId, Base):
    """A mentee offers another mentor a look at one milestone, and what became of the offer."""

    __tablename__ = "second_looks"
    __table_args__ = (
        # Whoever was asked about a milestone is not asked twice.
        Index(
            "uq_second_looks_once",
            "pairing_id",
            "milestone_code",
            "asked_id",
            unique=True,
            sqlite_where=ASKED_SQL,
            postgresql_where=ASKED_SQL,
        ),
        Index("ix_second_looks_asked", "asked_id", "state"),
    )

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    milestone_code: Mapped[str]
    asked_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    purposes: Mapped[str]
    """Kinds of purpose agreed at that time, comma-separated codes."""
    signs: Mapped[str] = mapped_column(Encrypted, default="")
    """The signs of success that the mentee shares, one a line; emptied when they take it back."""
    place: Mapped[str] = mapped_column(Encrypted, default="")
    """Where to look, in the mentee's words."""
    state: Mapped[LookState] = mapped_column(Code(LookState), default=LookState.OPEN)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    pairing: Mapped[Pairing] = relationship(lazy="raise")
    asked: Mapped[Person] = relationship(lazy="raise")
    answers: Mapped[list["SecondLookAnswer"]] = relationship(
        lazy="raise", order_by="SecondLookAnswer.number"
    )


class SecondLookAnswer(HasId, Base):
    """What the other mentor saw. Rows are only ever added; the greatest number is in force."""

    __tablename__ = "second_look_answers"
    __table_args__ = (UniqueConstraint("second_look_id", "number"),)

    second_look_id: Mapped[int] = mapped_column(BigId, ForeignKey("second_looks.id"))
    number: Mapped[int]
    verdict: Mapped[str] = mapped_column(Encrypted)
    """A code of `Verdict`; nobody but the pair and its writer reads it, hence encrypted."""
    words: Mapped[str] = mapped_column(Encrypted, default="")
    happened_on: Mapped[date]
    """The day of the look."""
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))

"""A programme's rules of nudging, what was sent by them, and the calls that were made."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.framework.rules.fluency import Side
from squad.nudges.rules import Outcome, Rule, To, Voice


class NudgeTable(Base):
    """How a programme nudges, once it has said so; its rules are rows of their own."""

    __tablename__ = "nudge_tables"

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    sponsor_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    """In whose name mentees are written to."""
    a_week: Mapped[int]
    from_hour: Mapped[int]
    until_hour: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change of it or of its rules."""


class NudgeRule(Base):
    """One rule of a programme's table."""

    __tablename__ = "nudge_rules"

    programme_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("nudge_tables.programme_id"), primary_key=True
    )
    rule: Mapped[Rule] = mapped_column(Code(Rule), primary_key=True)
    is_on: Mapped[bool]
    after_days: Mapped[int]
    writes_to: Mapped[To] = mapped_column(Code(To))
    voice: Mapped[Voice] = mapped_column(Code(Voice))


class Nudge(HasId, Base):
    """Somebody was written to. Rows are only ever added."""

    __tablename__ = "nudges"
    __table_args__ = (
        # However many workers notice the same at once, it is told once.
        UniqueConstraint("pairing_id", "person_id", "rule", "about", "number"),
        Index("ix_nudges_person", "person_id", "sent_at"),
        Index("ix_nudges_sent", "sent_at"),
    )

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    side: Mapped[Side] = mapped_column(Code(Side))
    rule: Mapped[Rule] = mapped_column(Code(Rule))
    about: Mapped[str]
    """A day, a session's or a statement's id, or a moment: what it was about."""
    number: Mapped[int]
    """The first or the second about it."""
    voice: Mapped[Voice] = mapped_column(Code(Voice))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)


class NudgeCall(HasId, Base):
    """A coordinator called one of a pairing. Rows are only ever added."""

    __tablename__ = "nudge_calls"

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"), index=True)
    rule: Mapped[Rule | None] = mapped_column(Code(Rule))
    """What the list gave as its reason."""
    outcome: Mapped[Outcome] = mapped_column(Code(Outcome))
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))

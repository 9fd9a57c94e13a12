"""What follows from statements: attainment, spans, progress."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import UtcDateTime


class Attainment(Base):
    """Derived: how a milestone stands for a mentee. Dates, so that no clock needs to touch it."""

    __tablename__ = "attainments"

    mentee_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    milestone_code: Mapped[str] = mapped_column(primary_key=True)
    held: Mapped[bool]
    held_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    at_start: Mapped[bool]
    refresh_due: Mapped[date | None]
    """Last day on which its newest strong evidence is fresh."""
    pending: Mapped[bool]
    pending_until: Mapped[date | None]
    """Last day to answer, once the pairing ended."""
    look_again: Mapped[bool]


class Span(HasId, Base):
    """Derived: from when to when a milestone was held, or an area or headline stood at a stage.

    `subject`: a milestone's or an area's code, or `headline`; `value`: 1 for held, else the stage.
    """

    __tablename__ = "spans"
    __table_args__ = (Index("ix_spans_mentee", "mentee_id", "programme_id", "subject"),)

    mentee_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    subject: Mapped[str]
    value: Mapped[int]
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """First instant at which it no longer held; None = still."""


class Progress(Base):
    """Derived: the figures of a mentee's report that stand until the next statement."""

    __tablename__ = "progress"

    mentee_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    headline: Mapped[int]
    target_met: Mapped[bool]
    held: Mapped[int]
    at_start: Mapped[int]
    set_aside: Mapped[int]
    total: Mapped[int]
    stage_purpose: Mapped[int]
    stage_presence: Mapped[int]
    stage_listening: Mapped[int]
    stage_publishing: Mapped[int]
    stage_conversing: Mapped[int]
    stage_care: Mapped[int]

"""Coaching sessions with their history, their next steps, drafts and codes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.coaching.rules.log import CancelledBy, CoachingState, Medium, Notice, Reason
from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, Encrypted, UtcDateTime
from squad.framework.rules.fluency import Side
from squad.pairings.models import Pairing


class CoachingSession(HasId, Base):
    """A session of a pairing as it stands now; `coaching_session_versions` keeps its history."""

    __tablename__ = "coaching_sessions"
    __table_args__ = (
        Index("ix_coaching_sessions_pairing", "pairing_id", "held_on", "id"),
        UniqueConstraint("pairing_id", "import_key"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 5 AND 240", name="minutes_in_range"),
    )

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    state: Mapped[CoachingState] = mapped_column(Code(CoachingState))
    held_on: Mapped[date]
    """Day on which it took place, was called off or is planned."""
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it begins, if a time was said."""
    minutes: Mapped[int | None]
    """Length, when held."""
    preparation_minutes: Mapped[int] = mapped_column(default=0)
    travel_minutes: Mapped[int] = mapped_column(default=0)
    medium: Mapped[Medium | None] = mapped_column(Code(Medium))
    cancelled_by: Mapped[CancelledBy | None] = mapped_column(Code(CancelledBy))
    notice: Mapped[Notice | None] = mapped_column(Code(Notice))
    reason: Mapped[Reason | None] = mapped_column(Code(Reason))
    note: Mapped[str] = mapped_column(Encrypted, default="")
    links: Mapped[str] = mapped_column(Encrypted, default="")
    """One address a line."""
    moves: Mapped[int] = mapped_column(default=0)
    """How often a planned session was moved."""
    logged_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it was first recorded."""
    logged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When what became of it was recorded; None while it is only planned."""
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    imported: Mapped[bool] = mapped_column(default=False)
    import_key: Mapped[str | None]
    """`DATE#n`, the n-th row of that day in an import: the same row is the same session."""
    huddle: Mapped[str | None]
    """Of a group session: a random key that its sessions, one in each pairing, have in common."""
    version: Mapped[int] = mapped_column(default=1)

    pairing: Mapped[Pairing] = relationship(lazy="raise")
    next_steps: Mapped[list["NextStep"]] = relationship(lazy="raise", order_by="NextStep.id")

    __mapper_args__ = {"version_id_col": version}


class CoachingSessionVersion(HasId, Base):
    """A session as it stood from `known_at` on. Rows are only ever added."""

    __tablename__ = "coaching_session_versions"
    __table_args__ = (UniqueConstraint("coaching_session_id", "number"),)

    coaching_session_id: Mapped[int] = mapped_column(BigId, ForeignKey("coaching_sessions.id"))
    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"), index=True)
    number: Mapped[int]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    state: Mapped[CoachingState] = mapped_column(Code(CoachingState))
    held_on: Mapped[date]
    minutes: Mapped[int | None]
    preparation_minutes: Mapped[int]
    travel_minutes: Mapped[int]
    cancelled_by: Mapped[CancelledBy | None] = mapped_column(Code(CancelledBy))
    voided: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Encrypted)
    """Everything else of this version, free text included, as JSON."""


class NextStep(HasId, Base):
    """Something one of the two said they would do."""

    __tablename__ = "next_steps"

    coaching_session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("coaching_sessions.id"), index=True
    )
    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"), index=True)
    owner: Mapped[Side] = mapped_column(Code(Side))
    words: Mapped[str] = mapped_column(Encrypted)
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Draft(Base):
    """A half-written session log, kept until it is saved or thrown away."""

    __tablename__ = "drafts"

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"), primary_key=True)
    fields: Mapped[str] = mapped_column(Encrypted)
    """The form's fields as JSON."""
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CloseCode(HasId, Base):
    """A short-lived code that opens the page on which the mentee answers a session at once."""

    __tablename__ = "close_codes"

    coaching_session_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("coaching_sessions.id"), index=True
    )
    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    code: Mapped[str] = mapped_column(index=True)
    """Six digits. Of no use to anyone but the mentee, who may answer without it."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

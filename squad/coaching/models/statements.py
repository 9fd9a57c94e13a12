"""Observations with their answers, and what backs them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.coaching.rules.backings import BackingKind
from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, Encrypted, EncryptedBytes, UtcDateTime
from squad.framework.rules.fluency import AnswerKind, Side
from squad.framework.rules.model import Autonomy, Evidence


class Observation(HasId, Base):
    """One dated statement that a mentee did what a milestone says. Never changed but withdrawn."""

    __tablename__ = "observations"
    __table_args__ = (
        Index("ix_observations_mentee", "mentee_id", "programme_id", "milestone_code"),
        Index("ix_observations_coaching_session", "coaching_session_id"),
        Index("ix_observations_pairing", "pairing_id"),
        Index("ix_observations_corrects", "corrects_id"),
    )

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    mentee_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    milestone_code: Mapped[str]
    autonomy: Mapped[Autonomy] = mapped_column(Code(Autonomy))
    evidence: Mapped[Evidence] = mapped_column(Code(Evidence))
    drill: Mapped[bool] = mapped_column(default=False)
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stated_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    side: Mapped[Side] = mapped_column(Code(Side))
    """Which of the two stated it; the other answers."""
    coaching_session_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("coaching_sessions.id")
    )
    before: Mapped[bool] = mapped_column(default=False)
    """Already so before we began."""
    corrects_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("observations.id"))
    words: Mapped[str] = mapped_column(Encrypted, default="")
    """What was seen, or where it is."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    imported: Mapped[bool] = mapped_column(default=False)
    last_answer_on: Mapped[date | None]
    """Last day to answer it, of a statement made at a retention check."""
    dropped: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether its milestone counts no more since the programme moved to another version."""

    answers: Mapped[list["Answer"]] = relationship(lazy="raise", order_by="Answer.sequence")


class Answer(HasId, Base):
    """What the other one of the pair says of an observation. Rows are only ever added."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("observation_id", "sequence"),)

    observation_id: Mapped[int] = mapped_column(BigId, ForeignKey("observations.id"))
    sequence: Mapped[int]
    kind: Mapped[AnswerKind] = mapped_column(Code(AnswerKind))
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(Encrypted, default="")
    imported: Mapped[bool] = mapped_column(default=False)


class Backing(HasId, Base):
    """A link or a file behind an observation. Withdrawn, what it was is gone; the fact stays."""

    __tablename__ = "backings"

    observation_id: Mapped[int] = mapped_column(BigId, ForeignKey("observations.id"), index=True)
    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"), index=True)
    kind: Mapped[BackingKind] = mapped_column(Code(BackingKind))
    link: Mapped[str] = mapped_column(Encrypted, default="")
    size: Mapped[int] = mapped_column(default=0)
    """Bytes of the file as it was kept; its content is in `backing_parts`."""
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))


class BackingPart(Base):
    """A part of a file, so that it is neither read nor sent as a whole."""

    __tablename__ = "backing_parts"

    backing_id: Mapped[int] = mapped_column(BigId, ForeignKey("backings.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(EncryptedBytes)

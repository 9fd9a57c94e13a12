"""Runs of drills. Nothing of one is readable outside of the pair, and a thrown one is gone."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, Encrypted, UtcDateTime
from squad.drills.rules import RunState


class DrillRun(HasId, Base):
    """One run of a drill by the mentee of a pairing."""

    __tablename__ = "drill_runs"
    __table_args__ = (Index("ix_drill_runs_pairing", "pairing_id", "state"),)

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    framework_version_id: Mapped[int] = mapped_column(BigId, ForeignKey("framework_versions.id"))
    """The version whose words were played: the programme may move on, the run stays readable."""
    drill: Mapped[str] = mapped_column(Encrypted)
    """The drill's code."""
    state: Mapped[RunState] = mapped_column(Code(RunState))
    minute: Mapped[int] = mapped_column(default=0)
    """Up to which minute of the drill messages have arrived. No clock's time is kept."""
    answers: Mapped[str] = mapped_column(Encrypted, default="")
    """What was written, as JSON; emptied when the mentee takes the run back."""
    own: Mapped[str | None] = mapped_column(Encrypted)
    """Which criteria the mentee saw, once kept."""
    said: Mapped[str | None] = mapped_column(Encrypted)
    """Which criteria the mentor saw; None until said."""
    kept_on: Mapped[date | None]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class DrillStatement(Base):
    """A statement that was made from a kept run; it stays when the run is taken back."""

    __tablename__ = "drill_statements"

    run_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("drill_runs.id", ondelete="CASCADE"), primary_key=True
    )
    observation_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("observations.id"), primary_key=True
    )

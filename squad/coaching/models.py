"""Coaching sessions with their history, observations with their answers, what follows from both."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.coaching.rules.backings import BackingKind
from squad.coaching.rules.brought import BroughtAnswer
from squad.coaching.rules.log import CancelledBy, CoachingState, Medium, Notice, Reason
from squad.coaching.rules.ratings import Moment
from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, Encrypted, EncryptedBytes, UtcDateTime
from squad.framework.rules.fluency import AnswerKind, Side
from squad.framework.rules.model import Area, Autonomy, Evidence
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


class Observation(HasId, Base):
    """One dated statement that a mentee did what a milestone says. Never changed but withdrawn."""

    __tablename__ = "observations"
    __table_args__ = (
        Index("ix_observations_mentee", "mentee_id", "programme_id", "milestone_code"),
        Index("ix_observations_coaching_session", "coaching_session_id"),
        Index("ix_observations_pairing", "pairing_id"),
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


class Rating(HasId, Base):
    """Where one of the two sees the mentee in one area. Rows are only ever added.

    A version of a rating is the rows of one number; the greatest is in force.
    """

    __tablename__ = "ratings"
    __table_args__ = (UniqueConstraint("pairing_id", "moment", "side", "number", "area"),)

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    moment: Mapped[Moment] = mapped_column(Code(Moment))
    side: Mapped[Side] = mapped_column(Code(Side))
    number: Mapped[int]
    area: Mapped[Area] = mapped_column(Code(Area))
    level: Mapped[str | None] = mapped_column(Encrypted)
    """The stage, 0 for none yet; nobody but the pair reads it, hence encrypted. None: not said."""
    words: Mapped[str] = mapped_column(Encrypted, default="")
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))


class Brought(HasId, Base):
    """What the mentee says of one sign of success. Rows are only ever added; the last counts."""

    __tablename__ = "brought"
    __table_args__ = (UniqueConstraint("pairing_id", "moment", "number", "purpose_id"),)

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    moment: Mapped[Moment] = mapped_column(Code(Moment))
    number: Mapped[int]
    purpose_id: Mapped[int] = mapped_column(BigId, ForeignKey("agreement_purposes.id"))
    answer: Mapped[str] = mapped_column(Encrypted)
    value_now: Mapped[str] = mapped_column(Encrypted)
    words: Mapped[str] = mapped_column(Encrypted)
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))


class BroughtShare(HasId, Base):
    """What HR may read of it, in columns of its own; withdrawing empties them."""

    __tablename__ = "brought_shares"

    brought_id: Mapped[int] = mapped_column(BigId, ForeignKey("brought.id"), index=True)
    kind: Mapped[str | None]
    answer: Mapped[BroughtAnswer | None] = mapped_column(Code(BroughtAnswer))
    value_at_start: Mapped[str | None]
    value_now: Mapped[str | None]
    words: Mapped[str | None]
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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
    """How many the mentee no longer does, copied for HR; withdrawn: an empty one. Only added."""

    __tablename__ = "retention_shares"
    __table_args__ = (UniqueConstraint("pairing_id", "number"),)

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    number: Mapped[int]
    no_longer: Mapped[int | None]
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))

"""Who enrolled with what they said, a programme's weights, and its draft of pairs."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.framework.rules.fluency import Side
from squad.pairings.matching.rules.enrolment import Temperament
from squad.pairings.matching.rules.weights import SiteWish


class Enrolment(HasId, Base):
    """Somebody of the roster in a programme's pool, on one side."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("programme_id", "person_id", "side"),
        Index("ix_enrolments_person", "person_id"),
        CheckConstraint("capacity >= 1", name="a_place"),
    )

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    side: Mapped[Side] = mapped_column(Code(Side))
    strengths: Mapped[str] = mapped_column(default="")
    """Codes of areas, comma-separated, as those below."""
    purposes: Mapped[str] = mapped_column(default="")
    networks: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    """Empty: the roster's."""
    hours: Mapped[str] = mapped_column(default="")
    """Parts of the week on the person's own clock; empty: any."""
    capacity: Mapped[int] = mapped_column(default=1)
    """How many mentees a mentor takes at a time."""
    site: Mapped[str] = mapped_column(default="")
    """Where a mentor can meet; empty: the roster's."""
    temperament: Mapped[Temperament | None] = mapped_column(Code(Temperament))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    """The person, or a coordinator on their behalf."""
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class MatchWeights(Base):
    """What a programme weighs, once it has said so."""

    __tablename__ = "match_weights"

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    strengths: Mapped[int]
    networks: Mapped[int]
    function: Mapped[int]
    site: Mapped[int]
    temperament: Mapped[int]
    site_wish: Mapped[SiteWish] = mapped_column(Code(SiteWish))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class MatchDraft(Base):
    """A programme's draft of pairs; its pairs and whom it left over are rows of their own."""

    __tablename__ = "match_drafts"

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    """Nobody: on the command line."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts every change of it or of its pairs."""


class MatchPair(HasId, Base):
    """Two people of a draft."""

    __tablename__ = "match_pairs"
    __table_args__ = (
        UniqueConstraint("programme_id", "mentee_id"),
        Index("ix_match_pairs_mentor", "programme_id", "mentor_id"),
    )

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("match_drafts.programme_id"))
    mentor_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    mentee_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    score: Mapped[int]
    reasons: Mapped[str] = mapped_column(Text)
    """Codes, a space between them."""
    locked: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[str] = mapped_column(default="")
    """Code of what kept it from being proposed."""


class MatchLeftOver(Base):
    """Somebody without a pair in a draft."""

    __tablename__ = "match_left_overs"

    programme_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("match_drafts.programme_id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    side: Mapped[Side] = mapped_column(Code(Side), primary_key=True)
    reasons: Mapped[str] = mapped_column(Text)
    """Codes with how many of the other side each is true of, a space between them."""

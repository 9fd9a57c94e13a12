"""What a mentor keeps for themself: no row points at a pairing, and nobody else reads any."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, Encrypted
from squad.mentoring.rules import Moment, Per


class AgreedHours(Base):
    """The hours that a mentor agreed with their manager for a programme."""

    __tablename__ = "agreed_hours"

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    hours: Mapped[int]
    per: Mapped[Per] = mapped_column(Code(Per))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Lesson(HasId, Base):
    """Something that a mentor learned about themself."""

    __tablename__ = "lessons"
    __table_args__ = (
        Index("ix_lessons_person", "person_id", "programme_id"),
        # What was deleted leaves no number behind that another one could take.
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    words: Mapped[str] = mapped_column(Encrypted)
    written_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Confidence(Base):
    """How sure a mentor is of themself at one moment; said once."""

    __tablename__ = "confidences"

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    moment: Mapped[Moment] = mapped_column(Code(Moment), primary_key=True)
    levels: Mapped[str] = mapped_column(Encrypted)
    """`rules.write_levels` writes them."""
    said_on: Mapped[date]

"""Tips that mentors share, and what each lets the others see of themself."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.framework.rules.model import Area


class Tip(HasId, Base):
    """What worked for a mentor, told to the others of the programme."""

    __tablename__ = "tips"
    __table_args__ = (
        Index("ix_tips_programme", "programme_id", "id"),
        # A tip that is gone never comes back as another one under its address.
        {"sqlite_autoincrement": True},
    )

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    area: Mapped[Area] = mapped_column(Code(Area))
    words: Mapped[str] = mapped_column(Text)
    searched: Mapped[str] = mapped_column(Text)
    """The words, folded: what a search looks in, alike on both databases."""
    shared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class RoomCard(Base):
    """What a mentor shows the other mentors of a programme; who shows nothing has none."""

    __tablename__ = "room_cards"

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    places: Mapped[bool]
    strengths: Mapped[bool]
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Whoever leaves the pool and comes back shows nothing until they choose again."""

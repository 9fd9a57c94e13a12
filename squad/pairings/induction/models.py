"""How far a mentor has come in the induction of a programme."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId
from squad.db.types import UtcDateTime


class Induction(Base):
    """The points that a mentor has ticked in a programme, and when the last one was."""

    __tablename__ = "inductions"

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    programme_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("programmes.id"), primary_key=True, index=True
    )
    ticked: Mapped[str] = mapped_column(default="")
    """Codes of points, a space between them; only ever more of them."""
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

"""Who wants a programme's report each month."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId
from squad.db.types import UtcDateTime


class MonthlyReader(Base):
    """Somebody asked for the report of each month's end."""

    __tablename__ = "monthly_readers"

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Month ends before it are not sent."""

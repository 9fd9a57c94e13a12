"""Who books sessions for whom."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import UtcDateTime

NOT_REMOVED_SQL = text("removed_at IS NULL")


class Delegation(HasId, Base):
    """A mentee's assistant, from one day to another; a mentee has one at a time."""

    __tablename__ = "delegations"
    __table_args__ = (
        CheckConstraint("mentee_id <> delegate_id", name="two_people"),
        Index(
            "uq_delegations_one",
            "mentee_id",
            unique=True,
            sqlite_where=NOT_REMOVED_SQL,
            postgresql_where=NOT_REMOVED_SQL,
        ),
        Index(
            "ix_delegations_delegate",
            "delegate_id",
            sqlite_where=NOT_REMOVED_SQL,
            postgresql_where=NOT_REMOVED_SQL,
        ),
    )

    mentee_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    delegate_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    named_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

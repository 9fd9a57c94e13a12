"""People as the roster gives them, and when they are away."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.db.base import Base, BigId, HasId
from squad.db.types import UtcDateTime


class Person(HasId, Base):
    """Someone of the company. Never deleted by a roster, only deactivated."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("manager_id IS NULL OR manager_id <> id", name="not_own_manager"),
        Index("ix_people_order", "sort_key", "id"),
    )

    employee_id: Mapped[str | None] = mapped_column(unique=True)
    """The personnel number, when the company has one: the roster's first key."""
    name: Mapped[str]
    """As written on screens: « Hélène Roy »."""
    list_name: Mapped[str]
    """As written in lists ordered by name: « Roy, Hélène »."""
    sort_key: Mapped[str]
    """`list_name` folded: order and search ignore case and accents."""
    email: Mapped[str] = mapped_column(unique=True)
    """Lower case. The second key of the roster, and the sign-in name."""
    language: Mapped[str]
    """What this person reads in: one of `READ_IN`."""
    function: Mapped[str]
    """Department: Sales, Finance …; empty when unknown, like the three below."""
    level: Mapped[str]
    site: Mapped[str]
    time_zone: Mapped[str]
    """IANA name."""
    manager_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    """Counts saves: a stale save is refused."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    manager: Mapped["Person | None"] = relationship(remote_side="Person.id", lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class QuietPeriod(HasId, Base):
    """Days when a person wants no reminder: leave, a closing of accounts, whatever."""

    __tablename__ = "quiet_periods"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="in_order"),)

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """Last quiet day, included."""
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

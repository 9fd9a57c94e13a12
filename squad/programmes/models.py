"""Programmes, their rules and closed periods, and the roles granted in them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.access.viewer import Role
from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.framework.models import FrameworkVersion
from squad.programmes.rules import ReadingMode


class Programme(HasId, Base):
    """One edition of reverse mentoring in the company."""

    __tablename__ = "programmes"

    code: Mapped[str] = mapped_column(unique=True)
    """Kebab-case, in addresses and files."""
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    time_zone: Mapped[str]
    """Its days end at midnight here."""
    framework_version_id: Mapped[int] = mapped_column(BigId, ForeignKey("framework_versions.id"))
    """The version in force now: that of the last move, if it ever moved."""
    reading_mode: Mapped[ReadingMode] = mapped_column(Code(ReadingMode))
    """How HR reads; set before anyone accepts."""
    ratings_in_groups: Mapped[bool] = mapped_column(default=False)
    """Whether HR counts ratings over the whole programme; set before anyone accepts."""
    planned_sessions: Mapped[int]
    minutes: Mapped[int]
    cadence_days: Mapped[int]
    weeks: Mapped[int]
    target_purpose: Mapped[int | None]
    target_presence: Mapped[int | None]
    target_listening: Mapped[int | None]
    target_publishing: Mapped[int | None]
    target_conversing: Mapped[int | None]
    target_care: Mapped[int | None]
    overdue_amber_days: Mapped[int]
    overdue_red_days: Mapped[int]
    closing_offer_days: Mapped[int]
    proposal_working_days: Mapped[int]
    boss_distance: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody first accepted a pairing: from then on the reading mode is fixed."""
    archived_on: Mapped[date | None]
    """Derived: since when nothing is written into it."""
    framework_moves: Mapped[int] = mapped_column(default=0, server_default="0")
    """Derived: how often it moved to another version of the framework."""
    version: Mapped[int] = mapped_column(default=1)

    framework_version: Mapped[FrameworkVersion] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class ProgrammeVersion(HasId, Base):
    """The figures that reports use, as they were from an instant on. Rows are only ever added."""

    __tablename__ = "programme_versions"
    __table_args__ = (Index("ix_programme_versions_known", "programme_id", "known_at"),)

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    planned_sessions: Mapped[int]
    minutes: Mapped[int]
    cadence_days: Mapped[int]
    overdue_amber_days: Mapped[int]
    overdue_red_days: Mapped[int]
    closing_offer_days: Mapped[int]


class ProgrammeArchiving(HasId, Base):
    """A programme was archived, or opened again. Rows are only ever added."""

    __tablename__ = "programme_archivings"

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), index=True)
    archived: Mapped[bool]
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))


class FrameworkMove(HasId, Base):
    """A programme moved to another version of the framework. Rows are only ever added."""

    __tablename__ = "framework_moves"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    number: Mapped[int]
    from_version_id: Mapped[int] = mapped_column(BigId, ForeignKey("framework_versions.id"))
    to_version_id: Mapped[int] = mapped_column(BigId, ForeignKey("framework_versions.id"))
    mapping: Mapped[str] = mapped_column(Text)
    """Each old milestone's new code, or null, as canonical JSON."""
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))


class ClosedPeriod(HasId, Base):
    """Days when the programme stands still: August, the year's end."""

    __tablename__ = "closed_periods"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="in_order"),)

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """Last closed day, included."""
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoleGrant(HasId, Base):
    """A role that a person holds, or held, in a programme."""

    __tablename__ = "role_grants"
    __table_args__ = (
        Index(
            "uq_role_grants_live",
            "person_id",
            "programme_id",
            "role",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    role: Mapped[Role] = mapped_column(Code(Role))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    granted_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

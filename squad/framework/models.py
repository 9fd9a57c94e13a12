"""Stored versions of the framework."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import UtcDateTime


class FrameworkVersion(HasId, Base):
    """One version, whole and unchangeable: a programme keeps the one it began with."""

    __tablename__ = "framework_versions"

    code: Mapped[str] = mapped_column(unique=True)
    """For people: `2026.2`."""
    digest: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the canonical document: the same content is never loaded twice."""
    document: Mapped[str] = mapped_column(Text)
    """Areas, milestones, sample sets, openers and guides as canonical JSON."""
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FrameworkDraft(HasId, Base):
    """A version in the making, shared by all who may edit: it goes when it is published."""

    __tablename__ = "framework_drafts"

    base_version_id: Mapped[int] = mapped_column(BigId, ForeignKey("framework_versions.id"))
    """The stored version that it is compared with."""
    document: Mapped[str] = mapped_column(Text)
    """The whole document as canonical JSON; it may hold flaws."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

"""Stored versions of the framework."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, HasId
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

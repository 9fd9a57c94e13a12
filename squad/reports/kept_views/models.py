"""Kept views of programmes' reports."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.reports.kept_views.rules import ShownDay
from squad.reports.shapes import Sort


class KeptView(HasId, Base):
    """A named way of reading a programme's report; it holds no name of a person."""

    __tablename__ = "kept_views"
    __table_args__ = (
        UniqueConstraint("programme_id", "name"),
        CheckConstraint("shown_day <> 'fixed' OR fixed_on IS NOT NULL", name="fixed_day"),
        # An address that was sent to others never opens another view later.
        {"sqlite_autoincrement": True},
    )

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    name: Mapped[str]
    function: Mapped[str]
    site: Mapped[str]
    state: Mapped[str]
    """Of pairings; empty, as function and site: all."""
    silent: Mapped[bool]
    sort: Mapped[Sort] = mapped_column(Code(Sort))
    shown_day: Mapped[ShownDay] = mapped_column(Code(ShownDay))
    fixed_on: Mapped[date | None]
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

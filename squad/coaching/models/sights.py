"""How the two see it: ratings, and what it brought."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from squad.coaching.rules.brought import BroughtAnswer
from squad.coaching.rules.ratings import Moment
from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, Encrypted, UtcDateTime
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area


class Rating(HasId, Base):
    """Where one of the two sees the mentee in one area. Rows are only ever added.

    A version of a rating is the rows of one number; the greatest is in force.
    """

    __tablename__ = "ratings"
    __table_args__ = (UniqueConstraint("pairing_id", "moment", "side", "number", "area"),)

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    moment: Mapped[Moment] = mapped_column(Code(Moment))
    side: Mapped[Side] = mapped_column(Code(Side))
    number: Mapped[int]
    area: Mapped[Area] = mapped_column(Code(Area))
    level: Mapped[str | None] = mapped_column(Encrypted)
    """The stage, 0 for none yet; nobody but the pair reads it, hence encrypted. None: not said."""
    words: Mapped[str] = mapped_column(Encrypted, default="")
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))


class Brought(HasId, Base):
    """What the mentee says of one sign of success. Rows are only ever added; the last counts."""

    __tablename__ = "brought"
    __table_args__ = (UniqueConstraint("pairing_id", "moment", "number", "purpose_id"),)

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    moment: Mapped[Moment] = mapped_column(Code(Moment))
    number: Mapped[int]
    purpose_id: Mapped[int] = mapped_column(BigId, ForeignKey("agreement_purposes.id"))
    answer: Mapped[str] = mapped_column(Encrypted)
    value_now: Mapped[str] = mapped_column(Encrypted)
    words: Mapped[str] = mapped_column(Encrypted)
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))


class BroughtShare(HasId, Base):
    """What HR may read of it, in columns of its own; withdrawing empties them."""

    __tablename__ = "brought_shares"

    brought_id: Mapped[int] = mapped_column(BigId, ForeignKey("brought.id"), index=True)
    kind: Mapped[str | None]
    answer: Mapped[BroughtAnswer | None] = mapped_column(Code(BroughtAnswer))
    value_at_start: Mapped[str | None]
    value_now: Mapped[str | None]
    words: Mapped[str | None]
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

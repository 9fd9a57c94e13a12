"""What reports of a programme read instead of counting everybody: all of it derived."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId
from squad.db.types import Code
from squad.pairings.rules.clocks import Level
from squad.pairings.rules.states import PairingState
from squad.reports.ledger.rules.parts import Part

# Ordered by code point on both databases, so that a page goes on where the one before ended.
Key = String().with_variant(String(collation="C"), "postgresql")


class Standing(Base):
    """Derived: a mentee in the list of a programme, with what it is sorted and narrowed by."""

    __tablename__ = "standings"
    __table_args__ = (
        Index("ix_standings_name", "programme_id", "sort_key", "mentee_id"),
        Index("ix_standings_function", "programme_id", "function_key", "sort_key", "mentee_id"),
        Index("ix_standings_site", "programme_id", "site_key", "sort_key", "mentee_id"),
        Index("ix_standings_last", "programme_id", "last_order", "sort_key", "mentee_id"),
        Index("ix_standings_silent", "programme_id", "silent_order", "sort_key", "mentee_id"),
    )

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    mentee_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("people.id"), primary_key=True, index=True
    )
    state: Mapped[PairingState] = mapped_column(Code(PairingState))
    """Of the pairing that lives, else of the last."""
    begun_on: Mapped[date]
    """The day on which it became known that both had accepted a first pairing."""
    sort_key: Mapped[str] = mapped_column(Key)
    function_key: Mapped[str] = mapped_column(Key)
    """The function folded, a tab, the function; last of all without one. So is the site."""
    site_key: Mapped[str] = mapped_column(Key)
    level: Mapped[str]
    language: Mapped[str]
    """English or French, whatever kind of it the person reads."""
    purpose: Mapped[str]
    """The kind of the first purpose agreed."""
    last_order: Mapped[int]
    """The last session first: minus its day's number; 1 where none was held."""
    silent_order: Mapped[int]
    """Since when nothing was held, counted in days that count, of all time; later by the days of
    pauses. Whoever is not waited for stands last of all."""
    headline: Mapped[int]
    target_met: Mapped[bool]
    held: Mapped[int]
    total: Mapped[int]


class SilentTime(Base):
    """Derived: days on which the programme counts a person's pairing as silent."""

    __tablename__ = "silent_times"
    __table_args__ = (Index("ix_silent_times_days", "programme_id", "from_on"),)

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    mentee_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("people.id"), primary_key=True, index=True
    )
    from_on: Mapped[date] = mapped_column(primary_key=True)
    to_on: Mapped[date | None]
    """The last of these days; None: until something is heard."""
    level: Mapped[Level] = mapped_column(Code(Level))


class LedgerPage(Base):
    """Derived: what one person adds to the tallies of a programme; taken back when it moves."""

    __tablename__ = "ledger_pages"

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    mentee_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("people.id"), primary_key=True, index=True
    )
    entries: Mapped[str] = mapped_column(Text)
    """`MEASURE@DAY+AMOUNT`, in order, a space between them."""


class LedgerPart(Base):
    """Derived: what somebody adds to the tallies beside a mentee's course, as a page does."""

    __tablename__ = "ledger_parts"

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("people.id"), primary_key=True, index=True
    )
    part: Mapped[Part] = mapped_column(Code(Part), primary_key=True)
    entries: Mapped[str] = mapped_column(Text)
    """As on a page."""


class Tally(Base):
    """Derived: by how much a measure of a programme moved on a day; as of a day it is the sum."""

    __tablename__ = "tallies"

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"), primary_key=True)
    measure: Mapped[str] = mapped_column(Key, primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    amount: Mapped[int] = mapped_column(BigInteger)

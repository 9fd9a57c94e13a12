"""Times that one side offers for the next session, and what people set for their calendars."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.coaching.calendar.rules import OfferOutcome
from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.framework.rules.fluency import Side
from squad.pairings.models import Pairing

OPEN_SQL = text("closed_at IS NULL")


class TimeOffer(HasId, Base):
    """Up to three times, of which the other side takes one. A pairing has one that is not closed.

    Whether it is still open follows: until its last time, or until the next session was planned
    otherwise. One that was left unanswered is closed once whoever made it is told.
    """

    __tablename__ = "time_offers"
    __table_args__ = (
        Index(
            "uq_time_offers_one_open",
            "pairing_id",
            unique=True,
            sqlite_where=OPEN_SQL,
            postgresql_where=OPEN_SQL,
        ),
    )

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    side: Mapped[Side] = mapped_column(Code(Side))
    """Whose offer it is; an assistant's is the mentee's."""
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[OfferOutcome | None] = mapped_column(Code(OfferOutcome))
    taken: Mapped[int | None]
    """The number of the time that was taken."""

    pairing: Mapped[Pairing] = relationship(lazy="raise")
    times: Mapped[list["OfferedTime"]] = relationship(
        lazy="raise", order_by="OfferedTime.starts_at, OfferedTime.number"
    )


class OfferedTime(Base):
    """One of the times of an offer."""

    __tablename__ = "offered_times"

    offer_id: Mapped[int] = mapped_column(BigId, ForeignKey("time_offers.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OwnCalendar(Base):
    """What a person has set for their calendar."""

    __tablename__ = "calendars"

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    title: Mapped[str] = mapped_column(default="")
    """What entries are called; empty: the neutral word of the person's language."""
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    """Of the address under which programs read the person's sessions; None: there is none."""
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When that address was made."""

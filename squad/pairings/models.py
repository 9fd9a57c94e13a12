"""Pairings, how they moved, what the two agreed, and a summary for lists."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, Encrypted, UtcDateTime
from squad.pairings.rules.agreement import Booker
from squad.pairings.rules.clocks import PlannedTime, next_planned
from squad.pairings.rules.states import EndReason, PairingState
from squad.people.models import Person
from squad.programmes.models import Programme

LIVE_SQL = text("state IN ('proposed', 'accepted', 'active', 'paused')")


class Pairing(HasId, Base):
    """One mentor and one mentee of a programme."""

    __tablename__ = "pairings"
    __table_args__ = (
        CheckConstraint("mentor_id <> mentee_id", name="two_people"),
        Index(
            "uq_pairings_one_live",
            "programme_id",
            "mentee_id",
            unique=True,
            sqlite_where=LIVE_SQL,
            postgresql_where=LIVE_SQL,
        ),
        Index("ix_pairings_mentor", "mentor_id", "state"),
        Index("ix_pairings_mentee", "mentee_id", "programme_id"),
        Index("ix_pairings_squad", "programme_id", "mentor_id", "accepted_on"),
    )

    programme_id: Mapped[int] = mapped_column(BigId, ForeignKey("programmes.id"))
    mentor_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    mentee_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"))
    state: Mapped[PairingState] = mapped_column(Code(PairingState))
    proposed_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    expires_on: Mapped[date | None]
    """Last day to accept."""
    mentor_accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mentee_accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_on: Mapped[date | None]
    """When both had accepted: sessions may be logged from here on."""
    ended_on: Mapped[date | None]
    end_reason: Mapped[EndReason | None] = mapped_column(Code(EndReason))
    imported: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    programme: Mapped[Programme] = relationship(lazy="raise")
    mentor: Mapped[Person] = relationship(foreign_keys=[mentor_id], lazy="raise")
    mentee: Mapped[Person] = relationship(foreign_keys=[mentee_id], lazy="raise")
    summary: Mapped["PairingSummary"] = relationship(lazy="raise", back_populates="pairing")

    __mapper_args__ = {"version_id_col": version}


class PairingTransition(HasId, Base):
    """A pairing moved from one state to another. Rows are only ever added."""

    __tablename__ = "pairing_transitions"

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"), index=True)
    from_state: Mapped[PairingState | None] = mapped_column(Code(PairingState))
    to_state: Mapped[PairingState] = mapped_column(Code(PairingState))
    happened_on: Mapped[date]
    known_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    reason: Mapped[EndReason | None] = mapped_column(Code(EndReason))


class PlannedTimes(TypeDecorator[tuple[PlannedTime, ...]]):
    """Planned times as one text, `INSTANT*MOVES` each, a space between them."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: tuple[PlannedTime, ...] | None, dialect: Dialect
    ) -> str | None:
        del dialect
        return None if value is None else " ".join(f"{t.at.isoformat()}*{t.moves}" for t in value)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[PlannedTime, ...] | None:
        del dialect
        parts = [each.split("*") for each in (value or "").split()]
        return tuple(PlannedTime(datetime.fromisoformat(at), int(moves)) for at, moves in parts)


class PairingSummary(Base):
    """Derived: what lists show of a pairing; written by coaching, recomputed by `squad check`."""

    __tablename__ = "pairing_summaries"

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"), primary_key=True)
    held_sessions: Mapped[int] = mapped_column(default=0)
    held_minutes: Mapped[int] = mapped_column(default=0)
    other_minutes: Mapped[int] = mapped_column(default=0)
    """Preparation and travel."""
    last_held_on: Mapped[date | None]
    planned: Mapped[tuple[PlannedTime, ...]] = mapped_column(PlannedTimes, default=())
    """The planned sessions, first to last; those whose day has passed wait for their log."""
    to_confirm: Mapped[int] = mapped_column(default=0)
    """Statements of this pairing that await an answer."""
    broken_rules: Mapped[str] = mapped_column(default="")
    """Hard rules that a live pairing breaks since the roster changed: codes, comma-separated."""

    pairing: Mapped[Pairing] = relationship(lazy="raise", back_populates="summary")

    def next_planned_at(self, today: date, time_zone: str) -> datetime | None:
        """When the next session is."""
        return next_planned(self.planned, today, time_zone)


class AgreementVersion(HasId, Base):
    """What the two agree. In force = the last version that both signed."""

    __tablename__ = "agreement_versions"
    __table_args__ = (UniqueConstraint("pairing_id", "number"),)

    pairing_id: Mapped[int] = mapped_column(BigId, ForeignKey("pairings.id"))
    number: Mapped[int]
    drafted_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mentor_signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mentee_signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    in_force_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the second signature was known."""
    happened_on: Mapped[date | None]
    """The day of the second signature."""
    target_purpose: Mapped[int | None]
    target_presence: Mapped[int | None]
    target_listening: Mapped[int | None]
    target_publishing: Mapped[int | None]
    target_conversing: Mapped[int | None]
    target_care: Mapped[int | None]
    networks: Mapped[str]
    """Kinds of network, comma-separated codes: public, community, internal."""
    communities: Mapped[str] = mapped_column(Encrypted)
    cadence_days: Mapped[int]
    place: Mapped[str] = mapped_column(Encrypted)
    booked_by: Mapped[Booker] = mapped_column(Code(Booker))
    out_of_bounds: Mapped[str] = mapped_column(Encrypted)
    ask_before_publishing: Mapped[str] = mapped_column(Encrypted)
    imported: Mapped[bool] = mapped_column(default=False)

    pairing: Mapped[Pairing] = relationship(lazy="raise")
    purposes: Mapped[list["AgreementPurpose"]] = relationship(
        lazy="raise", order_by="AgreementPurpose.position", cascade="all"
    )
    set_asides: Mapped[list["AgreementSetAside"]] = relationship(lazy="raise", cascade="all")


class AgreementPurpose(HasId, Base):
    """One purpose with its sign of success, in the mentee's words."""

    __tablename__ = "agreement_purposes"

    agreement_version_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("agreement_versions.id"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str]
    """Code of the kind of purpose, from the framework."""
    sign_of_success: Mapped[str] = mapped_column(Encrypted)
    value_at_start: Mapped[str] = mapped_column(Encrypted)


class AgreementSetAside(HasId, Base):
    """A milestone that the two agreed is not for this role."""

    __tablename__ = "agreement_set_asides"
    __table_args__ = (UniqueConstraint("agreement_version_id", "milestone_code"),)

    agreement_version_id: Mapped[int] = mapped_column(BigId, ForeignKey("agreement_versions.id"))
    milestone_code: Mapped[str]
    reason: Mapped[str] = mapped_column(Encrypted)

"""Accounts and the browsers that are signed in with them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from squad.accounts.rules.first_words import Part
from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.people.models import Person


class LinkKind(StrEnum):
    """What a single-use link is for."""

    INVITATION = "invitation"
    RESET = "reset"


class Account(HasId, Base):
    """A person's way in."""

    __tablename__ = "accounts"

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), unique=True)
    password_hash: Mapped[str | None]
    """None until the invitation is accepted."""
    administrator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Written at most every five minutes."""

    person: Mapped[Person] = relationship(lazy="raise")


class AccountLink(HasId, Base):
    """An invitation or a reset: single use, expiring; no link without the secret key."""

    __tablename__ = "account_links"

    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("accounts.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(Code(LinkKind))
    nonce: Mapped[str] = mapped_column(unique=True)
    """Signed with the secret key it makes the link; a copy of the database alone does not."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(BigId, ForeignKey("people.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignIn(HasId, Base):
    """A signed-in browser. The cookie holds a token, this row its hash."""

    __tablename__ = "sign_ins"

    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(default="")
    """Kind of browser and system, for the person's own list; never the whole header."""

    account: Mapped[Account] = relationship(lazy="raise")


class FirstWords(Base):
    """A person has read what their home is for in a role, and put it away for good."""

    __tablename__ = "first_words"

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    part: Mapped[Part] = mapped_column(Code(Part), primary_key=True)
    put_away_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FailedSignIn(HasId, Base):
    """A failed try, counted for the name and for the address, both hashed."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (
        Index("ix_failed_sign_ins_who", "name_hash", "address_hash", "tried_at"),
        Index("ix_failed_sign_ins_address", "address_hash", "tried_at"),
    )

    name_hash: Mapped[str]
    address_hash: Mapped[str]
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime)

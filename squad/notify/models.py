"""What people were told in the application, the outbox, and which mail somebody wants no more."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.notify.rules import MailState

UNREAD_SQL = text("read_at IS NULL")


class Notice(HasId, Base):
    """One person is told one thing that happened."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "thing"),
        Index("ix_notices_person", "person_id", "id"),
        Index(
            "ix_notices_unread", "person_id", sqlite_where=UNREAD_SQL, postgresql_where=UNREAD_SQL
        ),
    )

    person_id: Mapped[int] = mapped_column(BigId)
    kind: Mapped[str]
    thing: Mapped[str]
    """What happened, as a code: with person and kind, what makes two of them one."""
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Ids and codes: the words are made when somebody reads."""
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Mail(HasId, Base):
    """A mail to one person: stored with its cause, written when it is sent, so it holds no text."""

    __tablename__ = "mails"
    __table_args__ = (UniqueConstraint("person_id", "kind", "thing"),)

    person_id: Mapped[int] = mapped_column(BigId)
    address: Mapped[str]
    language: Mapped[str]
    kind: Mapped[str]
    thing: Mapped[str]
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    message_id: Mapped[str] = mapped_column(unique=True)
    """The same however often it has to be sent: mail programs know a double by it."""
    state: Mapped[MailState] = mapped_column(Code(MailState))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When a worker may take it; while one sends it, the end of its lease."""
    attempts: Mapped[int] = mapped_column(default=0)
    """How often it was taken: what its later writes are fenced on."""
    failure: Mapped[str | None]
    """The code of the last failure; a server's own words could hold addresses."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class MailRefusal(Base):
    """A person wants no mail of this kind; notices come all the same."""

    __tablename__ = "mail_refusals"

    person_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    refused_at: Mapped[datetime] = mapped_column(UtcDateTime)

"""The table of jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.types import Code, UtcDateTime
from squad.jobs.rules import JobState


class Job(HasId, Base):
    """Something to be done behind the pages: once or more, as its handler is idempotent by id."""

    __tablename__ = "jobs"

    name: Mapped[str]
    """Which handler does it."""
    key: Mapped[str | None] = mapped_column(unique=True)
    """What makes two of them one, for as long as the row is kept."""
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Ids and codes."""
    by_id: Mapped[int | None] = mapped_column(BigId)
    """Who asked for it, or None for the program itself."""
    state: Mapped[JobState] = mapped_column(Code(JobState))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When a worker may take it: at first when it is to begin, once taken the end of the lease."""
    worker: Mapped[str | None]
    """Who took it last."""
    attempt: Mapped[int] = mapped_column(default=0)
    """How often it was taken: with the worker, what its writes are fenced on."""
    tries: Mapped[int] = mapped_column(default=0)
    """How often it was taken since it last got on."""
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None]
    """The class of the last error."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

"""One record for one form: a key that works once for each person and action."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId, HasId
from squad.db.session import session
from squad.db.types import UtcDateTime
from squad.db.upsert import dialect_insert
from squad.kernel.clock import clock
from squad.kernel.errors import RepeatedFormError, ReusedKeyError

REMEMBERED = timedelta(days=30)
"""A form that a browser sends again after so long is a new one."""


@dataclass(frozen=True, slots=True)
class FormKey:
    """What makes a double click one record: a form's random key and a hash of its content."""

    key: str
    body_hash: str


class SentForm(HasId, Base):
    """A form that made a record."""

    __tablename__ = "sent_forms"
    __table_args__ = (UniqueConstraint("person_id", "action", "key"),)

    person_id: Mapped[int] = mapped_column(BigId)
    action: Mapped[str]
    key: Mapped[str]
    body_hash: Mapped[str]
    made: Mapped[str]
    """What it made: an id, as text; empty while it is being made."""
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)


def claim(*, person_id: int, action: str, form: FormKey) -> SentForm:
    """Take a form's key in the caller's transaction; the caller sets `made` once it knows the id.

    One statement, so that of two presses at the same instant the second waits for the first.
    Raises RepeatedFormError when the same form already made a record, ReusedKeyError when
    the key was used with another content.
    """
    taken = dialect_insert(SentForm).values(
        person_id=person_id,
        action=action,
        key=form.key,
        body_hash=form.body_hash,
        made="",
        sent_at=clock.now(),
    )
    sent: SentForm | None = session.scalar(taken.on_conflict_do_nothing().returning(SentForm))
    if sent is not None:
        return sent
    earlier = session.scalars(_with_key(person_id, action, form.key)).one()
    same = earlier.body_hash == form.body_hash
    raise (RepeatedFormError if same else ReusedKeyError)(earlier.made)


def purge_sent_forms() -> None:
    """Forget the keys of forms that were sent long ago."""
    session.execute(delete(SentForm).where(SentForm.sent_at <= clock.now() - REMEMBERED))


def is_claimed(*, person_id: int, action: str, key: str) -> bool:
    """Whether this form made a record already."""
    return session.scalar(_with_key(person_id, action, key)) is not None


def _with_key(person_id: int, action: str, key: str) -> Select[SentForm]:
    return select(SentForm).where(
        SentForm.person_id == person_id, SentForm.action == action, SentForm.key == key
    )

"""A worker's hold on a mail: taken, then sent, dropped, or put back for later.

Each is one short transaction. All but the first are fenced on the attempt: a worker whose lease ran
out changes nothing of a mail that another took.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from squad.db.instants import database_now
from squad.db.leases import take_due
from squad.db.session import session
from squad.notify.models import Mail, MailRefusal
from squad.notify.rules import AWAY_PAUSE, LEASE, MOST_ATTEMPTS, MailState, pause_after

ENDED_ITS_WORKER = "lost"
"""The failure of a mail whose workers fell silent each time."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One attempt at a mail."""

    id: int
    person_id: int
    address: str
    language: str
    kind: str
    params: dict[str, Any]
    message_id: str
    asked_at: datetime
    attempts: int


def take() -> Outgoing | None:
    """The mail that has been due for longest, marked as being sent, with a lease.

    One whose lease ran out is due again: nobody knows whether the server heard all of it.
    """
    row = take_due(
        Mail,
        Mail.attempts < MOST_ATTEMPTS,
        values={
            "state": MailState.SENDING,
            "attempts": Mail.attempts + 1,
            "due_at": database_now(later=LEASE),
        },
        returning=[getattr(Mail, name) for name in Outgoing.__dataclass_fields__],
    )
    return Outgoing(*row) if row else None


def bury() -> None:
    """Give up what ran out of attempts without a word: each may have ended its worker."""
    session.execute(
        update(Mail)
        .where(Mail.due_at <= database_now(), Mail.attempts >= MOST_ATTEMPTS)
        .values(_over(MailState.FAILED, ENDED_ITS_WORKER))
        .execution_options(synchronize_session=False)
    )


def is_refused(mail: Outgoing) -> bool:
    """Whether its person wants no mail of this kind."""
    refusal = select(MailRefusal.kind).where(
        MailRefusal.person_id == mail.person_id, MailRefusal.kind == mail.kind
    )
    return session.scalar(refusal) is not None


def note_sent(mail: Outgoing) -> bool:
    """The server has taken it on. False: it was another worker's by then."""
    return _write(mail, _over(MailState.SENT, None))


def drop(mail: Outgoing) -> None:
    """It is no longer true, or no longer wanted: it stays."""
    _write(mail, _over(MailState.DROPPED, None))


def give_up(mail: Outgoing, failure: str) -> None:
    """It would be refused again: it is an administrator's to look at."""
    _write(mail, _over(MailState.FAILED, failure))


def put_off(mail: Outgoing, failure: str) -> None:
    """Try again after a pause that grows; given up once there are no attempts left."""
    if mail.attempts >= MOST_ATTEMPTS:
        give_up(mail, failure)
        return
    later = database_now(later=pause_after(mail.attempts))
    _write(mail, {"state": MailState.WAITING, "due_at": later, "failure": failure})


def keep(mail: Outgoing, wait: timedelta) -> None:
    """Its reader is left alone for so long: no attempt was made."""
    later = database_now(later=wait)
    waits = {"state": MailState.WAITING, "due_at": later, "attempts": Mail.attempts - 1}
    _write(mail, waits)


def let_all_rest() -> None:
    """The server is away: one mail at a time finds out whether it is back, no mail loses by it."""
    # What somebody else holds is sent or given another address: waiting for it, with others in
    # hand, two could wait in a circle.
    due = (
        select(Mail.id)
        .where(Mail.state == MailState.WAITING, Mail.due_at <= database_now())
        .with_for_update(skip_locked=True)
    )
    session.execute(
        update(Mail)
        .where(Mail.id.in_(due))
        .values(due_at=database_now(later=AWAY_PAUSE))
        .execution_options(synchronize_session=False)
    )


def _over(state: MailState, failure: str | None) -> dict[str, Any]:
    return {"state": state, "due_at": None, "ended_at": database_now(), "failure": failure}


def _write(mail: Outgoing, values: dict[str, Any]) -> bool:
    held = (Mail.state == MailState.SENDING, Mail.attempts == mail.attempts)
    written = session.execute(
        update(Mail)
        .where(Mail.id == mail.id, *held)
        .values(values)
        .returning(Mail.id)
        .execution_options(synchronize_session=False)
    )
    return written.first() is not None

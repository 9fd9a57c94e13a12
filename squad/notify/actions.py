"""Telling people, what they do with it, and trying once more what was given up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record_all
from squad.db.instants import database_now
from squad.db.session import session
from squad.db.upsert import dialect_insert
from squad.jobs.actions import enqueue
from squad.jobs.rules import Payload, check_payload
from squad.kernel.clock import clock
from squad.kernel.ids import new_key
from squad.notify.carrier import carrier
from squad.notify.kinds import Kind
from squad.notify.models import Mail, MailRefusal, Notice
from squad.notify.rules import MAIL_KEPT, NOT_LEFT, NOTICES_KEPT, MailState

SEND = "notify.send_mail"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to tell, where to write to, and in which language."""

    person_id: int
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody is to be told of a thing; `params` as for `tell`."""

    kind: Kind
    to: Recipient
    thing: str
    params: Payload


def tell(kind: Kind, to: Sequence[Recipient], *, thing: str, params: Payload) -> None:
    """Have people told of a thing, once each, if this transaction is committed.

    A notice, and where the installation sends mail, a mail. `params` are the ids and codes from
    which the words are made when they are read. Whoever was told of `thing` is not told again.
    """
    tell_each([Telling(kind, one, thing, params) for one in to])


def tell_each(tellings: Sequence[Telling]) -> None:
    """The same of many things at once, in as many statements as of one."""
    for each in tellings:
        check_payload(each.params)
    notices = [{**_row(each), "happened_at": clock.now()} for each in tellings if each.kind.noticed]
    if notices:
        session.execute(dialect_insert(Notice).values(notices).on_conflict_do_nothing())
    if not (tellings and carrier.ready):
        return
    mails = [
        {
            **_row(each),
            "address": each.to.address,
            "language": each.to.language,
            "message_id": f"<{new_key()}@{carrier.host}>",
            "state": MailState.WAITING,
            "due_at": database_now(),
            "asked_at": database_now(),
            "attempts": 0,
        }
        for each in tellings
    ]
    adding = dialect_insert(Mail).values(mails).on_conflict_do_nothing().returning(Mail.id)
    if added := session.scalars(adding).all():
        enqueue(SEND, {}, key=f"{SEND}:mail:{min(added)}", by=None)


def _row(telling: Telling) -> dict[str, Any]:
    return {
        "person_id": telling.to.person_id,
        "kind": telling.kind.code,
        "thing": telling.thing,
        "params": dict(telling.params),
    }


def readdress(addresses: Mapping[int, str]) -> None:
    """People, by their id, have another address: what has not left goes there.

    What was given up as well: it is tried again once the address is mended. And what a worker has
    in hand, should the server put it off.
    """
    for person_id, address in addresses.items():
        session.execute(
            update(Mail)
            .where(Mail.person_id == person_id, Mail.state.in_(NOT_LEFT))
            .values(address=address)
        )


def read_notice(*, by: Viewer, notice_id: int) -> None:
    """Note that one's own notice was read."""
    _read(by, Notice.id == notice_id)


def read_all_notices(*, by: Viewer, up_to: int) -> None:
    """Note that all of one's notices were read, up to the newest that the page showed."""
    _read(by, Notice.id <= up_to)


def _read(by: Viewer, which: ColumnElement[bool]) -> None:
    # One that is being settled at this moment is read by that; waiting for it, with others in
    # hand, two could wait in a circle.
    unread = (
        select(Notice.id)
        .where(Notice.person_id == by.person_id, Notice.read_at.is_(None), which)
        .with_for_update(skip_locked=True)
    )
    session.execute(
        update(Notice)
        .where(Notice.id.in_(unread))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def settle(kind: Kind, *, thing: str, person_ids: Collection[int]) -> None:
    """These people have done what they were asked: the notice counts as read."""
    session.execute(
        update(Notice)
        .where(
            Notice.person_id.in_(person_ids),
            Notice.kind == kind.code,
            Notice.thing == thing,
            Notice.read_at.is_(None),
        )
        .values(read_at=clock.now())
    )


def refuse_mail(*, person_id: int, kinds: Collection[str]) -> None:
    """A person wants no mail of these kinds."""
    now = clock.now()
    rows = [{"person_id": person_id, "kind": kind, "refused_at": now} for kind in sorted(kinds)]
    if rows:
        session.execute(dialect_insert(MailRefusal).values(rows).on_conflict_do_nothing())


def accept_mail(*, person_id: int, kinds: Collection[str]) -> None:
    """A person wants mail of these kinds after all."""
    session.execute(
        delete(MailRefusal).where(MailRefusal.person_id == person_id, MailRefusal.kind.in_(kinds))
    )


def choose_mail(*, by: Viewer, choices: Mapping[str, bool]) -> None:
    """Keep of which kinds one wants mail."""
    accept_mail(person_id=by.person_id, kinds=[code for code, wanted in choices.items() if wanted])
    refuse_mail(
        person_id=by.person_id, kinds=[code for code, wanted in choices.items() if not wanted]
    )


def retry_mails(*, by: Viewer, mail_id: int | None = None) -> None:
    """Try mail that was given up from the beginning, one or all; twice is as once."""
    demand(by, Permission.MANAGE_WORK, Subject())
    given_up = [Mail.state == MailState.FAILED, *([Mail.id == mail_id] if mail_id else [])]
    again = {"state": MailState.WAITING, "due_at": database_now(), "attempts": 0, "ended_at": None}
    tried = session.scalars(
        update(Mail)
        .where(*given_up)
        .values(again)
        .returning(Mail.id)
        .execution_options(synchronize_session=False)
    ).all()
    record_all(by=by.person_id, events=[("mail_retried", {"mail": each}) for each in tried])
    if tried:
        enqueue(SEND, {}, by=None)


def purge_told() -> None:
    """Forget mail that left or was given up long ago, and notices of more than a year."""
    now = clock.now()
    session.execute(delete(Mail).where(Mail.ended_at <= now - MAIL_KEPT))
    session.execute(delete(Notice).where(Notice.happened_at <= now - NOTICES_KEPT))

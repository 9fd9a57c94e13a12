"""Who asked for the monthly report, and whether they may still read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from squad.access.viewer import Viewer
from squad.accounts.models import Account
from squad.db.session import session
from squad.notify.models import MailRefusal
from squad.people.models import Person
from squad.programmes.models import Programme
from squad.programmes.queries import list_roles
from squad.reports.monthly.models import MonthlyReader
from squad.reports.queries.programmes import reader_of_cohort


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who asked, with what tells when and where to write."""

    programme_id: int
    person_id: int
    asked_at: datetime
    email: str
    language: str
    time_zone: str
    """Of the programme: its months end there."""
    starts_on: date


def list_readers() -> Sequence[Reader]:
    """Everybody who asked, of programmes that are not archived."""
    rows = session.execute(
        select(
            MonthlyReader.programme_id,
            MonthlyReader.person_id,
            MonthlyReader.asked_at,
            Person.email,
            Person.language,
            Programme.time_zone,
            Programme.starts_on,
        )
        .join(Person, Person.id == MonthlyReader.person_id)
        .join(Programme, Programme.id == MonthlyReader.programme_id)
        .where(Programme.archived_on.is_(None))
        .order_by(MonthlyReader.programme_id, MonthlyReader.person_id)
    )
    return [Reader(*row) for row in rows]


def wants_monthly(viewer: Viewer, programme_id: int, kind: str) -> bool:
    """Whether the viewer gets it: they asked, and did not stop it by the link in a mail."""
    asked = select(MonthlyReader.asked_at).where(
        MonthlyReader.person_id == viewer.person_id,
        MonthlyReader.programme_id == programme_id,
        ~_refusal(viewer, kind).exists(),
    )
    return session.scalar(asked) is not None


def has_stopped(viewer: Viewer, kind: str) -> bool:
    """Whether the viewer stopped it by the link in a mail, of whatever programme."""
    return session.scalar(_refusal(viewer, kind)) is not None


def _refusal(viewer: Viewer, kind: str) -> Select[str]:
    return select(MailRefusal.kind).where(
        MailRefusal.person_id == viewer.person_id, MailRefusal.kind == kind
    )


def find_reading_person(person_id: int, programme_id: int) -> Person | None:
    """Who asked, while they want it, come in, and may read the programme's report."""
    person = session.scalar(
        select(Person)
        .join(Account, Account.person_id == Person.id)
        .join(MonthlyReader, MonthlyReader.person_id == Person.id)
        .where(
            Person.id == person_id,
            Person.active,
            Account.disabled_at.is_(None),
            MonthlyReader.programme_id == programme_id,
        )
    )
    if person is None:
        return None
    asker = Viewer(person_id, "", "", person.language, "", roles=list_roles(person_id))
    return person if reader_of_cohort(asker, programme_id) else None

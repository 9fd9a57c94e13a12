"""Reading sessions as calendars know them, and what people set for theirs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager, defer

from squad.access.viewer import Viewer
from squad.accounts.models import Account
from squad.coaching.calendar.models import OwnCalendar
from squad.coaching.calendar.rules import Entry, is_called_off, sequence_of, uid_of
from squad.coaching.models import CoachingSession, CoachingSessionVersion
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.kernel.text import digest
from squad.pairings.models import Pairing
from squad.pairings.rules.states import FINISHED
from squad.people.models import Person

FEED_DAYS = 366
"""How far back an address tells of sessions."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A session with its pairing, and when it came to stand as it does."""

    coaching_session: CoachingSession
    changed_at: datetime

    @property
    def pairing(self) -> Pairing:
        """Whose it is, with people and programme."""
        return self.coaching_session.pairing

    @property
    def called_off(self) -> bool:
        """Whether it does not take place."""
        it = self.coaching_session
        return is_called_off(it.state, voided=it.voided_at is not None, pairing_over=self._over)

    @property
    def _over(self) -> bool:
        return self.pairing.state in FINISHED

    def entry(self, title: str) -> Entry:
        """As the calendar of somebody who calls it `title` knows it."""
        it = self.coaching_session
        return Entry(
            uid=uid_of(it.id, it.known_at),
            sequence=sequence_of(it.version, it.state, pairing_over=self._over),
            title=title,
            starts=it.starts_at or it.held_on,
            minutes=it.minutes or self.pairing.programme.minutes,
            changed_at=self.changed_at,
            called_off=self.called_off,
        )


def list_dated(ids: Collection[int]) -> Mapping[int, Dated]:
    """Sessions by id, as calendars know them; one statement, without a word of theirs."""
    rows = session.execute(_dated().where(CoachingSession.id.in_(ids)))
    return {it.id: Dated(it, changed_at or it.known_at) for it, changed_at in rows}


def list_titles(person_ids: Collection[int]) -> Mapping[int, str]:
    """What people call the entries of their calendars, of those who chose something."""
    query = select(OwnCalendar.person_id, OwnCalendar.title)
    rows = session.execute(query.where(OwnCalendar.person_id.in_(person_ids)))
    return {row.person_id: row.title for row in rows}


def list_ahead(mentee_id: int, programme_id: int, now: datetime) -> Sequence[CoachingSession]:
    """What was still planned with a time to come when a mentee's pairings ended."""
    query = (
        select(CoachingSession)
        .join(CoachingSession.pairing)
        .options(
            contains_eager(CoachingSession.pairing).joinedload(Pairing.mentor),
            contains_eager(CoachingSession.pairing).joinedload(Pairing.mentee),
            defer(CoachingSession.note),
            defer(CoachingSession.links),
        )
        .where(
            Pairing.mentee_id == mentee_id,
            Pairing.programme_id == programme_id,
            Pairing.state.in_(FINISHED),
            CoachingSession.state == CoachingState.PLANNED,
            CoachingSession.voided_at.is_(None),
            CoachingSession.starts_at > now,
        )
        .order_by(CoachingSession.id)
    )
    return session.scalars(query).all()


def find_calendar(viewer: Viewer) -> OwnCalendar | None:
    """What the viewer has set for their calendar."""
    return session.get(OwnCalendar, viewer.person_id)


def hash_of(token: str) -> str:
    """What is stored of the address of a feed."""
    return digest("calendar", token)


def find_owner(token: str) -> tuple[Person, str] | None:
    """Whose address it is, and what their entries are called; nobody's once they cannot sign in.

    What is looked for in the index is a hash: how long that takes tells nothing of the token.
    """
    wanted = hash_of(token)
    row = session.execute(
        select(OwnCalendar.token_hash, OwnCalendar.title, Person)
        .join(Person, Person.id == OwnCalendar.person_id)
        .join(Account, Account.person_id == Person.id)
        .where(OwnCalendar.token_hash == wanted, Person.active, Account.disabled_at.is_(None))
    ).one_or_none()
    if row is None or not compare_digest(row.token_hash or "", wanted):
        return None
    return row.Person, row.title


def list_entries(person_id: int, title: str, now: datetime) -> Sequence[Entry]:
    """A person's sessions that are planned or were held within the last year; one statement."""
    takes_place = or_(
        CoachingSession.state == CoachingState.HELD,
        and_(CoachingSession.state == CoachingState.PLANNED, Pairing.state.not_in(FINISHED)),
    )
    rows = session.execute(
        _dated()
        .where(
            or_(Pairing.mentor_id == person_id, Pairing.mentee_id == person_id),
            CoachingSession.voided_at.is_(None),
            CoachingSession.held_on >= now.date() - timedelta(days=FEED_DAYS),
            takes_place,
        )
        .order_by(CoachingSession.held_on, CoachingSession.id)
    )
    return [Dated(it, changed_at or it.known_at).entry(title) for it, changed_at in rows]


def _dated() -> Select[CoachingSession, datetime | None]:
    version = CoachingSessionVersion
    as_it_stands = and_(
        version.coaching_session_id == CoachingSession.id, version.number == CoachingSession.version
    )
    pairing = contains_eager(CoachingSession.pairing)
    return (
        select(CoachingSession, version.known_at)
        .join(CoachingSession.pairing)
        .outerjoin(version, as_it_stands)
        .options(
            pairing.joinedload(Pairing.mentor, innerjoin=True),
            pairing.joinedload(Pairing.mentee, innerjoin=True),
            pairing.joinedload(Pairing.programme, innerjoin=True),
            defer(CoachingSession.note),
            defer(CoachingSession.links),
        )
    )

"""Group sessions of the viewer's own pairings: whom to tick, those there were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession
from squad.coaching.queries.contexts import given_name
from squad.db.session import session
from squad.pairings.models import Pairing
from squad.pairings.rules.states import LOGGABLE
from squad.people.models import Person

NEWEST = 3


@dataclass(frozen=True, slots=True)
class Partner:
    """A mentee of the viewer's with whom a session can be logged."""

    pairing_id: int
    name: str


@dataclass(frozen=True, slots=True)
class HuddleRow:
    """A group session of the viewer's, under one of its sessions."""

    coaching_session_id: int
    held_on: date
    pairings: int


@dataclass(frozen=True, slots=True)
class HuddlePart:
    """A group session as it stands in one pairing."""

    coaching_session_id: int
    name: str
    given: str
    held_on: date
    minutes: int | None
    voided: bool


def list_partners(viewer: Viewer, programme_id: int) -> Sequence[Partner]:
    """The viewer's mentees in a programme who can be ticked, by name; one statement."""
    rows = session.execute(
        select(Pairing.id, Person.name)
        .join(Person, Person.id == Pairing.mentee_id)
        .where(
            Pairing.programme_id == programme_id,
            Pairing.mentor_id == viewer.person_id,
            Pairing.state.in_(LOGGABLE),
        )
        .order_by(Person.sort_key, Pairing.id)
    )
    return [Partner(*row) for row in rows]


def list_huddles(viewer: Viewer, programme_id: int) -> Sequence[HuddleRow]:
    """The newest group sessions of the viewer's in a programme; one statement."""
    rows = session.execute(
        select(
            func.min(CoachingSession.id),
            func.max(CoachingSession.held_on),
            func.count(CoachingSession.id),
        )
        .where(
            CoachingSession.pairing_id.in_(_mentored(viewer, programme_id)),
            CoachingSession.huddle.is_not(None),
            CoachingSession.voided_at.is_(None),
        )
        .group_by(CoachingSession.huddle)
        .order_by(func.max(CoachingSession.held_on).desc(), func.min(CoachingSession.id).desc())
        .limit(NEWEST)
    )
    return [HuddleRow(*row) for row in rows]


def list_parts(viewer: Viewer, programme_id: int, coaching_session_id: int) -> Sequence[HuddlePart]:
    """The sessions of a group, in the viewer's pairings alone, by name; nothing if it is none."""
    pairing_ids = _mentored(viewer, programme_id)
    huddle = (
        select(CoachingSession.huddle)
        .where(
            CoachingSession.id == coaching_session_id,
            CoachingSession.pairing_id.in_(pairing_ids),
            CoachingSession.huddle.is_not(None),
        )
        .scalar_subquery()
    )
    rows = session.scalars(
        select(CoachingSession)
        .join(Pairing, Pairing.id == CoachingSession.pairing_id)
        .join(Person, Person.id == Pairing.mentee_id)
        .options(
            joinedload(CoachingSession.pairing, innerjoin=True).joinedload(
                Pairing.mentee, innerjoin=True
            )
        )
        .where(CoachingSession.pairing_id.in_(pairing_ids), CoachingSession.huddle == huddle)
        .order_by(Person.sort_key, CoachingSession.id)
    )
    return [_part(each) for each in rows]


def _part(each: CoachingSession) -> HuddlePart:
    mentee = each.pairing.mentee
    return HuddlePart(
        coaching_session_id=each.id,
        name=mentee.name,
        given=given_name(mentee),
        held_on=each.held_on,
        minutes=each.minutes,
        voided=each.voided_at is not None,
    )


def _mentored(viewer: Viewer, programme_id: int) -> list[int]:
    return [own.id for own in viewer.mentors() if own.programme_id == programme_id]

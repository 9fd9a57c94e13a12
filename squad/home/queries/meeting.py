"""What goes with a meeting: what was said to be done, where it is, whom to ask."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from squad.access.viewer import Role, Viewer
from squad.coaching.models import CoachingSession, NextStep
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.pairings.models import AgreementVersion
from squad.people.models import Person
from squad.programmes.models import RoleGrant

STEPS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A next step that nobody has ticked yet."""

    coaching_session_id: int
    owner: Side
    words: str
    due_on: date | None
    said_on: date


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Whom to ask about a programme."""

    programme_id: int
    name: str
    email: str


def list_open_steps(viewer: Viewer, pairing_ids: Collection[int]) -> Mapping[int, list[OpenStep]]:
    """What the two said they would do and have not ticked, the latest said first, by pairing."""
    own = {pairing.id for pairing in viewer.pairings}.intersection(pairing_ids)
    if not own:
        return {}
    rows = session.execute(
        select(
            NextStep.pairing_id,
            NextStep.coaching_session_id,
            NextStep.owner,
            NextStep.words,
            NextStep.due_on,
            CoachingSession.held_on,
        )
        .join(CoachingSession, CoachingSession.id == NextStep.coaching_session_id)
        .where(
            NextStep.pairing_id.in_(own),
            NextStep.done_at.is_(None),
            NextStep.removed_at.is_(None),
            CoachingSession.voided_at.is_(None),
        )
        .order_by(CoachingSession.held_on.desc(), NextStep.id)
        .limit(STEPS_SHOWN * len(own))
    )
    found: dict[int, list[OpenStep]] = {}
    for row in rows:
        found.setdefault(row.pairing_id, []).append(OpenStep(*row[1:]))
    return {pairing_id: steps[:STEPS_SHOWN] for pairing_id, steps in found.items()}


def find_places(viewer: Viewer, pairing_ids: Collection[int]) -> Mapping[int, str]:
    """Where the two agreed to meet, by pairing; words of the viewer's own pairs only."""
    own = {pairing.id for pairing in viewer.pairings}.intersection(pairing_ids)
    if not own:
        return {}
    rows = session.execute(
        select(AgreementVersion.pairing_id, AgreementVersion.place)
        .where(AgreementVersion.pairing_id.in_(own), AgreementVersion.in_force_at.is_not(None))
        .order_by(AgreementVersion.number)
    )
    return {row.pairing_id: row.place for row in rows}


def list_coordinators(programme_ids: Collection[int]) -> Sequence[Coordinator]:
    """Who coordinates these programmes, by name."""
    if not programme_ids:
        return []
    rows = session.execute(
        select(RoleGrant.programme_id, Person.name, Person.email)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.programme_id.in_(programme_ids),
            RoleGrant.role == Role.COORDINATOR,
            RoleGrant.removed_at.is_(None),
            Person.active,
        )
        .order_by(Person.sort_key, Person.id)
    )
    return [Coordinator(*row) for row in rows]

"""What the two said they would do, and have not ticked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.coaching.models import CoachingSession, NextStep
from squad.db.session import session
from squad.framework.rules.fluency import Side

STEPS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A next step that nobody has ticked yet."""

    coaching_session_id: int
    owner: Side
    words: str
    due_on: date | None
    said_on: date


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

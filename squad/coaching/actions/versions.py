"""Keeping a session's history: each save adds a version, nothing is overwritten for good."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from squad.coaching.models import CoachingSession, CoachingSessionVersion, NextStep
from squad.db.session import session


def keep_versions(
    saved: Mapping[CoachingSession, Sequence[NextStep]], *, by_id: int | None, at: datetime
) -> None:
    """Add sessions as they now stand, with their steps, to their history; one statement.

    Called after the flush that saved them, which counted their versions up.
    """
    rows = [_version(each, steps, by_id=by_id, at=at) for each, steps in saved.items()]
    if rows:
        session.execute(insert(CoachingSessionVersion), rows)


def _version(
    coaching_session: CoachingSession,
    steps: Sequence[NextStep],
    *,
    by_id: int | None,
    at: datetime,
) -> dict[str, Any]:
    words = {
        "medium": coaching_session.medium,
        "notice": coaching_session.notice,
        "reason": coaching_session.reason,
        "starts_at": _iso(coaching_session.starts_at),
        "note": coaching_session.note,
        "links": coaching_session.links,
        "steps": [_step(step) for step in steps if step.removed_at is None],
    }
    return {
        "coaching_session_id": coaching_session.id,
        "pairing_id": coaching_session.pairing_id,
        "number": coaching_session.version,
        "known_at": at,
        "by_id": by_id,
        "state": coaching_session.state,
        "held_on": coaching_session.held_on,
        "minutes": coaching_session.minutes,
        "preparation_minutes": coaching_session.preparation_minutes,
        "travel_minutes": coaching_session.travel_minutes,
        "cancelled_by": coaching_session.cancelled_by,
        "voided": coaching_session.voided_at is not None,
        "words": json.dumps(words, ensure_ascii=False),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _step(step: NextStep) -> dict[str, Any]:
    return {
        "owner": step.owner.value,
        "words": step.words,
        "due_on": step.due_on.isoformat() if step.due_on else None,
        "done_at": _iso(step.done_at),
    }

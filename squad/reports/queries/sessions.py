"""Sessions as they were known on a day gone by; one statement."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select

from squad.coaching.models import CoachingSessionVersion
from squad.db.session import session
from squad.pairings.models import Pairing
from squad.reports.known_sessions import KnownSession, known_session

Version = CoachingSessionVersion
_VERSIONS = (
    select(
        Version.coaching_session_id,
        Version.pairing_id,
        Version.state,
        Version.held_on,
        Version.minutes,
        (Version.preparation_minutes + Version.travel_minutes).label("other_minutes"),
        Version.cancelled_by,
        Version.voided,
    )
    .join(Pairing, Pairing.id == Version.pairing_id)
    .order_by(Version.coaching_session_id, Version.number)
)


def load_known(
    *, programme_id: int, upto: datetime, mentee_ids: Collection[int] | None = None
) -> list[KnownSession]:
    """Every session as its last version before `upto` says, those voided left out."""
    query = _VERSIONS.where(Pairing.programme_id == programme_id, Version.known_at < upto)
    if mentee_ids is not None:
        query = query.where(Pairing.mentee_id.in_(mentee_ids))
    versions: dict[int, list[Any]] = {}
    for row in session.execute(query):
        versions.setdefault(row.coaching_session_id, []).append(row)
    return [known_session(of_one) for of_one in versions.values() if not of_one[-1].voided]

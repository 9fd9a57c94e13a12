"""Keeping a half-written log, so that a dead battery or an expired sign-in loses nothing."""

import json
from collections.abc import Sequence

from sqlalchemy import delete

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.models import Draft
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.changes import SessionProblem
from squad.db.once import is_claimed
from squad.db.session import session
from squad.db.upsert import upsert
from squad.kernel.errors import DomainError

MOST_CHARACTERS = 60_000


def save_draft(
    *, by: Viewer, context: PairingContext, fields: Sequence[tuple[str, str]], form_key: str
) -> bool:
    """Keep the form's fields; False if that very form was saved as a session already."""
    demand(by, Permission.LOG_SESSION, context.subject)
    words = json.dumps(list(fields), ensure_ascii=False)
    if len(words) > MOST_CHARACTERS:
        raise DomainError(SessionProblem.DRAFT_TOO_LONG)
    if is_claimed(person_id=by.person_id, action="log_session", key=form_key):
        return False
    row = {
        "person_id": by.person_id,
        "pairing_id": context.pairing.id,
        "fields": words,
        "saved_at": context.now,
    }
    upsert(Draft, [row])
    return True


def forget_draft(*, person_id: int, pairing_id: int) -> None:
    """Throw a half-written log away: it was saved, or is not wanted."""
    session.execute(
        delete(Draft).where(Draft.person_id == person_id, Draft.pairing_id == pairing_id)
    )

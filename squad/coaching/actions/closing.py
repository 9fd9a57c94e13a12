"""Closing together: a code by which the mentee answers before both leave the room."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.actions.answers import answer_observations
from squad.coaching.models import CloseCode, CoachingSession
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.changes import SessionProblem
from squad.coaching.rules.closing import CODE_KEPT, CODE_LIFETIME
from squad.db.session import session
from squad.framework.rules.fluency import AnswerKind
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.kernel.ids import new_code


def make_code(logged: CoachingSession, *, at: datetime) -> CloseCode:
    """A new code for the pairing of a session."""
    code = CloseCode(
        coaching_session_id=logged.id,
        pairing_id=logged.pairing_id,
        code=new_code(),
        made_at=at,
        expires_at=at + CODE_LIFETIME,
    )
    session.add(code)
    return code


def renew_code(*, by: Viewer, context: PairingContext, logged: CoachingSession) -> CloseCode:
    """Another code once the first one ran out; the earlier ones of the session stop working."""
    demand(by, Permission.LOG_SESSION, context.subject)
    session.execute(
        update(CloseCode)
        .where(CloseCode.coaching_session_id == logged.id, CloseCode.expires_at > context.now)
        .values(expires_at=context.now)
    )
    code = make_code(logged, at=context.now)
    session.flush()
    return code


def purge_codes() -> None:
    """Delete the codes that ran out a while ago."""
    session.execute(delete(CloseCode).where(CloseCode.expires_at <= clock.now() - CODE_KEPT))


def close_together(
    *,
    by: Viewer,
    context: PairingContext,
    code: CloseCode,
    confirmed: Collection[int],
    look_again: Collection[int],
) -> None:
    """Answer at once all that is still open of what was shown; the code is used up."""
    demand(by, Permission.ANSWER_MILESTONE, context.subject)
    if code.used_at is not None:
        raise DomainError(SessionProblem.CODE_USED)
    if code.expires_at <= context.now:
        raise DomainError(SessionProblem.CODE_EXPIRED)
    code.used_at = context.now
    kinds = dict.fromkeys(confirmed, AnswerKind.CONFIRM)
    kinds.update(dict.fromkeys(look_again, AnswerKind.LOOK_AGAIN))
    if kinds:
        answer_observations(by=by, context=context, kinds=kinds, open_only=True)

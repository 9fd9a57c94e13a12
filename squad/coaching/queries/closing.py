"""A code in the mentee's hand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.coaching.models import CloseCode
from squad.coaching.queries.contexts import PairingContext, find_context_for
from squad.coaching.rules.closing import CodeState, code_state
from squad.db.session import session


@dataclass(frozen=True, slots=True)
class CodeInHand:
    """A code of one of the viewer's own pairings, where the viewer is the mentee."""

    context: PairingContext
    code: CloseCode

    @property
    def state(self) -> CodeState:
        """Whether it still works."""
        return code_state(
            expires_at=self.code.expires_at, used_at=self.code.used_at, now=self.context.now
        )


def find_code_for(
    viewer: Viewer, code: str, *, now: datetime, lock: bool = False
) -> CodeInHand | None:
    """The newest code with these digits that was made for the viewer, the mentee."""
    query = (
        select(CloseCode)
        .where(
            CloseCode.code == code,
            CloseCode.pairing_id.in_([own.id for own in viewer.is_mentored()]),
        )
        .order_by(CloseCode.id.desc())
        .limit(1)
    )
    if lock:
        # Of two presses of the button the second waits here, and then finds it used.
        query = query.with_for_update()
    found = session.scalars(query).one_or_none()
    if found is None:
        return None
    context = find_context_for(viewer, found.pairing_id, now=now, lock=lock)
    return CodeInHand(context, found) if context else None

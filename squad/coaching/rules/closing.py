"""Closing together: how long a code works, and whether it still does."""

from datetime import datetime, timedelta
from enum import StrEnum

CODE_LIFETIME = timedelta(minutes=10)
CODE_KEPT = timedelta(days=1)
"""So long a code that has run out still says so, and a used one what it did."""
CODE_LENGTH = 6


class CodeState(StrEnum):
    """What can still be done with a code."""

    LIVE = "live"
    USED = "used"
    EXPIRED = "expired"


def code_state(*, expires_at: datetime, used_at: datetime | None, now: datetime) -> CodeState:
    """Whether a code works at `now`: once, for ten minutes."""
    if used_at is not None:
        return CodeState.USED
    return CodeState.LIVE if now < expires_at else CodeState.EXPIRED


def plain_code(typed: str) -> str | None:
    """The six digits of what was typed (« 418 207 »), or None."""
    digits = "".join(c for c in typed if not c.isspace() and c not in "-.\u202f\u00a0")
    is_code = len(digits) == CODE_LENGTH and digits.isascii() and digits.isdigit()
    return digits if is_code else None

"""How long sign-ins and links live."""

from datetime import datetime, timedelta

IDLE_LIFETIME = timedelta(days=14)
"""A browser that nobody used for so long is signed out."""
ABSOLUTE_LIFETIME = timedelta(days=60)
"""However much it is used."""
OVER_KEPT = timedelta(days=30)
"""A sign-in that is over is known so long: what its browser still sends is kept for its owner."""
TOUCH_EVERY = timedelta(minutes=5)
"""Last seen is written at most this often."""
INVITATION_LIFETIME = timedelta(days=14)
"""An invitation that nobody accepted in this time is made anew."""
RESET_LIFETIME = timedelta(hours=24)
"""A link for a new password."""
CARRIED_LIFETIME = timedelta(hours=24)
"""A form that met an expired sign-in waits so long for the person to sign in again."""


def sign_in_is_alive(last_seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
    """Whether a sign-in still counts at `now`."""
    return now < expires_at and now - last_seen_at < IDLE_LIFETIME


def is_due_for_touch(last_seen_at: datetime, now: datetime) -> bool:
    """Whether last seen is old enough to be written again."""
    return now - last_seen_at >= TOUCH_EVERY

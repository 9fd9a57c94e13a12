"""The pairing on a Tuesday morning with which coaching is tested, and its two people."""

from tests.integration.coaching.conftest import mentee, mentor, now, pairing, rows

__all__ = ["mentee", "mentor", "now", "pairing", "rows"]

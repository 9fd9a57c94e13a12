"""The same morning, the same pairing and its mentor as in the tests of coaching."""

from tests.integration.coaching.conftest import mentor, now, pairing, rows

__all__ = ["mentor", "now", "pairing", "rows"]

"""The delay after failed sign-ins: a wait that is told, never a lock.

Counted for a name at an address: a stranger elsewhere cannot keep anybody out. The first five
tries are free; then each failure doubles the wait, from 30 seconds to 15 minutes. Whoever tries
many names from one address meets a second limit: 100 failures in a quarter of an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
REMEMBERED = timedelta(days=1)
"""A failure counts for so long."""
TRIES_OF_AN_ADDRESS = 100
"""Failures for whatever names; a whole company may share an address."""
NO_WAIT = timedelta()


@dataclass(frozen=True, slots=True)
class Failures:
    """What is remembered of a name at an address, and of that address."""

    count: int
    last_at: datetime | None
    oldest_of_address: datetime | None
    """The 100th newest failure of the address; None when there are fewer."""


def wait_before_try(failures: Failures, now: datetime) -> timedelta:
    """How long the next try has to wait; zero when it may come now."""
    return max(_wait_of_name(failures, now), _wait_of_address(failures, now), NO_WAIT)


def _wait_of_name(failures: Failures, now: datetime) -> timedelta:
    if failures.last_at is None or failures.count < FREE_TRIES:
        return NO_WAIT
    doublings = min(failures.count - FREE_TRIES, 10)
    delay = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    return min(failures.last_at + delay - now, LONGEST_WAIT)


def _wait_of_address(failures: Failures, now: datetime) -> timedelta:
    if failures.oldest_of_address is None:
        return NO_WAIT
    return min(failures.oldest_of_address + LONGEST_WAIT - now, LONGEST_WAIT)


def network_of(address: str) -> str:
    """What counts as one address: IPv4 whole, IPv6 by its /64, which one household holds."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, 64), strict=False))

"""What flows upward from people, in the same transaction; connected in slices.py only."""

from collections.abc import Callable, Collection, Mapping

from blinker import Namespace

from squad.people.rules.person import WayIn

_signals = Namespace()

roster_changed = _signals.signal("roster-changed")
"""Manager or activity of some people changed: `ids`. Whoever left is signed out, and who may be
paired with whom is judged anew."""

emails_changed = _signals.signal("emails-changed")
"""The e-mail of some people is another one: `ids`. What was sent to the earlier one ends."""

WaysIn = Callable[[Collection[int]], Mapping[int, WayIn]]
_sources: list[WaysIn] = []


def use_ways_in(*sources: WaysIn) -> None:
    """Take who has an account, or administers, from these functions: person ids → way in."""
    _sources[:] = sources


def ways_in(person_ids: Collection[int]) -> Mapping[int, WayIn]:
    """What people sign in with, as a slice above knows it; whoever is missing has no account."""
    return {person: way for source in _sources for person, way in source(person_ids).items()}


quiet_period_changed = _signals.signal("quiet-period-changed")
"""A person's quiet period came, or went (`stands`): `person_id`, `starts_on`, `ends_on`."""

"""What flows upward from pairings, in the same transaction; connected in slices.py only."""

from collections.abc import Callable

from blinker import Namespace

_signals = Namespace()

agreement_came_into_force = _signals.signal("agreement-came-into-force")
"""Both signed a version: `mentee_id`, `programme_id`. Its target now counts."""

pairing_finished = _signals.signal("pairing-finished")
"""A pairing left its live states: `mentee_id`, `programme_id`. Answers have a last day now."""

pairings_imported = _signals.signal("pairings-imported")
"""Many at once, with agreements and ends: `programme_id`, `mentee_ids`. Everything counts anew."""

HeldCodes = Callable[[int, int], frozenset[str]]
_sources: list[HeldCodes] = []


def use_held_codes(*sources: HeldCodes) -> None:
    """Take the held milestones from these functions: (mentee_id, programme_id) → codes."""
    _sources[:] = sources


def held_codes(mentee_id: int, programme_id: int) -> frozenset[str]:
    """The milestones that a mentee holds in a programme, as a slice above knows them."""
    return frozenset().union(*(source(mentee_id, programme_id) for source in _sources))

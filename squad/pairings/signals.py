"""What flows upward from pairings, in the same transaction; connected in slices.py only."""

from collections.abc import Callable, Sequence
from typing import Any

from blinker import Namespace

from squad.access.viewer import Viewer

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


OpenRatings = Callable[[Viewer, int], Sequence[Any]]
_rating_sources: list[OpenRatings] = []


def use_open_ratings(*sources: OpenRatings) -> None:
    """Take what is open to be rated from these functions: (viewer, pairing_id) → what is open."""
    _rating_sources[:] = sources


def open_ratings(viewer: Viewer, pairing_id: int) -> list[Any]:
    """What the viewer can rate in a pairing of theirs today, as a slice above knows it."""
    return [rating for source in _rating_sources for rating in source(viewer, pairing_id)]

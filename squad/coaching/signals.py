"""What flows upward from coaching, in the same transaction, and what coaching does when something
below it happens; connected in squad.slices."""

from collections.abc import Sequence

from blinker import Namespace

from squad.coaching.actions.standing import store_standing, store_standings

share_taken_back = Namespace().signal("share-taken-back")
"""A mentee took back what HR could read: `mentee_id`, `programme_id`. No copy of it may stay."""


def restore_standing(_sender: object, *, mentee_id: int, programme_id: int) -> None:
    """An agreement came into force, or a pairing ended: targets and deadlines are others now."""
    store_standing(mentee_id=mentee_id, programme_id=programme_id)


def restore_standings(_sender: object, *, programme_id: int, mentee_ids: Sequence[int]) -> None:
    """The same for many mentees at once: their pairings were imported."""
    store_standings(programme_id=programme_id, mentee_ids=mentee_ids)

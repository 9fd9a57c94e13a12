"""What coaching does when something below it happens; connected in squad.slices."""

from collections.abc import Sequence

from squad.coaching.actions.standing import store_standing, store_standings


def restore_standing(_sender: object, *, mentee_id: int, programme_id: int) -> None:
    """An agreement came into force, or a pairing ended: targets and deadlines are others now."""
    store_standing(mentee_id=mentee_id, programme_id=programme_id)


def restore_standings(_sender: object, *, programme_id: int, mentee_ids: Sequence[int]) -> None:
    """The same for many mentees at once: their pairings were imported."""
    store_standings(programme_id=programme_id, mentee_ids=mentee_ids)

"""What coaching does when something below it happens; connected in squad.slices."""

from squad.coaching.actions.standing import store_standing


def restore_standing(_sender: object, *, mentee_id: int, programme_id: int) -> None:
    """An agreement came into force, or a pairing ended: targets and deadlines are others now."""
    store_standing(mentee_id=mentee_id, programme_id=programme_id)

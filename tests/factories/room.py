"""Tips of the Squad room, and what mentors show in it."""

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.rules.model import Area
from squad.kernel.clock import clock
from squad.kernel.text import fold
from squad.room.models import RoomCard, Tip


class MakeRoom:
    def tip(self, programme_id, by_id, words="Start with their own phone.", area="listening"):
        """A tip that a mentor shared a moment ago."""
        tip = Tip(
            programme_id=programme_id, by_id=by_id, area=Area(area), words=words,
            searched=fold(words), shared_at=clock.now(),
        )  # fmt: skip
        with unit_of_work():
            session.add(tip)
        return tip

    def room_card(self, enrolment, *, places=True, strengths=True):
        """What a mentor of the pool shows."""
        with unit_of_work():
            session.add(RoomCard(
                programme_id=enrolment.programme_id, person_id=enrolment.person_id,
                places=places, strengths=strengths, chosen_at=clock.now(),
            ))  # fmt: skip

"""Choosing what the other mentors see of oneself."""

from sqlalchemy import delete

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.db.upsert import upsert
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.programmes.actions import lock_programme
from squad.programmes.queries import refuse_archived
from squad.room.models import RoomCard
from squad.room.queries.mentors import is_in_pool
from squad.room.rules import RoomProblem, Shown


def choose_shown(*, by: Viewer, programme_id: int, shown: Shown) -> None:
    """Show free places, strengths, both or nothing; hiding is never refused."""
    demand(by, Permission.SHARE_IN_ROOM, Subject(programme_id=programme_id))
    if shown == Shown():
        mine = (RoomCard.programme_id == programme_id, RoomCard.person_id == by.person_id)
        session.execute(delete(RoomCard).where(*mine))
    else:
        lock_programme(programme_id)
        refuse_archived(programme_id)
        if not is_in_pool(by.person_id, programme_id):
            raise DomainError(RoomProblem.NOT_IN_POOL)
        row = {
            "programme_id": programme_id,
            "person_id": by.person_id,
            "places": shown.places,
            "strengths": shown.strengths,
            "chosen_at": clock.now(),
        }
        upsert(RoomCard, [row])
    record("shown_in_room", by=by.person_id, programme=programme_id)

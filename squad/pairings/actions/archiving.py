"""Archiving a programme, and opening it again."""

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.session import session
from squad.kernel.clock import clock
from squad.pairings.actions.expiry import expire_proposals
from squad.pairings.models import Pairing
from squad.pairings.queries.archiving import find_course
from squad.pairings.rules.archiving import check_archivable
from squad.people.queries import lock_roster
from squad.programmes.actions import keep_archiving, lock_programme
from squad.programmes.models import Programme


def archive_programme(*, programme_id: int, by: Viewer) -> Programme:
    """Keep a programme as it is; doing so twice is no mistake.

    Holds the roster, the programme and its pairings, in the one order of locks: nobody is
    proposed, accepts or writes meanwhile, and who waited finds it archived.
    """
    demand(by, Permission.MANAGE_PROGRAMME, Subject(programme_id=programme_id))
    lock_roster()
    programme = lock_programme(programme_id)
    if programme.archived_on is not None:
        return programme
    pairings = session.execute(
        select(Pairing.mentee_id)
        .where(Pairing.programme_id == programme_id)
        .order_by(Pairing.id)
        .with_for_update()
    )
    expire_proposals(programme=programme, mentee_ids={row.mentee_id for row in pairings})
    course, today = find_course(programme_id), clock.today(programme.time_zone)
    check_archivable(live=course.live, first_day=course.archivable_from, today=today)
    keep_archiving(programme=programme, archived=True, by=by)
    return programme


def reopen_programme(*, programme_id: int, by: Viewer) -> Programme:
    """Let people write into it again; reports are of today again."""
    demand(by, Permission.MANAGE_PROGRAMME, Subject(programme_id=programme_id))
    lock_roster()
    programme = lock_programme(programme_id)
    if programme.archived_on is not None:
        keep_archiving(programme=programme, archived=False, by=by)
    return programme

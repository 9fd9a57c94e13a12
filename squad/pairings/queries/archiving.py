"""How far a programme's pairings are, for archiving it."""

from sqlalchemy import and_, case, func, select

from squad.db.session import session
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.pairings.rules.archiving import archivable_from
from squad.pairings.rules.states import LIVE, PairingState
from squad.programmes.models import Programme
from squad.programmes.signals import Course


def find_course(programme_id: int) -> Course:
    """Its live pairings, and from which day on it can be archived; two statements.

    A proposal whose last day has passed is open no more, whoever has noticed yet.
    """
    programme = session.get_one(Programme, programme_id)
    today = clock.today(programme.time_zone)
    overdue = and_(Pairing.state == PairingState.PROPOSED, Pairing.expires_on < today)
    live = case((and_(Pairing.state.in_(LIVE), ~func.coalesce(overdue, False)), 1))
    begun = case((Pairing.accepted_on.is_not(None), Pairing.ended_on))
    counted, last = session.execute(
        select(func.count(live), func.max(begun)).where(Pairing.programme_id == programme_id)
    ).one()
    return Course(counted, archivable_from(last, programme.ends_on))

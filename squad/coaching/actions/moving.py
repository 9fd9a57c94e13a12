"""Moving a running programme to another version of the framework."""

from sqlalchemy import delete, select, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.coaching.actions.standing import store_standings
from squad.coaching.actions.summaries import refresh_to_confirm
from squad.coaching.models import Attainment, Observation
from squad.coaching.queries.moving import check_programme_targets, load_programme
from squad.coaching.rules.moving import MoveProblem, read_mapping, write_mapping
from squad.db.batches import batched
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import carry
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError, StaleVersionError
from squad.pairings.models import Pairing
from squad.people.queries import lock_roster
from squad.programmes.actions import keep_framework_move, lock_programme
from squad.programmes.framework_moves import load_moves
from squad.programmes.models import Programme
from squad.programmes.queries import refuse_archived


def move_framework(
    *,
    programme_id: int,
    version: int,
    to_version_id: int,
    mapping: str,
    by: Viewer,
    form: FormKey,
) -> Programme:
    """Count by another version from now on; the same form again makes no second move.

    Holds the roster, the programme and its pairings, in the one order of locks: nothing is stated
    or signed meanwhile, and who waited goes on in the new version. `mapping`: JSON. Raises
    StaleVersionError when somebody changed the programme since `version`.
    """
    demand(by, Permission.MANAGE_PROGRAMME, Subject(programme_id=programme_id))
    sent = claim(person_id=by.person_id, action="move_framework", form=form)
    lock_roster()
    programme = lock_programme(programme_id)
    refuse_archived(programme_id)
    if programme.version != version:
        raise StaleVersionError(programme)
    if programme.framework_version_id == to_version_id:
        raise DomainError(MoveProblem.SAME_VERSION)
    present = get_framework(programme.framework_version_id)
    read = read_mapping(mapping, present, get_framework(to_version_id))
    _lock_pairings(programme_id)
    check_programme_targets(programme, to_version_id, load_programme(programme).values())
    keep_framework_move(
        programme=programme,
        to_version_id=to_version_id,
        mapping=write_mapping(read),
        known_at=clock.now(),
        by=by,
    )
    _store_anew(programme)
    sent.made = str(programme_id)
    record("framework_moved", by=by.person_id, programme=programme_id, framework=to_version_id)
    return programme


def _lock_pairings(programme_id: int) -> None:
    session.execute(
        select(Pairing.id)
        .where(Pairing.programme_id == programme_id)
        .order_by(Pairing.id)
        .with_for_update(key_share=True)
    ).all()


def _store_anew(programme: Programme) -> None:
    """What follows from all statements, in the codes of the new version."""
    _drop(programme)
    session.execute(delete(Attainment).where(Attainment.programme_id == programme.id))
    mentees = sorted(load_programme(programme))
    for some in batched(mentees):
        store_standings(programme_id=programme.id, mentee_ids=some)


def _drop(programme: Programme) -> None:
    """Mark the statements whose milestones count no more; nobody is asked to answer them."""
    moves = load_moves(programme.id, programme.framework_moves)
    rows = session.execute(
        select(
            Observation.id,
            Observation.pairing_id,
            Observation.milestone_code,
            Observation.known_at,
        ).where(Observation.programme_id == programme.id, ~Observation.dropped)
    )
    gone = {
        row.id: row.pairing_id for row in rows if not carry(row.milestone_code, row.known_at, moves)
    }
    for some in batched(sorted(gone)):
        session.execute(update(Observation).where(Observation.id.in_(some)).values(dropped=True))
    for pairing_id in sorted(set(gone.values())):
        refresh_to_confirm(pairing_id)

"""What a programme weighs."""

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.kernel.errors import StaleVersionError
from squad.pairings.matching.models import MatchWeights
from squad.pairings.matching.queries.pool import get_weights
from squad.pairings.matching.rules.weights import Criterion, Weights, check_weights
from squad.programmes.actions import lock_programme
from squad.programmes.queries import refuse_archived


def save_weights(*, programme_id: int, version: int, weights: Weights, by: Viewer) -> None:
    """Keep a programme's weights; version 0 says that there were none yet."""
    demand(by, Permission.PROPOSE_PAIRING, Subject(programme_id=programme_id))
    lock_programme(programme_id)
    refuse_archived(programme_id)
    theirs, current = get_weights(programme_id)
    if version != current:
        raise StaleVersionError(theirs)
    check_weights(weights)
    if weights == theirs and current:
        return
    _keep(programme_id, weights, by.person_id)


def take_weights_along(
    _sender: object = None, *, source_id: int, programme_id: int, by_id: int
) -> None:
    """A programme weighs as the one that it starts from. Receives `edition_started`."""
    weights, version = get_weights(source_id)
    if version:
        _keep(programme_id, weights, by_id)


def _keep(programme_id: int, weights: Weights, by_id: int) -> None:
    stored = session.get(MatchWeights, programme_id)
    if stored is None:
        stored = MatchWeights(programme_id=programme_id)
        session.add(stored)
    for criterion in Criterion:
        setattr(stored, criterion, weights.of(criterion))
    stored.site_wish = weights.site_wish
    session.flush()
    record("match_weighed", by=by_id, programme=programme_id)

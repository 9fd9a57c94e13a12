"""Showing a held milestone once more: an ordinary statement of today, for the other to answer."""

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.actions.observations import check_live, keep_statement
from squad.coaching.models import Observation
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.rechecks import load_rechecks
from squad.coaching.rules.rechecks import RecheckProblem
from squad.coaching.rules.statements import StatedMilestone
from squad.db.once import FormKey, claim
from squad.kernel.errors import DomainError


def recheck_milestone(
    *, by: Viewer, context: PairingContext, stated: StatedMilestone, form: FormKey
) -> Observation:
    """State what was shown again today.

    `context` was loaded with a lock: of two who state it at once, the second reads the first's.
    """
    demand(by, Permission.STATE_MILESTONE, context.subject)
    sent = claim(person_id=by.person_id, action="recheck_milestone", form=form)
    check_live(context)
    found = next((e for e in load_rechecks(by, context) if e.milestone.code == stated.code), None)
    if found is None:
        raise DomainError(RecheckProblem.NOT_DUE)
    if found.waiting is not None:
        raise DomainError(RecheckProblem.AWAITS)
    return keep_statement(by=by, context=context, stated=stated, on=context.today, sent=sent)

"""Noting that somebody was called."""

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.nudges.models import NudgeCall
from squad.nudges.queries.calls import find_call_about
from squad.nudges.rules import NudgeProblem, Outcome
from squad.pairings.actions.moves import locked
from squad.pairings.queries.pairings import subject_of
from squad.pairings.rules.states import LOGGABLE


def note_call(*, pairing_id: int, outcome: Outcome, by: Viewer, form: FormKey) -> None:
    """Somebody of the pair was called: for some days nothing is written, and no call is due."""
    sent = claim(person_id=by.person_id, action="note_call", form=form)
    pairing = locked(by, pairing_id)
    demand(by, Permission.STEER_PAIRING, subject_of(pairing))
    if pairing.state not in LOGGABLE:
        raise DomainError(NudgeProblem.NOT_UNDER_WAY)
    found = find_call_about(pairing_id)
    call = NudgeCall(
        pairing_id=pairing_id,
        rule=found.why.rule if found and found.why else None,
        outcome=outcome,
        happened_on=clock.today(pairing.programme.time_zone),
        known_at=clock.now(),
        by_id=by.person_id,
    )
    session.add(call)
    session.flush()
    sent.made = str(call.id)
    record("pair_called", by=by.person_id, pairing=pairing_id, outcome=outcome.value)

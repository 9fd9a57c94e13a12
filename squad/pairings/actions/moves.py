"""A pairing moves: every step is a row with the day on which it happened."""

from sqlalchemy import select

from squad.access.policy import ForbiddenError
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.kernel.clock import clock
from squad.pairings.actions.telling import tell_of_move
from squad.pairings.models import Pairing, PairingSummary, PairingTransition
from squad.pairings.queries.matching import judge_match
from squad.pairings.queries.pairings import find_pairing_for, list_actors
from squad.pairings.rules.hard import check_match
from squad.pairings.rules.states import (
    FINISHED,
    TRANSITIONS,
    Actor,
    EndReason,
    Move,
    PairingState,
    check_reason,
    next_state,
)
from squad.pairings.signals import pairing_finished

# A second press on one of these finds done what it asks for; a finished pairing says so instead.
_AGAIN = frozenset({Move.PAUSE, Move.RESUME})


def pause_pairing(*, pairing_id: int, by: Viewer) -> Pairing:
    """Stop every clock of the pairing."""
    return _steer(pairing_id, Move.PAUSE, by)


def resume_pairing(*, pairing_id: int, by: Viewer) -> Pairing:
    """Let the clocks run again."""
    return _steer(pairing_id, Move.RESUME, by)


def complete_pairing(*, pairing_id: int, by: Viewer) -> Pairing:
    """The pairing has done what it was for."""
    return _steer(pairing_id, Move.COMPLETE, by)


def end_pairing(*, pairing_id: int, reason: EndReason | None, by: Viewer) -> Pairing:
    """End it early: a coordinator says why, either of the pair need not."""
    pairing = locked(by, pairing_id)
    actor = actor_for(by, pairing, Move.END)
    to = next_state(pairing.state, Move.END, by=actor)
    pairing.end_reason = check_reason(reason, by=actor)
    step(pairing, to, by_id=by.person_id, reason=pairing.end_reason)
    return pairing


def locked(by: Viewer, pairing_id: int) -> Pairing:
    """The pairing, so that nobody else moves it meanwhile; refuses who may not see it."""
    pairing = find_pairing_for(by, pairing_id, lock=True)
    if pairing is None:
        raise ForbiddenError
    return pairing


def actor_for(by: Viewer, pairing: Pairing, move: Move) -> Actor:
    """As whom the viewer makes this move; refuses who may not."""
    for actor in list_actors(by, pairing):
        if actor in TRANSITIONS[move].by:
            return actor
    raise ForbiddenError


def check_rules(pairing: Pairing) -> None:
    """Refuse to go on when the two may not be paired as the roster stands now."""
    check_match(
        judge_match(
            programme=pairing.programme,
            mentor_id=pairing.mentor_id,
            mentee_id=pairing.mentee_id,
            besides=pairing.id,
        )
    )


def step(
    pairing: Pairing, to: PairingState, *, by_id: int | None, reason: EndReason | None = None
) -> None:
    """Move the pairing and keep the step; a finished one tells who counts."""
    today = clock.today(pairing.programme.time_zone)
    taken = PairingTransition(
        pairing_id=pairing.id,
        from_state=pairing.state,
        to_state=to,
        happened_on=today,
        known_at=clock.now(),
        by_id=by_id,
        reason=reason,
    )
    session.add(taken)
    touch(Touched.PAIRING, [pairing.id])
    pairing.state = to
    if to in FINISHED:
        pairing.ended_on = today
        _forget_warnings(pairing.id)
    session.flush()
    record("pairing_moved", by=by_id, pairing=pairing.id, to=to.value)
    tell_of_move(pairing, taken)
    if to in FINISHED:
        pairing_finished.send(None, mentee_id=pairing.mentee_id, programme_id=pairing.programme_id)


def _steer(pairing_id: int, move: Move, by: Viewer) -> Pairing:
    pairing = locked(by, pairing_id)
    actor = actor_for(by, pairing, move)
    if pairing.state is TRANSITIONS[move].to and move in _AGAIN:
        return pairing
    step(pairing, next_state(pairing.state, move, by=actor), by_id=by.person_id)
    return pairing


def _forget_warnings(pairing_id: int) -> None:
    summary = session.scalars(
        select(PairingSummary).where(PairingSummary.pairing_id == pairing_id)
    ).one()
    summary.broken_rules = ""

"""Proposing two people to each other, and what each answers privately."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.pairings.actions.expiry import expire_proposals
from squad.pairings.actions.moves import actor_for, check_rules, locked, step
from squad.pairings.actions.telling import settle_proposal, tell_of_proposal
from squad.pairings.models import Pairing, PairingSummary, PairingTransition
from squad.pairings.old_notes.actions import tell_of_open_notes
from squad.pairings.queries.matching import judge_match
from squad.pairings.queries.pairings import find_side
from squad.pairings.queries.proposals import list_away
from squad.pairings.rules.hard import Refusal, check_match
from squad.pairings.rules.states import (
    Actor,
    Move,
    check_answer,
    next_state,
    proposal_expires_on,
)
from squad.people.queries import lock_roster
from squad.programmes.actions import note_acceptance
from squad.programmes.models import Programme
from squad.programmes.queries import refuse_archived


def propose_pairing(
    *,
    programme_id: int,
    mentor_id: int,
    mentee_id: int,
    acknowledged: bool,
    by: Viewer,
    form: FormKey,
) -> Pairing:
    """Propose a mentor to a mentee; refuses with the first hard rule that it breaks.

    A notice must be acknowledged. Two proposals at once for a mentee make one.
    """
    demand(by, Permission.PROPOSE_PAIRING, Subject(programme_id=programme_id))
    sent = claim(person_id=by.person_id, action="propose_pairing", form=form)
    lock_roster()
    programme = session.scalars(
        select(Programme)
        .where(Programme.id == programme_id)
        .execution_options(populate_existing=True)
    ).one()
    refuse_archived(programme_id)
    expire_proposals(programme=programme, mentee_ids=[mentee_id])
    pairing = add_proposal(
        programme=programme,
        mentor_id=mentor_id,
        mentee_id=mentee_id,
        acknowledged=acknowledged,
        by_id=by.person_id,
    )
    sent.made = str(pairing.id)
    return pairing


def add_proposal(
    *, programme: Programme, mentor_id: int, mentee_id: int, acknowledged: bool, by_id: int
) -> Pairing:
    """The proposal itself, if no hard rule refuses it; its caller holds the roster's lock."""
    verdict = judge_match(programme=programme, mentor_id=mentor_id, mentee_id=mentee_id)
    check_match(verdict)
    if verdict.notices and not acknowledged:
        raise DomainError(verdict.notices[0], field="acknowledged")
    return _add(programme, mentor_id, mentee_id, by_id)


def accept_pairing(*, pairing_id: int, by: Viewer) -> Pairing:
    """Say yes. The state changes once both have; until then the other does not see it."""
    lock_roster()
    pairing = locked(by, pairing_id)
    demand(by, Permission.ANSWER_PROPOSAL, _own(pairing))
    side = find_side(by, pairing)
    actor = actor_for(by, pairing, Move.ACCEPT)
    accepted = pairing.mentor_accepted_at if side is Side.MENTOR else pairing.mentee_accepted_at
    today = clock.today(pairing.programme.time_zone)
    check_answer(
        pairing.state,
        on=today,
        expires_on=pairing.expires_on,
        already_accepted=accepted is not None,
    )
    next_state(pairing.state, Move.ACCEPT, by=actor)
    check_rules(pairing)
    if side is Side.MENTOR:
        pairing.mentor_accepted_at = clock.now()
    else:
        pairing.mentee_accepted_at = clock.now()
    settle_proposal(pairing, [by.person_id])
    note_acceptance(programme_id=pairing.programme_id)
    both = None not in {pairing.mentor_accepted_at, pairing.mentee_accepted_at}
    to = next_state(pairing.state, Move.ACCEPT, by=actor, both=both)
    if to is not pairing.state:
        pairing.accepted_on = today
        touch(Touched.MENTOR, [(pairing.programme_id, pairing.mentor_id)])
        step(pairing, to, by_id=by.person_id)
        tell_of_open_notes(pairing)
    session.flush()
    return pairing


def decline_pairing(*, pairing_id: int, by: Viewer) -> Pairing:
    """Say no, without a reason; the other reads only that the proposal is closed."""
    pairing = locked(by, pairing_id)
    actor = actor_for(by, pairing, Move.DECLINE)
    step(pairing, next_state(pairing.state, Move.DECLINE, by=actor), by_id=by.person_id)
    return pairing


def withdraw_pairing(*, pairing_id: int, by: Viewer) -> Pairing:
    """Take a proposal back."""
    pairing = locked(by, pairing_id)
    actor = actor_for(by, pairing, Move.WITHDRAW)
    step(pairing, next_state(pairing.state, Move.WITHDRAW, by=actor), by_id=by.person_id)
    return pairing


def _add(programme: Programme, mentor_id: int, mentee_id: int, by_id: int) -> Pairing:
    today, away = clock.today(programme.time_zone), list_away(programme.id, mentor_id, mentee_id)
    pairing = Pairing(
        programme=programme,
        mentor_id=mentor_id,
        mentee_id=mentee_id,
        state=next_state(None, Move.PROPOSE, by=Actor.COORDINATOR),
        proposed_by=by_id,
        expires_on=proposal_expires_on(today, programme.proposal_working_days, away),
    )
    try:
        with session.begin_nested():
            session.add(pairing)
    except IntegrityError as error:
        raise DomainError(Refusal.SECOND_LIVE) from error
    session.add(PairingSummary(pairing_id=pairing.id))
    session.add(
        PairingTransition(
            pairing_id=pairing.id,
            from_state=None,
            to_state=pairing.state,
            happened_on=today,
            known_at=clock.now(),
            by_id=by_id,
        )
    )
    session.flush()
    touch(Touched.PAIRING, [pairing.id])
    record("pairing_moved", by=by_id, pairing=pairing.id, to=pairing.state.value)
    tell_of_proposal(pairing)
    return pairing


def _own(pairing: Pairing) -> Subject:
    return Subject(
        programme_id=pairing.programme_id,
        pairing_id=pairing.id,
        mentor_id=pairing.mentor_id,
        mentee_id=pairing.mentee_id,
    )

"""Handing pairings over: the old ones end, the new ones are proposed, all or none."""

from collections.abc import Mapping, Sequence

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.db.once import FormKey, claim
from squad.kernel.errors import DomainError
from squad.pairings.actions.moves import step
from squad.pairings.actions.proposals import add_proposal
from squad.pairings.handover.queries import HAND_OVER, lock_live
from squad.pairings.handover.rules import HandOverError, HandOverProblem, leaving_move
from squad.pairings.models import Pairing
from squad.pairings.old_notes.actions import ask_about_notes
from squad.pairings.queries.matching import judge_match
from squad.pairings.queries.pairings import subject_of
from squad.pairings.rules.hard import check_match
from squad.pairings.rules.states import Actor, EndReason, Move, check_reason, next_state
from squad.people.queries import lock_roster
from squad.programmes.queries import refuse_archived


def hand_over(
    *,
    pairing: Pairing,
    to: Mapping[int, int],
    reason: EndReason | None,
    acknowledged: bool,
    by: Viewer,
    form: FormKey,
) -> list[Pairing]:
    """Give pairings of `pairing`'s mentor to other mentors: `to`, pairing → person.

    All are judged before any is touched; raises HandOverError with what each row is refused for.
    What the mentee holds stays theirs, so the new two go on from there.
    """
    demand(by, Permission.STEER_PAIRING, subject_of(pairing))
    sent = claim(person_id=by.person_id, action=HAND_OVER, form=form)
    lock_roster()
    refuse_archived(pairing.programme_id)
    if not to:
        raise DomainError(HandOverProblem.NOTHING_CHOSEN)
    leaving = lock_live(to, like=pairing)
    _check(leaving, to, acknowledged=acknowledged)
    if any(leaving_move(each.state) is Move.END for each in leaving):
        check_reason(reason, by=Actor.COORDINATOR)
    made = [
        _replace(each, to[each.id], reason, acknowledged=acknowledged, by=by) for each in leaving
    ]
    sent.made = str(made[0].id)
    return made


def _check(leaving: Sequence[Pairing], to: Mapping[int, int], *, acknowledged: bool) -> None:
    live = {pairing.id: pairing for pairing in leaving}
    problems = {}
    for pairing_id, mentor_id in to.items():
        try:
            _check_one(live.get(pairing_id), mentor_id, acknowledged=acknowledged)
        except DomainError as error:
            problems[pairing_id] = error
    if problems:
        raise HandOverError(problems)


def _check_one(pairing: Pairing | None, mentor_id: int, *, acknowledged: bool) -> None:
    if pairing is None:
        raise DomainError(HandOverProblem.MOVED_ON)
    if pairing.mentor_id == mentor_id:
        raise DomainError(HandOverProblem.SAME_MENTOR)
    verdict = judge_match(
        programme=pairing.programme,
        mentor_id=mentor_id,
        mentee_id=pairing.mentee_id,
        besides=pairing.id,
    )
    check_match(verdict)
    if verdict.notices and not acknowledged:
        raise DomainError(verdict.notices[0])


def _replace(
    pairing: Pairing, mentor_id: int, reason: EndReason | None, *, acknowledged: bool, by: Viewer
) -> Pairing:
    move = leaving_move(pairing.state)
    to = next_state(pairing.state, move, by=Actor.COORDINATOR)
    pairing.end_reason = reason if move is Move.END else None
    step(pairing, to, by_id=by.person_id, reason=pairing.end_reason)
    made = add_proposal(
        programme=pairing.programme,
        mentor_id=mentor_id,
        mentee_id=pairing.mentee_id,
        acknowledged=acknowledged,
        by_id=by.person_id,
    )
    ask_about_notes(old=pairing, new=made)
    return made

"""How a pairing moves from state to state, and who may move it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from squad.kernel.errors import DomainError
from squad.programmes.rules import Period, add_working_days, working_days


class PairingState(StrEnum):
    """Where a pairing stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ENDED = "ended"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


LIVE = frozenset(
    {PairingState.PROPOSED, PairingState.ACCEPTED, PairingState.ACTIVE, PairingState.PAUSED}
)
FINISHED = frozenset(PairingState) - LIVE
CLOSED = frozenset({PairingState.DECLINED, PairingState.EXPIRED, PairingState.WITHDRAWN})
"""Proposals that came to nothing: alike to the two, whoever closed them."""
# Never accepted by both, or called off before the two had agreed.
NEVER_BEGUN = frozenset(
    {
        PairingState.PROPOSED,
        PairingState.DECLINED,
        PairingState.EXPIRED,
        PairingState.WITHDRAWN,
    }
)
# Sessions may be logged from acceptance on; while paused too, when one took place all the same.
LOGGABLE = LIVE - {PairingState.PROPOSED}


class Actor(StrEnum):
    """Who moves a pairing."""

    COORDINATOR = "coordinator"
    MENTOR = "mentor"
    MENTEE = "mentee"
    CLOCK = "clock"


class Move(StrEnum):
    """What is done to a pairing."""

    PROPOSE = "propose"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    SIGN = "sign"
    PAUSE = "pause"
    RESUME = "resume"
    COMPLETE = "complete"
    END = "end"


class EndReason(StrEnum):
    """Why a pairing ended, as a code; never a word about anyone's health or worth."""

    GOAL_REACHED = "goal_reached"
    PROGRAMME_OVER = "programme_over"
    CHOSE_TO_STOP = "chose_to_stop"
    NO_TIME = "no_time"
    NEW_POST = "new_post"
    LEFT_COMPANY = "left_company"
    RULE_BROKEN = "rule_broken"
    SILENT = "silent"
    OTHER = "other"


class StateProblem(StrEnum):
    """Why a pairing cannot move as asked."""

    NOT_FROM_HERE = "pairing_not_from_here"
    NOT_YOURS = "pairing_not_yours"
    PROPOSAL_OVER = "pairing_proposal_over"
    ALREADY_ANSWERED = "pairing_already_answered"
    REASON_NEEDED = "pairing_reason_needed"
    REASON_NOT_YOURS = "pairing_reason_not_yours"


_PAIR = frozenset({Actor.MENTOR, Actor.MENTEE})
_COORDINATOR = frozenset({Actor.COORDINATOR})
_BEFORE = frozenset({PairingState.PROPOSED, PairingState.ACCEPTED})
_BEGUN = frozenset({PairingState.ACTIVE, PairingState.PAUSED})


@dataclass(frozen=True, slots=True)
class Rule:
    """From where a move is possible, by whom, and where it leads."""

    sources: frozenset[PairingState]
    by: frozenset[Actor]
    to: PairingState
    needs_both: bool = False
    """The state changes only once each of the pair has done it."""


TRANSITIONS: Mapping[Move, Rule] = {
    Move.ACCEPT: Rule(
        frozenset({PairingState.PROPOSED}), _PAIR, PairingState.ACCEPTED, needs_both=True
    ),
    Move.DECLINE: Rule(_BEFORE, _PAIR, PairingState.DECLINED),
    Move.WITHDRAW: Rule(_BEFORE, _COORDINATOR, PairingState.WITHDRAWN),
    Move.EXPIRE: Rule(_BEFORE, frozenset({Actor.CLOCK}), PairingState.EXPIRED),
    Move.SIGN: Rule(
        frozenset({PairingState.ACCEPTED}), _PAIR, PairingState.ACTIVE, needs_both=True
    ),
    Move.PAUSE: Rule(frozenset({PairingState.ACTIVE}), _COORDINATOR, PairingState.PAUSED),
    Move.RESUME: Rule(frozenset({PairingState.PAUSED}), _COORDINATOR, PairingState.ACTIVE),
    Move.COMPLETE: Rule(_BEGUN, _COORDINATOR, PairingState.COMPLETED),
    Move.END: Rule(_BEGUN, _COORDINATOR | _PAIR, PairingState.ENDED),
}


def next_state(
    state: PairingState | None, move: Move, *, by: Actor, both: bool = False
) -> PairingState:
    """The state after `move`, or a refusal.

    `state` is None for a pairing that is about to be proposed. `both` says whether, with this move,
    each of the pair has accepted, or signed the same version; until then the state stays.
    """
    if move is Move.PROPOSE:
        return _proposed(state, by)
    rule = TRANSITIONS[move]
    if by not in rule.by:
        raise DomainError(StateProblem.NOT_YOURS, move=move)
    if state is None or (state not in rule.sources and not _signs_again(state, move)):
        raise DomainError(StateProblem.NOT_FROM_HERE, state=state, move=move)
    if state not in rule.sources or (rule.needs_both and not both):
        return state
    return rule.to


def possible_moves(state: PairingState, *, by: Actor) -> tuple[Move, ...]:
    """What `by` may do to a pairing in this state, in the order of the table."""
    return tuple(
        move for move, rule in TRANSITIONS.items() if by in rule.by and state in rule.sources
    )


def is_over(state: PairingState, *, on: date, expires_on: date | None) -> bool:
    """Whether a proposal's last day to answer has passed, whoever has noticed yet."""
    return state is PairingState.PROPOSED and expires_on is not None and on > expires_on


def check_answer(
    state: PairingState, *, on: date, expires_on: date | None, already_accepted: bool
) -> None:
    """Refuse an acceptance that comes too late, or twice from the same person."""
    if is_over(state, on=on, expires_on=expires_on):
        raise DomainError(StateProblem.PROPOSAL_OVER, expires_on=expires_on)
    if already_accepted:
        raise DomainError(StateProblem.ALREADY_ANSWERED)


def check_reason(reason: EndReason | None, *, by: Actor) -> EndReason:
    """The reason to keep: either of the pair may leave without giving one, a coordinator gives one.

    One of the pair who leaves is recorded as having chosen to stop, and no more.
    """
    if by in _PAIR:
        if reason not in {None, EndReason.CHOSE_TO_STOP}:
            raise DomainError(StateProblem.REASON_NOT_YOURS, field="reason")
        return EndReason.CHOSE_TO_STOP
    if reason is None:
        raise DomainError(StateProblem.REASON_NEEDED, field="reason")
    return reason


def proposal_expires_on(
    proposed_on: date, working_days: int, closed: Sequence[Period] = ()
) -> date:
    """The last day on which a proposal may be accepted."""
    return add_working_days(proposed_on, working_days, closed)


def proposal_expires_anew(
    expires_on: date,
    *,
    proposed_on: date,
    before: Sequence[Period],
    after: Sequence[Period],
    today: date,
) -> date:
    """The last day once other days are closed: as many working days to answer as there were.

    Never a day gone by: what could be answered this morning can be answered today.
    """
    given = working_days(proposed_on, expires_on, before)
    return max(add_working_days(proposed_on, given, after), today)


def _proposed(state: PairingState | None, by: Actor) -> PairingState:
    if by is not Actor.COORDINATOR:
        raise DomainError(StateProblem.NOT_YOURS, move=Move.PROPOSE)
    if state is not None:
        raise DomainError(StateProblem.NOT_FROM_HERE, state=state, move=Move.PROPOSE)
    return PairingState.PROPOSED


def _signs_again(state: PairingState, move: Move) -> bool:
    """A new version is signed while the pairing goes on: the state does not move."""
    return move is Move.SIGN and state in _BEGUN

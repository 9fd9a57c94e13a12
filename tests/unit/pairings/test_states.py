"""How a pairing moves, and who moves it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.kernel.errors import DomainError
from squad.pairings.rules.states import (
    FINISHED,
    LIVE,
    TRANSITIONS,
    Actor,
    EndReason,
    Move,
    PairingState,
    StateProblem,
    check_answer,
    check_reason,
    next_state,
    possible_moves,
    proposal_expires_anew,
    proposal_expires_on,
)
from squad.programmes.rules import Period

# state, move, who, whether both have now done it, where it leads. Written by hand.
PATHS = [
    (None, Move.PROPOSE, Actor.COORDINATOR, False, PairingState.PROPOSED),
    (PairingState.PROPOSED, Move.ACCEPT, Actor.MENTEE, False, PairingState.PROPOSED),
    (PairingState.PROPOSED, Move.ACCEPT, Actor.MENTOR, True, PairingState.ACCEPTED),
    (PairingState.PROPOSED, Move.DECLINE, Actor.MENTOR, False, PairingState.DECLINED),
    (PairingState.ACCEPTED, Move.DECLINE, Actor.MENTEE, False, PairingState.DECLINED),
    (PairingState.PROPOSED, Move.WITHDRAW, Actor.COORDINATOR, False, PairingState.WITHDRAWN),
    (PairingState.ACCEPTED, Move.WITHDRAW, Actor.COORDINATOR, False, PairingState.WITHDRAWN),
    (PairingState.PROPOSED, Move.EXPIRE, Actor.CLOCK, False, PairingState.EXPIRED),
    (PairingState.ACCEPTED, Move.SIGN, Actor.MENTOR, False, PairingState.ACCEPTED),
    (PairingState.ACCEPTED, Move.SIGN, Actor.MENTEE, True, PairingState.ACTIVE),
    (PairingState.ACTIVE, Move.SIGN, Actor.MENTEE, True, PairingState.ACTIVE),
    (PairingState.PAUSED, Move.SIGN, Actor.MENTOR, True, PairingState.PAUSED),
    (PairingState.ACTIVE, Move.PAUSE, Actor.COORDINATOR, False, PairingState.PAUSED),
    (PairingState.PAUSED, Move.RESUME, Actor.COORDINATOR, False, PairingState.ACTIVE),
    (PairingState.ACTIVE, Move.COMPLETE, Actor.COORDINATOR, False, PairingState.COMPLETED),
    (PairingState.PAUSED, Move.COMPLETE, Actor.COORDINATOR, False, PairingState.COMPLETED),
    (PairingState.ACTIVE, Move.END, Actor.COORDINATOR, False, PairingState.ENDED),
    (PairingState.ACTIVE, Move.END, Actor.MENTEE, False, PairingState.ENDED),
    (PairingState.PAUSED, Move.END, Actor.MENTOR, False, PairingState.ENDED),
]


@pytest.mark.parametrize(("state", "move", "by", "both", "to"), PATHS)
def test_a_pairing_moves(state, move, by, both, to):
    assert next_state(state, move, by=by, both=both) is to


def test_live_are_the_four_states_that_are_not_over():
    assert {state.value for state in LIVE} == {"proposed", "accepted", "active", "paused"}
    assert {state.value for state in FINISHED} == {
        "completed",
        "ended",
        "declined",
        "expired",
        "withdrawn",
    }


@pytest.mark.parametrize(
    ("state", "move", "by", "code"),
    [
        (None, Move.PROPOSE, Actor.MENTOR, StateProblem.NOT_YOURS),
        (PairingState.ACTIVE, Move.PROPOSE, Actor.COORDINATOR, StateProblem.NOT_FROM_HERE),
        (PairingState.PROPOSED, Move.ACCEPT, Actor.COORDINATOR, StateProblem.NOT_YOURS),
        (PairingState.PROPOSED, Move.SIGN, Actor.MENTEE, StateProblem.NOT_FROM_HERE),
        (PairingState.ACTIVE, Move.DECLINE, Actor.MENTEE, StateProblem.NOT_FROM_HERE),
        (PairingState.ACTIVE, Move.PAUSE, Actor.MENTOR, StateProblem.NOT_YOURS),
        (PairingState.ACTIVE, Move.WITHDRAW, Actor.COORDINATOR, StateProblem.NOT_FROM_HERE),
        (PairingState.PROPOSED, Move.EXPIRE, Actor.COORDINATOR, StateProblem.NOT_YOURS),
    ],
)
def test_what_is_not_in_the_table_is_refused(state, move, by, code):
    with pytest.raises(DomainError) as refused:
        next_state(state, move, by=by, both=True)
    assert refused.value.code == code


@given(
    st.sampled_from(sorted(FINISHED)),
    st.sampled_from(list(Move)),
    st.sampled_from(list(Actor)),
    st.booleans(),
)
def test_nothing_leaves_a_state_that_is_over(state, move, by, both):
    with pytest.raises(DomainError):
        next_state(state, move, by=by, both=both)
    assert possible_moves(state, by=by) == ()


@given(st.sampled_from(list(PairingState)), st.sampled_from(list(Actor)))
def test_every_possible_move_is_accepted(state, by):
    for move in possible_moves(state, by=by):
        assert next_state(state, move, by=by, both=True) is TRANSITIONS[move].to


def test_a_proposal_is_open_five_working_days():
    friday = date(2026, 7, 24)
    expires_on = proposal_expires_on(friday, 5)
    assert expires_on == date(2026, 7, 31)
    august = Period(date(2026, 7, 30), date(2026, 8, 31))
    assert proposal_expires_on(friday, 5, [august]) == date(2026, 9, 2)
    check_answer(
        PairingState.PROPOSED, on=expires_on, expires_on=expires_on, already_accepted=False
    )
    with pytest.raises(DomainError) as refused:
        check_answer(
            PairingState.PROPOSED,
            on=date(2026, 8, 1),
            expires_on=expires_on,
            already_accepted=False,
        )
    assert refused.value.code == StateProblem.PROPOSAL_OVER


def test_a_period_that_comes_or_goes_leaves_as_many_days_to_answer():
    friday, august = date(2026, 7, 24), Period(date(2026, 7, 30), date(2026, 8, 31))
    given = {"proposed_on": friday, "today": date(2026, 7, 27)}
    closed, open_ = date(2026, 9, 2), date(2026, 7, 31)
    assert proposal_expires_anew(open_, before=(), after=(august,), **given) == closed
    assert proposal_expires_anew(closed, before=(august,), after=(), **given) == open_
    late = {"proposed_on": friday, "today": date(2026, 8, 20)}
    assert proposal_expires_anew(closed, before=(august,), after=(), **late) == late["today"]


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(1, 30),
    st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 30)), max_size=4),
    st.tuples(st.integers(-20, 60), st.integers(0, 30)),
)
def test_a_period_that_comes_and_goes_again_changes_nothing(since, days, others, changed):
    def period(first, length):
        start = since + timedelta(days=first)
        return Period(start, start + timedelta(days=length))

    away, with_it = [period(*each) for each in others], period(*changed)
    expires_on = proposal_expires_on(since, days, away)
    given = {"proposed_on": since, "today": since}
    more = [*away, with_it]
    later = proposal_expires_anew(expires_on, before=away, after=more, **given)
    assert later == proposal_expires_on(since, days, more) >= expires_on
    assert proposal_expires_anew(later, before=more, after=away, **given) == expires_on


def test_nobody_accepts_twice():
    with pytest.raises(DomainError) as refused:
        check_answer(
            PairingState.PROPOSED, on=date(2026, 3, 2), expires_on=None, already_accepted=True
        )
    assert refused.value.code == StateProblem.ALREADY_ANSWERED


def test_either_may_leave_without_giving_a_reason():
    for by in (Actor.MENTOR, Actor.MENTEE):
        assert check_reason(None, by=by) is EndReason.CHOSE_TO_STOP
        with pytest.raises(DomainError) as refused:
            check_reason(EndReason.NO_TIME, by=by)
        assert refused.value.code == StateProblem.REASON_NOT_YOURS


def test_the_coordinator_gives_a_reason():
    assert check_reason(EndReason.NEW_POST, by=Actor.COORDINATOR) is EndReason.NEW_POST
    with pytest.raises(DomainError) as refused:
        check_reason(None, by=Actor.COORDINATOR)
    assert refused.value.code == StateProblem.REASON_NEEDED

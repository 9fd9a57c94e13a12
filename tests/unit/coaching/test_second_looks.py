"""Second looks: who may be asked, until when, what is refused, what a programme may know."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules import second_looks as rules
from squad.coaching.rules.second_looks import CountedLook, LookDraft, LookState, Verdict
from squad.kernel.errors import DomainError
from squad.pairings.rules.hard import PersonFacts
from squad.pairings.rules.states import PairingState
from squad.programmes.rules import Period

MONDAY = date(2026, 11, 2)
DAY = timedelta(days=1)


def test_an_offer_is_open_for_twenty_one_days_that_count():
    assert rules.open_until(MONDAY, ()) == MONDAY + 21 * DAY
    closed = (Period(MONDAY + 5 * DAY, MONDAY + 9 * DAY),)
    assert rules.open_until(MONDAY, closed) == MONDAY + 26 * DAY


def test_the_clock_closes_an_open_offer_alone():
    until = MONDAY
    assert rules.state_on(LookState.OPEN, until, until) is LookState.OPEN
    assert rules.state_on(LookState.OPEN, until, until + DAY) is LookState.EXPIRED
    assert rules.state_on(LookState.OPEN, until, until, own_mentor=True) is LookState.LAPSED
    for state in set(LookState) - {LookState.OPEN}:
        assert rules.state_on(state, until, until + DAY) is state


@pytest.mark.parametrize("mark", ["held", "start", "refresh", "confirm", "next", "aside", "out"])
def test_a_look_is_offered_at_what_is_held_or_to_confirm(mark):
    offered = mark in {"held", "start", "refresh", "confirm"}
    assert rules.may_offer(PairingState.ACTIVE, mark) is offered
    assert not rules.may_offer(PairingState.COMPLETED, mark)


def test_whom_the_hard_rules_of_matching_refuse_is_not_asked():
    boss, mentee = PersonFacts(1, active=True, manager_id=None), PersonFacts(2, True, 1)
    peer, report = PersonFacts(3, True, 1), PersonFacts(4, True, 2)
    outside, gone = PersonFacts(5, True, 9), PersonFacts(6, active=False, manager_id=9)
    own = PersonFacts(7, True, 9)
    people = [boss, mentee, peer, report, outside, gone, own]
    line = {person.id: person.manager_id for person in people}
    assert rules.askable(people, mentee, line, boss_distance=2, not_again={7}) == [5]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (LookDraft(Verdict.ALONE, "", MONDAY), "look_words_missing"),
        (LookDraft(Verdict.ALONE, "x" * 301, MONDAY), "look_words_too_long"),
        (LookDraft(Verdict.ALONE, "x", MONDAY - DAY), "look_day_outside"),
        (LookDraft(Verdict.ALONE, "x", MONDAY + 2 * DAY), "look_day_outside"),
    ],
)
def test_what_is_no_look_is_refused(draft, code):
    with pytest.raises(DomainError, match=code):
        rules.check_look(draft, offered_on=MONDAY, today=MONDAY + DAY)


def test_who_could_not_look_needs_no_sentence():
    draft = LookDraft(Verdict.COULD_NOT, "", MONDAY)
    rules.check_look(draft, offered_on=MONDAY, today=MONDAY)


def test_what_was_said_may_be_corrected_for_seven_days():
    rules.check_answerable(LookState.ANSWERED, MONDAY, MONDAY + 7 * DAY)
    with pytest.raises(DomainError, match="look_correction_too_late"):
        rules.check_answerable(LookState.ANSWERED, MONDAY, MONDAY + 8 * DAY)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("withdrawn", "look_withdrawn"),
        ("expired", "look_expired"),
        ("lapsed", "look_own_mentor"),
        ("declined", "look_closed"),
    ],
)
def test_a_closed_offer_cannot_be_answered(state, code):
    with pytest.raises(DomainError, match=code):
        rules.check_answerable(LookState(state), None, MONDAY)


def test_what_agrees():
    assert rules.agrees("alone", held=True) is True
    assert rules.agrees("alone", held=False) is False
    for verdict in ("together", "not_seen"):
        assert rules.agrees(verdict, held=True) is False
        assert rules.agrees(verdict, held=False) is True
    assert rules.agrees("could_not", held=True) is None


def looks(*mentees, agrees=True):
    return [CountedLook(mentee, agrees) for mentee in mentees]


def test_a_rate_begins_at_ten_looks_of_five_people():
    assert rules.rate_shown(looks(*range(9))) is None
    assert rules.rate_shown(looks(*[1, 2, 3, 4] * 5)) is None
    shown = rules.rate_shown([*looks(*[1, 2, 3, 4, 5] * 2), *looks(6, agrees=False)])
    assert (shown.looks, shown.agreed) == (10, 10)


def test_a_rate_moves_once_five_more_of_five_people_have_come_together():
    ten = looks(*[1, 2, 3, 4, 5] * 2)
    assert rules.rate_shown([*ten, *looks(1, 1, 1, 1, 1, 2)]).looks == 10
    assert rules.rate_shown([*ten, *looks(1, 2, 3, 4)]).looks == 10
    moved = rules.rate_shown([*ten, *looks(1, 2, 3, 4, 5, agrees=False)])
    assert (moved.looks, moved.agreed) == (15, 10)


@given(st.lists(st.builds(CountedLook, st.integers(1, 8), st.booleans()), max_size=60))
def test_no_two_figures_differ_by_fewer_than_five_looks_of_five_people(said):
    figures = [rules.rate_shown(said[:n]) for n in range(len(said) + 1)]
    before = 0
    for upto, rate in enumerate(figures):
        if rate is None:
            assert before == 0
            continue
        assert rate.looks <= upto
        assert rate.agreed == sum(look.agrees for look in said[: rate.looks])
        if rate.looks != before:
            new = said[before : rate.looks]
            assert len(new) >= (5 if before else 10)
            assert len({look.mentee_id for look in new}) >= 5
            before = rate.looks

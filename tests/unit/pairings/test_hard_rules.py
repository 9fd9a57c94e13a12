"""Who may not be paired with whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.kernel.errors import DomainError
from squad.pairings.rules.hard import (
    MatchNotice,
    PersonFacts,
    Refusal,
    check_match,
    judge,
    managers_above,
)

# 1 leads 2 and 3; 2 leads 4; 4 leads 5; 5 leads 6. 3 leads 7.
LINE = {1: None, 2: 1, 3: 1, 4: 2, 5: 4, 6: 5, 7: 3}


def person(number: int, *, active: bool = True) -> PersonFacts:
    return PersonFacts(number, active, LINE[number])


def verdict(mentor: int, mentee: int, **facts):
    facts = {"mentee_has_other_live": False, **facts}
    return judge(person(mentor), person(mentee), LINE, **facts)


def test_a_stranger_in_another_line_is_allowed():
    assert verdict(6, 3).allowed
    assert verdict(6, 3).notices == ()
    check_match(verdict(6, 3))


def test_nobody_mentors_oneself():
    assert verdict(4, 4).refusals == (Refusal.ONESELF,)


@pytest.mark.parametrize("mentor", [1, 2, 4, 5])
def test_no_mentor_from_anywhere_above(mentor):
    assert Refusal.MENTOR_ABOVE in verdict(mentor, 6).refusals


@pytest.mark.parametrize("mentee", [5, 4])
def test_neither_the_boss_nor_the_boss_of_the_boss_is_a_mentee(mentee):
    assert verdict(6, mentee).refusals == (Refusal.OWN_BOSS,)


@pytest.mark.parametrize(("mentee", "steps"), [(2, 3), (1, 4)])
def test_further_up_is_allowed_with_a_notice(mentee, steps):
    found = verdict(6, mentee)
    assert found.allowed
    assert found.notices == (MatchNotice.BOSS_FURTHER_UP,)
    assert found.distance == steps


def test_the_distance_is_the_programmes():
    assert verdict(6, 4, boss_distance=1).allowed
    assert verdict(6, 2, boss_distance=3).refusals == (Refusal.OWN_BOSS,)


def test_not_two_people_under_the_same_boss():
    assert verdict(2, 3).refusals == (Refusal.SAME_BOSS,)


def test_two_people_without_a_boss_have_no_boss_in_common():
    chief, other = PersonFacts(1, True, None), PersonFacts(9, True, None)
    assert judge(other, chief, {}, mentee_has_other_live=False).allowed


def test_inactive_people_are_refused():
    found = judge(
        person(6, active=False), person(3, active=False), LINE, mentee_has_other_live=False
    )
    assert found.refusals == (Refusal.MENTOR_INACTIVE, Refusal.MENTEE_INACTIVE)


def test_a_second_live_pairing_is_refused():
    with pytest.raises(DomainError) as refused:
        check_match(verdict(6, 3, mentee_has_other_live=True))
    assert refused.value.code == Refusal.SECOND_LIVE


def test_a_loop_in_the_line_is_cut():
    loop = {1: 2, 2: 3, 3: 1}
    assert list(managers_above(PersonFacts(1, True, 2), loop)) == [2, 3]
    assert list(managers_above(PersonFacts(9, True, 1), loop)) == [1, 2, 3]
    assert list(managers_above(PersonFacts(9, True, 9), {9: 9})) == []


people = st.integers(0, 8)


@given(st.dictionaries(people, st.none() | people), people, people, st.integers(1, 4))
def test_any_line_gives_an_answer_and_relatives_in_line_are_never_allowed_near(
    line, mentor_id, mentee_id, distance
):
    mentor = PersonFacts(mentor_id, True, line.get(mentor_id))
    mentee = PersonFacts(mentee_id, True, line.get(mentee_id))
    found = judge(mentor, mentee, line, mentee_has_other_live=False, boss_distance=distance)
    near = line.get(mentor_id) == mentee_id or line.get(mentee_id) == mentor_id
    if near or mentor_id == mentee_id:
        assert not found.allowed

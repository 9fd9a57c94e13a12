"""Held, to confirm, to refresh, at the start: what a milestone is, statement by statement."""

from dataclasses import replace

import pytest

from squad.framework.rules.fluency import (
    Attainment,
    MilestoneState,
    Side,
    attainments,
    held_spans,
    is_strong,
    state_of,
)
from squad.framework.rules.model import Autonomy, Evidence
from tests.support.fluency import Story, day, make_framework, noon

FRAMEWORK = make_framework()
CODE = "purpose-1a"


def _attained(story: Story, on: int, code: str = CODE) -> Attainment:
    """As known just before midnight of day `on`, nearly enough."""
    return attainments(FRAMEWORK, story.history, noon(on + 1))[code]


@pytest.fixture
def story() -> Story:
    return Story()


# Held


@pytest.mark.parametrize(
    ("autonomy", "evidence", "held"),
    [
        (Autonomy.ALONE, Evidence.SEEN, True),
        (Autonomy.ALONE, Evidence.CHECKED, True),
        (Autonomy.PASSES_ON, Evidence.SEEN, True),
        (Autonomy.TOGETHER, Evidence.SEEN, False),
        (Autonomy.ALONE, Evidence.TOLD, False),
        (Autonomy.ALONE, Evidence.MEASURED, False),
    ],
)
def test_held_needs_autonomy_and_evidence_that_the_milestone_lists(story, autonomy, evidence, held):
    story.reach(CODE, 1, autonomy=autonomy, evidence=evidence)

    assert _attained(story, 1).held is held


def test_told_never_counts_whatever_a_list_says():
    listed = replace(FRAMEWORK.milestones[CODE], evidence=frozenset(Evidence))
    story = Story()
    told = story.say(CODE, 1, evidence=Evidence.TOLD)

    assert not is_strong(listed, story.observations[told])


def test_measured_counts_where_the_milestone_lists_it_and_seen_does_not_there(story):
    story.reach("care-1b", 1, evidence=Evidence.SEEN)
    assert not _attained(story, 1, "care-1b").held

    story.reach("care-1b", 2, evidence=Evidence.MEASURED)
    assert _attained(story, 2, "care-1b").held


def test_a_drill_counts_only_where_the_milestone_says_so(story):
    story.reach(CODE, 1, drill=True)
    story.reach("presence-2a", 1, drill=True)

    assert not _attained(story, 1).held
    assert _attained(story, 1, "presence-2a").held


@pytest.mark.parametrize("author", Side)
def test_held_needs_the_other_to_confirm_whoever_stated_it(story, author):
    observation = story.say(CODE, 1, stated_by=author)
    assert _attained(story, 1) == Attainment(pending=True)

    story.confirm(observation, 3)
    assert not _attained(story, 2).held
    assert _attained(story, 3).held
    assert _attained(story, 3).held_since == noon(3)


def test_what_is_known_at_an_instant_counts_after_it(story):
    story.reach(CODE, 1)

    assert not attainments(FRAMEWORK, story.history, noon(1))[CODE].held


@pytest.mark.parametrize(
    "weaker",
    [
        {"autonomy": Autonomy.TOGETHER},
        {"evidence": Evidence.TOLD},
        {},
    ],
)
def test_a_weaker_told_or_pending_one_never_takes_it_away(story, weaker):
    story.reach(CODE, 1)
    before = _attained(story, 2)
    observation = story.say(CODE, 3, **weaker)
    if weaker:
        story.confirm(observation, 3)

    assert _attained(story, 4) == before


def test_look_again_at_a_second_try_leaves_the_first_in_place(story):
    story.reach(CODE, 1)
    story.look_again(story.say(CODE, 3), 3)

    assert _attained(story, 4).held
    assert not _attained(story, 4).look_again


def test_every_milestone_of_the_framework_has_an_attainment_and_no_other(story):
    story.reach("gone-9z", 1)

    found = attainments(FRAMEWORK, story.history, noon(2))
    assert set(found) == set(FRAMEWORK.milestones)
    assert set(found.values()) == {Attainment()}


# Undo, withdrawal, correction


def test_an_undone_confirmation_awaits_its_answer_again(story):
    observation = story.reach(CODE, 1)
    story.undo(observation, 5)

    assert _attained(story, 4).held
    assert _attained(story, 5) == Attainment(pending=True)


def test_a_withdrawn_statement_counts_until_it_is_withdrawn(story):
    story.withdraw(story.reach(CODE, 1), 5)

    assert _attained(story, 4).held
    assert _attained(story, 5) == Attainment()


def test_a_correction_removes_from_its_confirmation_on(story):
    wrong = story.reach(CODE, 1)
    correction = story.say(CODE, 4, autonomy=Autonomy.TOGETHER, corrects=wrong)
    story.confirm(correction, 6)

    assert _attained(story, 5).held
    assert _attained(story, 6) == Attainment()


def test_undoing_a_correction_revives_nothing(story):
    wrong = story.reach(CODE, 1)
    correction = story.reach(CODE, 4, autonomy=Autonomy.TOGETHER, corrects=wrong)
    story.undo(correction, 7)
    story.withdraw(correction, 9)

    assert _attained(story, 3).held
    assert not _attained(story, 7).held
    assert not _attained(story, 9).held


def test_undoing_a_correction_at_the_same_instant_revives_nothing(story):
    wrong = story.reach(CODE, 1)
    correction = story.reach(CODE, 4, corrects=wrong)
    story.undo(correction, 4)

    assert not _attained(story, 4).held


def test_a_correction_may_name_another_milestone(story):
    wrong = story.reach(CODE, 1)
    story.reach("purpose-1b", 4, corrects=wrong)

    assert not _attained(story, 4).held
    assert _attained(story, 4, "purpose-1b").held


def test_a_correction_that_is_not_confirmed_removes_nothing(story):
    wrong = story.reach(CODE, 1)
    story.look_again(story.say(CODE, 4, corrects=wrong), 5)

    assert _attained(story, 6).held


def test_one_of_two_proofs_may_go(story):
    first = story.reach(CODE, 1)
    story.reach(CODE, 3)
    story.withdraw(first, 5)

    assert _attained(story, 6).held
    assert _attained(story, 6).held_since == noon(1)


def test_proofs_that_overlap_or_touch_make_one_span(story):
    story.withdraw(story.reach(CODE, 1), 9)
    story.withdraw(story.reach(CODE, 3), 5)
    story.withdraw(story.reach(CODE, 9), 12)

    spans = [(s.from_at, s.to_at) for s in held_spans(FRAMEWORK, story.history)]
    assert spans == [(noon(1), noon(12))]


def test_what_is_withdrawn_and_corrected_goes_with_the_first_of_both(story):
    wrong = story.reach(CODE, 1)
    story.withdraw(wrong, 5)
    story.reach("purpose-1b", 3, corrects=wrong)
    other = story.reach("care-1a", 1)
    story.withdraw(other, 3)
    story.reach("purpose-1b", 5, corrects=other)

    spans = {s.subject: s.to_at for s in held_spans(FRAMEWORK, story.history)}
    assert spans == {CODE: noon(3), "care-1a": noon(3), "purpose-1b": None}


def test_held_again_after_a_break_is_held_since_the_second_time(story):
    story.withdraw(story.reach(CODE, 1), 5)
    story.reach(CODE, 8)

    assert _attained(story, 9).held_since == noon(8)
    spans = [(s.from_at, s.to_at) for s in held_spans(FRAMEWORK, story.history)]
    assert spans == [(noon(1), noon(5)), (noon(8), None)]


# To confirm


def test_look_again_is_neither_held_nor_to_confirm(story):
    story.look_again(story.say(CODE, 1), 2)

    attained = _attained(story, 2)
    assert attained == Attainment(look_again=True)
    assert state_of(attained, day(2)) is MilestoneState.NEXT


@pytest.mark.parametrize("weak", [{"autonomy": Autonomy.TOGETHER}, {"evidence": Evidence.TOLD}])
def test_a_weak_statement_is_not_to_confirm(story, weak):
    story.say(CODE, 1, **weak)

    assert _attained(story, 1) == Attainment()


@pytest.mark.parametrize("author", Side)
def test_what_is_unanswered_lapses_fourteen_days_after_the_end(story, author):
    story.say(CODE, 1, stated_by=author)
    story.end(1, 10)

    attained = _attained(story, 30)
    assert attained.pending_until == day(24)
    assert state_of(attained, day(24)) is MilestoneState.TO_CONFIRM
    assert state_of(attained, day(25)) is MilestoneState.NEXT
    assert _attained(story, 9).pending_until is None


def test_what_lapsed_may_be_stated_again_with_a_new_mentor(story):
    story.say(CODE, 1)
    story.end(1, 10)
    story.say(CODE, 40, pairing_id=2)

    assert state_of(_attained(story, 41), day(41)) is MilestoneState.TO_CONFIRM
    assert _attained(story, 41).pending_until is None


def test_two_ended_pairings_leave_the_later_of_both_limits(story):
    story.say(CODE, 1)
    story.end(1, 10)
    story.say(CODE, 12, pairing_id=2)
    story.end(2, 20)

    assert _attained(story, 21).pending_until == day(34)


def test_what_is_held_survives_the_end_and_a_new_mentor(story):
    story.reach(CODE, 1)
    story.end(1, 10)
    story.reach("purpose-1b", 20, pairing_id=2)

    assert _attained(story, 90).held
    assert _attained(story, 90, "purpose-1b").held


# To refresh


def test_to_refresh_after_the_milestones_limit_and_still_held(story):
    story.reach(CODE, 1)

    attained = _attained(story, 400)
    assert attained.held
    assert attained.refresh_due == day(181)
    assert state_of(attained, day(181)) is MilestoneState.HELD
    assert state_of(attained, day(182)) is MilestoneState.TO_REFRESH


def test_a_milestone_may_have_a_limit_of_its_own(story):
    story.reach("conversing-1a", 1)

    assert _attained(story, 1, "conversing-1a").refresh_due == day(31)


def test_the_day_it_happened_counts_not_the_day_it_was_told(story):
    story.reach(CODE, 1, known=20)

    assert _attained(story, 20).refresh_due == day(181)


def test_only_a_strong_confirmed_one_refreshes(story):
    story.reach(CODE, 1)
    story.reach(CODE, 50, evidence=Evidence.TOLD)
    story.say(CODE, 60)
    assert _attained(story, 99).refresh_due == day(181)

    story.reach(CODE, 70)
    assert _attained(story, 99).refresh_due == day(250)
    assert _attained(story, 99).held_since == noon(1)


# At the start


def test_at_the_start_is_a_strong_confirmed_statement_that_carries_the_tick(story):
    observation = story.say(CODE, 1, before=True)
    assert not _attained(story, 1).at_start

    story.confirm(observation, 2)
    assert _attained(story, 2).at_start


def test_the_mark_does_not_move(story):
    story.reach(CODE, 1, before=True)
    story.reach(CODE, 60)

    assert _attained(story, 61).at_start


@pytest.mark.parametrize("weak", [{"autonomy": Autonomy.TOGETHER}, {"evidence": Evidence.TOLD}])
def test_a_weak_statement_gives_no_mark(story, weak):
    story.reach(CODE, 1, before=True, **weak)
    story.reach(CODE, 60)

    assert _attained(story, 61).held
    assert not _attained(story, 61).at_start


# States


@pytest.mark.parametrize(
    ("attained", "set_aside", "state"),
    [
        (Attainment(), False, MilestoneState.NEXT),
        (Attainment(), True, MilestoneState.SET_ASIDE),
        (Attainment(pending=True), False, MilestoneState.TO_CONFIRM),
        (Attainment(pending=True), True, MilestoneState.SET_ASIDE),
        (Attainment(held=True, refresh_due=day(9)), True, MilestoneState.HELD),
        (Attainment(held=True, refresh_due=day(7)), True, MilestoneState.TO_REFRESH),
    ],
)
def test_holding_a_milestone_ends_its_set_aside(attained, set_aside, state):
    assert state_of(attained, day(8), set_aside) is state

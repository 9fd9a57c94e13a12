"""Who may answer a statement, when, and which answer is in force."""

from dataclasses import replace

import pytest

from squad.framework.rules.fluency import (
    Answer,
    AnswerKind,
    AnswerRefusal,
    Side,
    answer_in_force,
    may_answer,
)
from tests.support.fluency import Story, day, noon

CONFIRM, LOOK_AGAIN, UNDO = AnswerKind.CONFIRM, AnswerKind.LOOK_AGAIN, AnswerKind.UNDO


def _answers(*kinds: AnswerKind) -> list[Answer]:
    return [Answer(1, number, kind, noon(number)) for number, kind in enumerate(kinds, start=1)]


def _observation(by: Side = Side.MENTOR):
    story = Story()
    return story.observations[story.say("purpose-1a", 1, stated_by=by)]


@pytest.mark.parametrize(
    ("kinds", "in_force"),
    [
        ((), None),
        ((CONFIRM,), CONFIRM),
        ((LOOK_AGAIN,), LOOK_AGAIN),
        ((LOOK_AGAIN, CONFIRM), CONFIRM),
        ((CONFIRM, UNDO), None),
        ((LOOK_AGAIN, UNDO), None),
        ((CONFIRM, UNDO, LOOK_AGAIN), LOOK_AGAIN),
        ((LOOK_AGAIN, CONFIRM, UNDO), None),
    ],
)
def test_the_answer_in_force_has_the_greatest_sequence(kinds, in_force):
    answer = answer_in_force(reversed(_answers(*kinds)))

    assert (answer.kind if answer else None) == in_force


@pytest.mark.parametrize(
    ("kinds", "kind", "refusal"),
    [
        ((), CONFIRM, None),
        ((), LOOK_AGAIN, None),
        ((), UNDO, AnswerRefusal.NOTHING_TO_UNDO),
        ((CONFIRM,), CONFIRM, AnswerRefusal.ALREADY_GIVEN),
        ((CONFIRM,), LOOK_AGAIN, AnswerRefusal.UNDO_FIRST),
        ((CONFIRM,), UNDO, None),
        ((LOOK_AGAIN,), CONFIRM, None),
        ((LOOK_AGAIN,), LOOK_AGAIN, AnswerRefusal.ALREADY_GIVEN),
        ((LOOK_AGAIN,), UNDO, None),
        ((CONFIRM, UNDO), CONFIRM, None),
        ((CONFIRM, UNDO), LOOK_AGAIN, None),
        ((CONFIRM, UNDO), UNDO, AnswerRefusal.NOTHING_TO_UNDO),
    ],
)
def test_which_answer_may_follow_which(kinds, kind, refusal):
    found = may_answer(_observation(), _answers(*kinds), kind, by=Side.MENTEE, on=day(9))

    assert found == refusal


@pytest.mark.parametrize("author", Side)
@pytest.mark.parametrize("kind", AnswerKind)
def test_either_may_state_and_only_the_other_answers(author, kind):
    said = _answers(LOOK_AGAIN) if kind is not LOOK_AGAIN else []
    (other,) = set(Side) - {author}

    assert may_answer(_observation(author), said, kind, by=other, on=day(2)) is None
    own = may_answer(_observation(author), said, kind, by=author, on=day(2))
    assert own == AnswerRefusal.OWN_STATEMENT


def test_the_author_is_known_by_the_code_of_the_side_alone():
    """The pairing rules may carry a side of their own making, equal in its code."""
    refusal = may_answer(_observation(Side.MENTEE), [], CONFIRM, by="mentee", on=day(2))

    assert refusal == AnswerRefusal.OWN_STATEMENT


@pytest.mark.parametrize("kind", AnswerKind)
def test_what_was_withdrawn_or_corrected_has_no_more_answers(kind):
    observation, said = _observation(), _answers(LOOK_AGAIN)
    withdrawn = replace(observation, withdrawn_at=noon(2))

    found = may_answer(withdrawn, said, kind, by=Side.MENTEE, on=day(3))
    assert found == AnswerRefusal.WITHDRAWN
    found = may_answer(observation, said, kind, by=Side.MENTEE, on=day(3), removed=True)
    assert found == AnswerRefusal.CORRECTED


@pytest.mark.parametrize(("days_after", "refusal"), [(14, None), (15, AnswerRefusal.TOO_LATE)])
def test_answers_stay_possible_fourteen_days_after_an_end(days_after, refusal):
    found = may_answer(
        _observation(),
        [],
        CONFIRM,
        by=Side.MENTEE,
        on=day(10 + days_after),
        ended_on=day(10),
    )

    assert found == refusal

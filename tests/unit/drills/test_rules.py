"""Drills: what answers one, which messages are there, what a kept one can show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.drills.rules import (
    WORDS_LENGTH,
    Answers,
    Sight,
    answers_of,
    arrived,
    by_area,
    check_answers,
    counts,
    next_minute,
    sights_from_text,
    sights_to_text,
)
from squad.framework.rules.document import parse, read_folder, with_cases
from squad.framework.rules.model import Area, Evidence
from squad.kernel.errors import DomainError
from squad.resources import SEED_DATA

DOCUMENT = parse(read_folder(SEED_DATA / "framework"))
DRILLS = {c: with_cases(d, DOCUMENT.sample_sets) for c, d in DOCUMENT.drills.items()}


@given(
    words=st.dictionaries(st.text(max_size=12), st.text(max_size=40)),
    choices=st.dictionaries(st.integers(1, 99), st.text(max_size=8)),
)
def test_what_is_stored_is_read_again(words, choices):
    answers = Answers(words, choices)
    assert Answers.from_text(answers.to_text()) == answers


def test_nothing_stored_is_nothing_said():
    assert Answers.from_text("") == Answers()


@given(
    code=st.sampled_from(sorted(DRILLS)),
    words=st.dictionaries(
        st.sampled_from(["reply", "shop", "signs", "sort", "other"]), st.text(max_size=9)
    ),
    choices=st.dictionaries(
        st.integers(-2, 60), st.sampled_from(["need", "false", "crisis", "", "x"])
    ),
)
def test_only_what_the_drill_asks_for_is_kept(code, words, choices):
    drill = DRILLS[code]
    answers = answers_of(drill, words, choices)
    assert set(answers.words) <= {task.code for task in drill.tasks if not task.sorts}
    assert all(answers.words.values())
    known = {choice.code for choice in drill.sorting.choices} if drill.sorting else set()
    assert set(answers.sorted.values()) <= known
    assert set(answers.sorted) <= set(range(1, len(drill.materials) + 1))


@pytest.mark.parametrize("code", sorted(DRILLS))
def test_pressing_next_brings_every_message_once_and_comes_to_an_end(code):
    drill, minute, there = DRILLS[code], 0, 0
    while True:
        now = arrived(drill, minute)
        assert len(now) > there
        assert list(now) == list(drill.materials[: len(now)])
        there, coming = len(now), next_minute(drill, minute)
        if coming is None:
            break
        assert minute < coming < drill.minutes
        minute = coming
    assert there == len(drill.materials)


def test_what_is_too_long_is_said_with_its_field():
    check_answers(Answers({"reply": "x" * WORDS_LENGTH}))
    with pytest.raises(DomainError) as refused:
        check_answers(Answers({"reply": "x" * (WORDS_LENGTH + 3)}))
    assert refused.value.field == "words_reply"
    assert refused.value.params["over"] == 3


def test_what_was_seen_is_kept_in_its_order():
    sights = (Sight.SEEN, None, Sight.UNSEEN, None)
    assert sights_from_text(sights_to_text(sights)) == sights
    assert sights_from_text(None) == ()


@pytest.mark.parametrize(
    ("code", "checked", "seen"),
    [("care-3b", True, True), ("presence-2a", False, True), ("care-3a", False, False)],
)
def test_only_the_evidence_of_the_list_counts_and_only_for_what_is_marked(code, checked, seen):
    milestone = DOCUMENT.framework.milestones[code]
    assert counts(milestone, Evidence.CHECKED) is checked
    assert counts(milestone, Evidence.SEEN) is seen
    assert not counts(milestone, Evidence.TOLD)


def test_a_list_of_drills_goes_by_the_area_that_each_is_for():
    milestones = DOCUMENT.framework.milestones
    groups = by_area(DRILLS.values(), milestones)
    assert [area for area, _listed in groups] == list(Area)
    listed = {one.drill.code: (area, one) for area, ones in groups for one in ones}
    assert set(listed) == set(DRILLS)
    assert listed["coffee"][0] is Area.CARE
    assert listed["coffee"][1].milestone.code == "care-3b"
    assert listed["coffee"][1].can_show
    assert listed["columns"][0] is Area.LISTENING
    assert not listed["columns"][1].can_show
    for _area, ones in groups:
        assert [one.drill.minutes for one in ones] == sorted(one.drill.minutes for one in ones)


def test_asked_for_a_milestone_the_list_speaks_of_that_one():
    [(area, [one])] = by_area([DRILLS["coffee"]], DOCUMENT.framework.milestones, "care-2a")
    assert (area, one.milestone.code, one.can_show) == (Area.CARE, "care-2a", False)


def test_a_drill_whose_milestones_were_taken_out_stands_last():
    groups = by_area([DRILLS["coffee"]], {})
    assert [(area, one.milestone) for area, ones in groups for one in ones] == [(None, None)]

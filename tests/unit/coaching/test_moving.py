"""Mapping one version of the framework to another, and what somebody keeps."""

from dataclasses import replace

import pytest

from squad.coaching.rules.moving import (
    MoveProblem,
    check_targets,
    kept_of,
    read_mapping,
    suggested,
    write_mapping,
)
from squad.framework.rules.fluency import FrameworkMove
from squad.framework.rules.model import Area
from squad.kernel.errors import DomainError
from tests.support.fluency import Story, core_of, day, make_framework, noon

BEFORE = make_framework()


def without(*codes):
    kept = {code: m for code, m in BEFORE.milestones.items() if code not in codes}
    return replace(BEFORE, version="next", milestones=kept)


def test_equal_codes_are_suggested_and_what_is_gone_counts_no_more():
    mapping = suggested(BEFORE, without("care-1a"))
    assert mapping.pop("care-1a") is None
    assert all(old == new for old, new in mapping.items())


def test_a_mapping_is_read_as_it_was_written():
    mapping = suggested(BEFORE, without("care-1a"))
    text = write_mapping(mapping)
    assert read_mapping(text, BEFORE, without("care-1a")) == mapping
    assert write_mapping(dict(reversed(mapping.items()))) == text


@pytest.mark.parametrize("text", ["", "[]", "{}", "7", '{"care-1a": "care-1a"}'])
def test_a_mapping_that_says_not_all_is_refused(text):
    with pytest.raises(DomainError) as refused:
        read_mapping(text, BEFORE, BEFORE)
    assert refused.value.code == MoveProblem.MAPPING


@pytest.mark.parametrize("new", ["care-9z", 7, ["care-1a"], ""])
def test_a_mapping_to_what_is_no_milestone_is_refused(new):
    text = write_mapping({**suggested(BEFORE, BEFORE), "care-1a": new})
    with pytest.raises(DomainError) as refused:
        read_mapping(text, BEFORE, BEFORE)
    assert refused.value.code == MoveProblem.MAPPING


def test_a_version_must_hold_every_target_in_force():
    after = without(*core_of(Area.CARE, 2)[2:])
    check_targets(after, [{Area.CARE: 1}, {Area.LISTENING: 3}])
    with pytest.raises(DomainError) as refused:
        check_targets(after, [{Area.CARE: 1}, {Area.CARE: 3}])
    assert refused.value.params == {"area": BEFORE.areas[Area.CARE].name, "stage": 2}


def test_what_somebody_keeps_is_said_before_and_after():
    story = Story()
    story.agree(on=1)
    story.reach_all(core_of(Area.PURPOSE, 1), on=2)
    after = without("purpose-1b")
    move = FrameworkMove(noon(5), BEFORE, after, suggested(BEFORE, after))

    kept = kept_of(story.history, move, noon(6), day(6))

    assert (kept.held_before, kept.held_after) == ({"purpose-1a", "purpose-1b"}, {"purpose-1a"})
    assert (kept.before.held, kept.after.held) == (2, 1)
    assert kept.after.total == kept.before.total - 1
    assert kept.areas == ()
    assert (kept.lost, kept.gained) == ({"purpose-1b"}, set())


def test_a_milestone_under_another_code_is_kept():
    story = Story()
    story.reach("purpose-1b", on=2)
    mapping = {**suggested(BEFORE, BEFORE), "purpose-1b": "purpose-1c"}

    kept = kept_of(story.history, FrameworkMove(noon(5), BEFORE, BEFORE, mapping), noon(6), day(6))

    assert (kept.held_before, kept.held_after) == ({"purpose-1b"}, {"purpose-1c"})
    assert not kept.lost | kept.gained

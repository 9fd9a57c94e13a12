"""The path ahead: one order, each place in it with its reason, and nothing counted by it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.framework.rules.document import parse, read_folder
from squad.framework.rules.fluency import (
    Attainment,
    MilestoneState,
    Reason,
    area_stage,
    attainments,
    path_ahead,
    progress,
    target_milestones,
)
from squad.framework.rules.fluency.path import MOST_SUGGESTED
from squad.framework.rules.model import STAGES, Area, NetworkKind
from squad.resources import SEED_DATA
from tests.support.fluency import CONVERSATION, Story, day, make_framework, noon

FRAMEWORK = make_framework()
SHIPPED = parse(read_folder(SEED_DATA / "framework")).framework
LISTENER = {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.LISTENING: 2}


@pytest.fixture
def story() -> Story:
    return Story()


def _path(story, targets=LISTENER, networks=(), purposes=(), **given):
    attained = attainments(FRAMEWORK, story.history, noon(90))
    return path_ahead(FRAMEWORK, targets, attained, networks, purposes, on=day(90), **given)


def _codes(found):
    return [ahead.milestone.code for ahead in found]


def _whole(path):
    return _codes(path.ahead)


def _ahead(path, code):
    return next(a for a in path.ahead if a.milestone.code == code)


def test_it_begins_with_the_lowest_stage_in_the_order_of_areas(story):
    path = _path(story)
    assert _codes(path.suggested) == [
        "purpose-1a", "purpose-1b", "presence-1a", "presence-1b", "listening-1a"]  # fmt: skip
    assert _codes(path.rest) == [
        "listening-1b", "listening-2a", "listening-2b", "purpose-1c", "presence-1c",
        "listening-1c"]  # fmt: skip
    assert path.suggested[0].reasons == (Reason.TARGET,)
    assert path.rest[-1].reasons == (Reason.EXTRA,)


def test_what_completes_a_stage_comes_first_and_says_which(story):
    story.reach("listening-1a", 1)
    story.reach("listening-2a", 1)
    story.reach("presence-1b", 1)
    path = _path(story)
    assert _codes(path.suggested)[:3] == ["presence-1a", "listening-1b", "purpose-1a"]
    assert [a.completes for a in path.suggested[:3]] == [1, 1, None]
    assert path.suggested[1].reasons == (Reason.COMPLETES,)


def test_one_that_keeps_an_area_from_two_stages_completes_the_higher(story):
    story.reach_all(["listening-1a", "listening-2a", "listening-2b"], 1)
    assert _path(story).suggested[0].completes == 2


def test_a_stage_above_an_open_one_is_not_called_complete(story):
    story.reach("listening-2a", 1)
    assert _ahead(_path(story), "listening-2b").completes is None


def test_a_yes_that_is_awaited_is_said_and_not_suggested(story):
    story.reach("purpose-1a", 1)
    story.say("presence-1a", 1)
    story.look_again(story.say("listening-1a", 1), 2)
    path = _path(story, set_aside=["purpose-1b"])
    assert path.suggested[0].milestone.code == "presence-1b"
    assert path.suggested[0].reasons == (Reason.COMPLETES_ONCE_CONFIRMED,)
    assert _ahead(path, "presence-1a").state is MilestoneState.TO_CONFIRM
    assert "presence-1a" not in _codes(path.suggested)
    assert "listening-1a" in _codes(path.suggested)
    assert not {"purpose-1a", "purpose-1b"} & set(_whole(path))


def test_tags_change_the_order_within_a_stage_only(story):
    framework = make_framework()
    for code in ("listening-1b", "listening-2a"):
        object.__setattr__(framework.milestones[code], "purposes", frozenset({"crisis"}))
    internal = frozenset({NetworkKind.INTERNAL})
    object.__setattr__(framework.milestones["purpose-1a"], "networks", internal)
    path = path_ahead(framework, LISTENER, {}, [NetworkKind.PUBLIC], ["crisis"], on=day(1))
    assert _codes(path.suggested)[:2] == ["listening-1b", "purpose-1b"]
    assert _whole(path)[5:7] == ["purpose-1a", "listening-2a"]
    assert sorted(_whole(path)) == sorted(_whole(_path(story)))
    assert path.suggested[0].reasons == (Reason.PURPOSE,)
    assert path.suggested[0].purposes == ("crisis",)


def test_a_network_is_a_reason_only_where_not_every_network_would_do():
    path = path_ahead(
        SHIPPED, {Area.CARE: 1}, {}, [NetworkKind.INTERNAL], ["collaboration"], on=day(1)
    )
    assert _whole(path) == ["care-1a", "care-1b", "care-1c"]
    assert Reason.NETWORK not in path.suggested[0].reasons
    assert path.suggested[2].reasons == (Reason.PURPOSE, Reason.NETWORK, Reason.EXTRA)


def test_what_is_to_refresh_is_held_and_named_apart(story):
    story.reach("purpose-1a", 1)
    attained = attainments(FRAMEWORK, story.history, noon(300))
    path = path_ahead(FRAMEWORK, LISTENER, attained, (), (), on=day(300))
    assert [m.code for m in path.to_refresh] == ["purpose-1a"]
    assert "purpose-1a" not in _whole(path)


def test_without_a_target_there_is_no_path(story):
    path = _path(story, targets={})
    assert (path.suggested, path.rest, path.to_refresh) == ((), (), ())


# Any state of any mentee, on the shipped framework

CODES = sorted(SHIPPED.milestones)
STATES = st.sampled_from(
    [Attainment(), Attainment(held=True), Attainment(pending=True), Attainment(look_again=True),
     Attainment(held=True, refresh_due=day(1) - timedelta(days=1))]
)  # fmt: skip
PROFILES = st.dictionaries(st.sampled_from(list(Area)), st.sampled_from((0, *STAGES)))
CASES = st.fixed_dictionaries(
    {
        "targets": PROFILES,
        "attained": st.dictionaries(st.sampled_from(CODES), STATES),
        "networks": st.lists(st.sampled_from(list(NetworkKind)), unique=True),
        "purposes": st.lists(st.sampled_from(sorted(SHIPPED.purposes)), unique=True, max_size=3),
        "set_aside": st.sets(st.sampled_from(CODES), max_size=6),
    }
)


def _held(case):
    return frozenset(code for code, a in case["attained"].items() if a.held)


@given(CASES)
def test_every_open_target_milestone_is_listed_once_and_no_held_one(case):
    path = path_ahead(SHIPPED, **case, on=day(1))
    listed = _whole(path)
    held = _held(case)
    asked = target_milestones(SHIPPED, case["targets"], case["set_aside"], held)
    assert len(listed) == len(set(listed))
    assert held.isdisjoint(listed)
    assert {m.code for m in asked} - held == {c for c in listed if SHIPPED.milestones[c].core}
    assert len(path.suggested) <= MOST_SUGGESTED
    assert all(ahead.state is MilestoneState.NEXT for ahead in path.suggested)
    assert all(ahead.reasons for ahead in path.suggested)


@given(CASES)
def test_what_is_said_to_complete_a_stage_does(case):
    path = path_ahead(SHIPPED, **case, on=day(1))
    pending = {code for code, a in case["attained"].items() if a.pending}
    for ahead in path.ahead:
        if ahead.completes is not None:
            area = ahead.milestone.area
            before = _held(case) | (
                pending if Reason.COMPLETES_ONCE_CONFIRMED in ahead.reasons else set()
            )
            after = before | {ahead.milestone.code}
            assert area_stage(SHIPPED, before, area, case["set_aside"]) < ahead.completes
            assert area_stage(SHIPPED, after, area, case["set_aside"]) >= ahead.completes


@given(CASES, st.randoms())
def test_the_order_depends_on_nothing_but_the_facts(case, random):
    shuffled = list(case["attained"].items())
    random.shuffle(shuffled)
    again = case | {"attained": dict(shuffled), "networks": case["networks"][::-1]}
    assert path_ahead(SHIPPED, **case, on=day(1)) == path_ahead(SHIPPED, **again, on=day(1))


@given(CASES, CASES)
def test_tags_never_exclude(case, other):
    tagged = case | {key: other[key] for key in ("networks", "purposes")}
    one, two = (path_ahead(SHIPPED, **c, on=day(1)) for c in (case, tagged))
    assert sorted(_whole(one)) == sorted(_whole(two))


def test_no_count_depends_on_it(story):
    story.agree(1, CONVERSATION)
    story.reach("listening-1a", 2)
    attained = attainments(FRAMEWORK, story.history, noon(4))
    before = progress(FRAMEWORK, story.history, noon(4), day(4))
    path_ahead(FRAMEWORK, CONVERSATION, attained, list(NetworkKind), ["crisis"], on=day(4))
    assert progress(FRAMEWORK, story.history, noon(4), day(4)) == before

"""Area stages, the ladder, the target profile, progress over time."""

from datetime import UTC, datetime

import pytest

from squad.framework.rules.fluency import (
    History,
    Span,
    SpanKind,
    agreement_in_force,
    area_stage,
    end_of,
    headline,
    progress,
    reachable_rung,
    stage_spans,
    target_met,
    target_milestones,
    trajectory,
)
from squad.framework.rules.model import Area, Rung
from tests.support.fluency import (
    CONVERSATION,
    Story,
    core_of,
    day,
    make_framework,
    noon,
)

FRAMEWORK = make_framework()
LISTENER = {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.LISTENING: 2}
BROADCAST = {
    *core_of(Area.PURPOSE, 1),
    *core_of(Area.PRESENCE, 1),
    *core_of(Area.PUBLISHING, 1),
}
CONVERSES = BROADCAST | {
    *core_of(Area.PRESENCE, 2),
    *core_of(Area.LISTENING, 2),
    *core_of(Area.CONVERSING, 2),
}


@pytest.fixture
def story() -> Story:
    return Story()


def _progress(story: Story, on: int):
    return progress(FRAMEWORK, story.history, noon(on + 1), day(on))


# Area stage


@pytest.mark.parametrize(
    ("held", "stage"),
    [
        ([], 0),
        (["care-1a"], 0),
        (["care-1a", "care-1c"], 0),
        (core_of(Area.CARE, 1), 1),
        ([*core_of(Area.CARE, 1), "care-2a"], 1),
        (["care-2a", "care-2b", "care-3a", "care-3b"], 0),
        (core_of(Area.CARE, 3), 3),
    ],
)
def test_an_area_stands_where_every_core_milestone_up_to_it_is_held(held, stage):
    assert area_stage(FRAMEWORK, set(held), Area.CARE, set()) == stage


def test_a_milestone_set_aside_is_not_asked_of_the_area():
    assert area_stage(FRAMEWORK, {"care-1a"}, Area.CARE, {"care-1b"}) == 1


# Headline


def test_below_the_ladder_is_the_start():
    assert headline(FRAMEWORK, set()) is Rung.START
    assert headline(FRAMEWORK, BROADCAST - {"presence-1b"}) is Rung.START


def test_broadcast_asks_for_purpose_presence_and_publishing_at_one():
    assert headline(FRAMEWORK, BROADCAST) is Rung.BROADCAST


def test_conversation_asks_for_presence_listening_and_conversing_at_two():
    assert headline(FRAMEWORK, CONVERSES) is Rung.CONVERSATION
    assert headline(FRAMEWORK, CONVERSES - {"listening-2a"}) is Rung.BROADCAST


def test_each_rung_includes_the_one_below():
    care = set(core_of(Area.CARE, 3))
    assert headline(FRAMEWORK, CONVERSES | care) is Rung.CARE
    assert headline(FRAMEWORK, BROADCAST | care) is Rung.BROADCAST
    assert headline(FRAMEWORK, (CONVERSES | care) - {"publishing-1a"}) is Rung.START


def test_the_ladder_asks_for_every_core_milestone_set_aside_or_not(story):
    story.agree(1, set_aside=["presence-1b"])
    story.reach_all(sorted(BROADCAST - {"presence-1b"}), 2)

    figures = _progress(story, 3)
    assert figures.areas[1].stage == 1
    assert figures.headline is Rung.START


@pytest.mark.parametrize(
    ("targets", "rung"),
    [
        ({}, Rung.START),
        (LISTENER, Rung.START),
        ({Area.PURPOSE: 1, Area.PRESENCE: 1, Area.PUBLISHING: 1}, Rung.BROADCAST),
        (CONVERSATION, Rung.CONVERSATION),
        (CONVERSATION | {Area.CARE: 2}, Rung.CONVERSATION),
        (CONVERSATION | {Area.CARE: 3}, Rung.CARE),
        ({Area.PURPOSE: 1, Area.PRESENCE: 1, Area.CARE: 3}, Rung.START),
    ],
)
def test_how_far_up_the_ladder_a_target_leads(story, targets, rung):
    assert reachable_rung(targets) is rung

    story.agree(1, targets)
    figures = _progress(story, 1)
    assert figures.headline_reach is rung
    assert figures.headline_in_target is (rung >= Rung.BROADCAST)


# Target


def test_target_milestones_are_the_core_ones_up_to_the_target():
    found = {m.code for m in target_milestones(FRAMEWORK, LISTENER, set(), set())}

    assert found == {
        *core_of(Area.PURPOSE, 1),
        *core_of(Area.PRESENCE, 1),
        *core_of(Area.LISTENING, 2),
    }


def test_without_an_agreement_progress_is_nothing_of_nothing_and_not_met(story):
    story.reach_all(sorted(BROADCAST), 1)

    figures = _progress(story, 2)
    assert (figures.held, figures.total, figures.target_met) == (0, 0, False)
    assert {(a.target, a.held, a.total) for a in figures.areas} == {(None, 0, 0)}
    assert figures.headline is Rung.BROADCAST


def test_progress_counts_what_is_held_of_the_target(story):
    story.agree(1, LISTENER, set_aside=["listening-2b"])
    story.reach("purpose-1a", 2, before=True)
    story.reach("presence-1a", 3)
    story.say("presence-1b", 3)
    story.reach("care-1a", 3)
    story.reach("purpose-1c", 3)

    figures = _progress(story, 4)
    assert (figures.held, figures.total) == (2, 7)
    assert (figures.to_confirm, figures.at_start, figures.set_aside) == (1, 1, 1)
    by_area = {a.area: (a.stage, a.target, a.held, a.total) for a in figures.areas}
    assert by_area == {
        Area.PURPOSE: (0, 1, 1, 2),
        Area.PRESENCE: (0, 1, 1, 2),
        Area.LISTENING: (0, 2, 0, 3),
        Area.PUBLISHING: (0, None, 0, 0),
        Area.CONVERSING: (0, None, 0, 0),
        Area.CARE: (0, None, 0, 0),
    }
    assert list(by_area) == list(Area)


def test_what_is_to_refresh_still_counts_and_is_said(story):
    story.agree(1, LISTENER)
    story.reach("purpose-1a", 2)

    figures = progress(FRAMEWORK, story.history, noon(300), day(299))
    assert (figures.held, figures.to_refresh) == (1, 1)


def test_held_later_the_set_aside_ends(story):
    story.agree(1, LISTENER, set_aside=["listening-2b"])
    observation = story.reach("listening-2b", 5)
    assert (_progress(story, 4).set_aside, _progress(story, 4).total) == (1, 7)
    after = _progress(story, 5)
    assert (after.set_aside, after.held, after.total) == (0, 1, 8)

    story.undo(observation, 8)
    assert (_progress(story, 8).set_aside, _progress(story, 8).total) == (1, 7)


def test_a_listener_only_target_met_is_a_full_success(story):
    story.agree(1, LISTENER, set_aside=["listening-2b"])
    wanted = {m.code for m in target_milestones(FRAMEWORK, LISTENER, {"listening-2b"}, set())}
    story.reach_all(sorted(wanted - {"listening-2a"}), 2)
    assert not _progress(story, 2).target_met

    story.reach("listening-2a", 3)
    figures = _progress(story, 3)
    assert figures.target_met
    assert (figures.held, figures.total) == (7, 7)
    assert (figures.headline, figures.headline_in_target) == (Rung.START, False)
    assert not _progress(story, 2).target_met


def test_an_empty_profile_is_never_met():
    assert not target_met(FRAMEWORK, {}, set(), BROADCAST)
    assert not target_met(FRAMEWORK, {Area.CARE: 0}, set(), BROADCAST)


def test_a_new_agreement_changes_the_target_from_its_second_signature_on(story):
    story.agree(1, LISTENER)
    story.agree(10, CONVERSATION)

    assert _progress(story, 9).total == 8
    assert _progress(story, 10).total == 16


def test_the_agreement_in_force_outlives_its_pairing_until_a_new_one_is_signed(story):
    story.agree(1, LISTENER)
    story.end(1, 5)
    story.agree(20, CONVERSATION, pairing=2)
    agreements = story.history.agreements

    assert agreement_in_force(agreements, noon(1)) is None
    assert agreement_in_force(agreements, noon(20)) is agreements[0]
    assert agreement_in_force(agreements, noon(21)) is agreements[1]


# Trajectory


def test_the_trajectory_has_a_point_at_the_start_at_each_change_and_at_the_end(story):
    story.agree(1, LISTENER)
    story.reach_all(["purpose-1a", "purpose-1b"], 4)
    story.reach("care-1a", 5)
    story.withdraw(story.reach("presence-1a", 6), 9)
    story.agree(12, {Area.PRESENCE: 1})

    points = trajectory(FRAMEWORK, story.history, day(2), end_of(day(20), "UTC"), "UTC")
    expected = [(2, 0), (4, 2), (6, 3), (9, 2), (12, 0), (20, 0)]
    assert points == [(day(number), held) for number, held in expected]


def test_what_was_reached_before_the_start_is_in_its_first_point(story):
    story.agree(1, LISTENER)
    story.reach("purpose-1a", 2)

    points = trajectory(FRAMEWORK, story.history, day(5), end_of(day(5), "UTC"), "UTC")
    assert points == [(day(5), 1)]


def test_a_start_after_the_last_day_leaves_the_last_day_alone(story):
    story.agree(1, LISTENER)
    story.reach("purpose-1a", 2)

    points = trajectory(FRAMEWORK, story.history, day(9), end_of(day(5), "UTC"), "UTC")
    assert points == [(day(5), 1)]


def test_a_point_is_on_the_programmes_day(story):
    story.agree(1, LISTENER)
    story.reach("purpose-1a", 3)

    zone = "Pacific/Auckland"
    points = trajectory(FRAMEWORK, story.history, day(1), end_of(day(9), zone), zone)
    assert points == [(day(1), 0), (day(4), 1), (day(9), 1)]


@pytest.mark.parametrize(
    ("on", "zone", "end"),
    [
        ((2027, 1, 4), "UTC", (2027, 1, 5, 0, 0)),
        ((2027, 1, 4), "America/Toronto", (2027, 1, 5, 5, 0)),
        ((2027, 3, 28), "Europe/Paris", (2027, 3, 28, 22, 0)),
        ((2027, 3, 27), "Asia/Beirut", (2027, 3, 27, 22, 0)),
    ],
)
def test_a_day_ends_at_its_own_midnight(on, zone, end):
    on_day = datetime(*on, tzinfo=UTC).date()

    assert end_of(on_day, zone) == datetime(*end, tzinfo=UTC)


# Spans


def test_stages_and_headline_open_and_close_with_what_is_held(story):
    story.reach_all(sorted(BROADCAST - {"publishing-1b"}), 2)
    story.withdraw(story.reach("publishing-1b", 4), 9)

    spans = stage_spans(FRAMEWORK, story.history)
    assert spans == [
        Span(SpanKind.AREA, "presence", 1, noon(2)),
        Span(SpanKind.AREA, "publishing", 1, noon(4), noon(9)),
        Span(SpanKind.AREA, "purpose", 1, noon(2)),
        Span(SpanKind.HEADLINE, "headline", 1, noon(4), noon(9)),
    ]


def test_a_signature_that_sets_a_milestone_aside_opens_an_areas_stage(story):
    story.agree(1)
    story.reach("care-1a", 2)
    story.agree(5, set_aside=["care-1b"])
    story.agree(8)

    assert stage_spans(FRAMEWORK, story.history) == [
        Span(SpanKind.AREA, "care", 1, noon(5), noon(8))
    ]


def test_of_two_versions_signed_at_one_instant_the_later_number_is_in_force(story):
    story.reach("care-1a", 1)
    story.agree(5, set_aside=["care-1b"])
    story.agree(5, LISTENER)

    for agreements in (story.agreements, story.agreements[::-1]):
        history = History((*story.observations.values(),), (*story.answers,), (), (*agreements,))
        assert stage_spans(FRAMEWORK, history) == []
        assert progress(FRAMEWORK, history, noon(6), day(5)).total == 8

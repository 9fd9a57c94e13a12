"""Moving to another version: against the oracle, and what a move must never change."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from squad.framework.rules.fluency import (
    Attainment,
    FrameworkMove,
    History,
    SpanKind,
    attainments,
    end_of,
    framework_at,
    held_spans,
    progress,
    retention,
    stage_spans,
    target_over_time,
    trajectory,
)
from squad.framework.rules.model import Evidence, Framework
from tests.support.fluency import Story, as_report, make_framework, noon
from tests.unit.framework.test_fluency_properties import (
    BEGIN,
    CODES,
    MICROSECOND,
    ZONES,
    changes,
    histories,
    instants,
    oracle_of,
    reading_days,
    uptos,
    where,
)

FRAMEWORK = make_framework()
IDENTITY = {code: code for code in CODES}
few = settings(deadline=None, max_examples=40)


def other_framework(number: int) -> Framework:
    """Of the same areas: some codes are new, some are gone, some lists and limits differ."""
    milestones = dict(FRAMEWORK.milestones)
    first = milestones.pop("purpose-1a")
    milestones[f"purpose-1z{number}"] = replace(first, code=f"purpose-1z{number}")
    milestones["presence-2a"] = replace(
        milestones["presence-2a"], evidence=frozenset({Evidence.CHECKED}), refresh_days=9 * number
    )
    milestones["care-1b"] = replace(milestones["care-1b"], core=False, drill=True)
    return replace(FRAMEWORK, version=f"test.{number}", milestones=milestones)


@st.composite
def mappings(draw: st.DrawFn, before: Framework, after: Framework) -> dict[str, str | None]:
    """Most codes to themselves; some anywhere, some nowhere."""
    mapping: dict[str, str | None] = {c: c for c in before.milestones if c in after.milestones}
    mapping |= {c: None for c in before.milestones if c not in after.milestones}
    codes = st.sampled_from(sorted(before.milestones))
    anywhere = st.none() | st.sampled_from(sorted(after.milestones))
    return mapping | draw(st.dictionaries(codes, anywhere, max_size=8))


@st.composite
def moved(draw: st.DrawFn) -> History:
    """Any history, with one to three moves within it, also several in one instant."""
    versions = [FRAMEWORK, *(other_framework(n) for n in (1, 2, 3))]
    at = sorted(draw(st.lists(instants, min_size=1, max_size=3)))
    moves = tuple(
        FrameworkMove(known_at, before, after, draw(mappings(before, after)))
        for known_at, before, after in zip(at, versions, versions[1:], strict=False)
    )
    history = replace(draw(histories()), moves=moves)
    return replace(
        history,
        observations=tuple(
            replace(o, milestone=_sayable(o.milestone, framework_at(FRAMEWORK, moves, o.known_at)))
            for o in history.observations
        ),
    )


def _sayable(code: str, framework: Framework) -> str:
    """A code of the version of that day."""
    if code in framework.milestones:
        return code
    return next(other for other in framework.milestones if other.startswith("purpose-1z"))


def newest(history: History) -> Framework:
    return history.moves[-1].after


@few
@given(moved(), uptos, reading_days)
def test_the_rules_agree_with_the_oracle(history: History, upto: datetime, on: date) -> None:
    framework, oracle = newest(history), oracle_of(history, framework=newest(history))
    attained = attainments(framework, history, upto)

    assert where(attained, "held") == oracle.held(upto)
    assert where(attained, "at_start") == oracle.at_start(upto)
    assert where(attained, "look_again") == oracle.look_again(upto)
    assert {c for c, a in attained.items() if a.to_confirm(on)} == oracle.to_confirm(upto, on)
    assert {c for c, a in attained.items() if a.to_refresh(on)} == oracle.to_refresh(upto, on)
    assert as_report(progress(framework, history, upto, on)) == oracle.report(upto, on)


@few
@given(moved(), uptos, st.sampled_from(ZONES))
def test_the_oracle_agrees_on_what_was_shown_again(
    history: History, upto: datetime, zone: str
) -> None:
    found = retention(newest(history), history, upto, zone)

    said = found and {"on": found.on, "held": found.again, "total": found.total}
    assert said == oracle_of(history, zone, newest(history)).retention(upto)


@settings(deadline=None, max_examples=15)
@given(moved(), st.integers(0, 15), st.sampled_from(ZONES))
def test_the_trajectory_agrees_with_the_oracle(history: History, length: int, zone: str) -> None:
    first = BEGIN.date()
    last = date.fromordinal(first.toordinal() + length)

    points = trajectory(newest(history), history, first, end_of(last, zone), zone)

    expected = oracle_of(history, zone, newest(history)).trajectory(first, last)
    assert [{"on": on.isoformat(), "held": held} for on, held in points] == expected


@settings(deadline=None, max_examples=20)
@given(moved())
def test_spans_equal_replay_around_every_change(history: History) -> None:
    framework = newest(history)
    held, stages = held_spans(framework, history), stage_spans(framework, history)
    for change in sorted({*changes(history), *(m.known_at for m in history.moves)}):
        for upto in (change - MICROSECOND, change, change + MICROSECOND):
            attained = attainments(framework, history, upto)
            assert {s.subject for s in held if s.covers(upto)} == where(attained, "held")

            figures = progress(framework, history, upto, upto.date())
            stored = {(s.kind, s.subject): s.value for s in stages if s.covers(upto)}
            expected = {(SpanKind.AREA, str(a.area)): a.stage for a in figures.areas}
            expected[SpanKind.HEADLINE, "headline"] = int(figures.headline)
            assert stored == {subject: value for subject, value in expected.items() if value}
    assert all(s.to_at is None or s.from_at < s.to_at for s in (*held, *stages))


@few
@given(histories(), instants, uptos, reading_days)
def test_a_move_that_maps_each_to_itself_changes_nothing(
    history: History, at: datetime, upto: datetime, on: date
) -> None:
    still = replace(history, moves=(FrameworkMove(at, FRAMEWORK, FRAMEWORK, IDENTITY),))

    assert _all_of(still, upto, on) == _all_of(history, upto, on)
    assert held_spans(FRAMEWORK, still) == held_spans(FRAMEWORK, history)
    assert stage_spans(FRAMEWORK, still) == stage_spans(FRAMEWORK, history)


@few
@given(moved(), uptos, reading_days)
def test_as_of_before_a_move_nothing_has_changed(
    history: History, upto: datetime, on: date
) -> None:
    earlier = tuple(m for m in history.moves if m.known_at < upto)
    framework = framework_at(FRAMEWORK, history.moves, upto)
    unmoved = replace(history, moves=earlier)

    assert attainments(newest(history), history, upto) == attainments(framework, unmoved, upto)
    one = progress(newest(history), history, upto, on)
    assert one == progress(framework, unmoved, upto, on)
    zone = "Europe/Paris"
    for over_time in (trajectory, target_over_time):
        seen = over_time(newest(history), history, BEGIN.date(), upto, zone)
        assert seen == over_time(framework, unmoved, BEGIN.date(), upto, zone)


@few
@given(histories(), instants, instants, st.data(), reading_days)
def test_two_moves_are_the_one_that_they_compose(
    history: History, one: datetime, two: datetime, data: st.DataObject, on: date
) -> None:
    first, second = sorted((one, two))
    middle, last = other_framework(1), other_framework(2)
    to_middle = data.draw(mappings(FRAMEWORK, middle))
    to_last = data.draw(mappings(middle, last))
    composed = {code: mid and to_last.get(mid) for code, mid in to_middle.items()}
    early = tuple(o for o in history.observations if o.known_at < first)
    told = replace(
        history,
        observations=early,
        agreements=tuple(v for v in history.agreements if v.in_force_at < first),
    )
    stepwise = replace(
        told,
        moves=(
            FrameworkMove(first, FRAMEWORK, middle, to_middle),
            FrameworkMove(second, middle, last, to_last),
        ),
    )
    at_once = replace(told, moves=(FrameworkMove(second, FRAMEWORK, last, composed),))

    upto = second + MICROSECOND
    assert attainments(last, stepwise, upto) == attainments(last, at_once, upto)
    assert progress(last, stepwise, upto, on) == progress(last, at_once, upto, on)


def _all_of(
    history: History, upto: datetime, on: date
) -> tuple[dict[str, Attainment], object, object]:
    zone = "America/Toronto"
    return (
        dict(attainments(FRAMEWORK, history, upto)),
        progress(FRAMEWORK, history, upto, on),
        trajectory(FRAMEWORK, history, BEGIN.date(), upto, zone),
    )


def test_what_was_said_of_a_milestone_that_counts_no_more_counts_nowhere() -> None:
    story = Story()
    story.reach("purpose-1a", on=1)
    story.reach("purpose-1b", on=2)
    mapping = {"purpose-1a": None, "purpose-1b": "listening-1a"}
    after = other_framework(1)
    history = replace(
        story.history, moves=(FrameworkMove(noon(5), FRAMEWORK, after, IDENTITY | mapping),)
    )

    assert where(attainments(after, history, noon(5)), "held") == {"purpose-1a", "purpose-1b"}
    assert where(attainments(after, history, noon(6)), "held") == {"listening-1a"}
    assert [(s.subject, s.from_at, s.to_at) for s in held_spans(after, history)] == [
        ("listening-1a", noon(5), None),
        ("purpose-1a", noon(1), noon(5)),
        ("purpose-1b", noon(2), noon(5)),
    ]


def test_a_correction_of_what_counts_no_more_still_removes_for_good() -> None:
    story = Story()
    wrong = story.reach("purpose-1a", on=1)
    story.reach("care-1a", on=2, corrects=wrong)
    mapping: dict[str, str | None] = {"care-1a": None}
    history = replace(
        story.history, moves=(FrameworkMove(noon(5), FRAMEWORK, FRAMEWORK, IDENTITY | mapping),)
    )

    assert not where(attainments(FRAMEWORK, history, noon(6)), "held")

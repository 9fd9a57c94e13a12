"""What is traced reproduces its figure for every reader on any history, as the oracle says."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from squad.framework.rules import fluency
from squad.framework.rules.model import STAGES, Area, Autonomy, Evidence
from squad.pairings.rules.states import PairingState
from squad.reports.assembling import awaiting_shown
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import AgreementCard, MenteeFigures, Reader, SessionFigures
from squad.reports.tracing import Figure, Subject, Verdict, held_entries, trace_of
from tests.support.fluency import Story, day, make_framework, noon
from tests.unit.framework.test_fluency_properties import (
    FRAMEWORK,
    histories,
    oracle_of,
    reading_days,
    uptos,
)

COUNTS = {
    Figure.HELD: "held",
    Figure.AT_START: "at_start",
    Figure.TO_CONFIRM: "to_confirm",
    Figure.TO_REFRESH: "to_refresh",
    Figure.SET_ASIDE: "set_aside",
    Figure.TARGET: "total",
}


def report_of(
    history: fluency.History, reader: Reader, upto: datetime, on: date, *, past: bool = False
) -> MenteeReport:
    """As much of a report as is traced."""
    attained = dict(fluency.attainments(FRAMEWORK, history, upto))
    shown = awaiting_shown(reader, past=past)
    if not shown:
        attained = {
            code: replace(each, pending=False, look_again=False) for code, each in attained.items()
        }
    progress = fluency.progress_from(FRAMEWORK, history, upto, on, attained=attained)
    version = fluency.agreement_in_force(history.agreements, upto)
    nothing: Any = None

    class Programme:
        framework = FRAMEWORK
        time_zone = "UTC"

    figures = MenteeFigures(
        person=nothing,
        programme="demo",
        as_of=on,
        state=PairingState.ACTIVE,
        progress=progress,
        to_confirm=progress.to_confirm if shown else None,
        sessions=SessionFigures(),
        days_silent=None,
        silent=None,
    )
    programme: Any = Programme()
    return MenteeReport(
        figures=figures,
        programme=programme,
        reader=reader,
        today=on,
        pairing=nothing,
        started_on=on,
        agreement=AgreementCard(1, version, on, 21, "") if version else None,
        purposes=(),
        attained=attained,
        history=history.known_before(upto),
        trajectory=(),
        closed=(),
        next_milestones=(),
        pair_only=None,
    )


def counted(report: MenteeReport, figure: Figure, **cell: Any) -> int:
    return trace_of(report, Subject(figure, **cell)).counted


readers = st.sampled_from(Reader)


@settings(deadline=None, max_examples=60)
@given(histories(), uptos, reading_days, readers, st.booleans())
def test_a_trace_counts_what_its_figure_counts_and_the_oracle_too(
    history: fluency.History, upto: datetime, on: date, reader: Reader, past: bool
) -> None:
    report = report_of(history, reader, upto, on, past=past)
    expected = oracle_of(history).report(upto, on)
    target, progress = expected["target"], report.figures.progress
    for figure, name in COUNTS.items():
        if figure is Figure.TO_CONFIRM and report.figures.to_confirm is None:
            assert trace_of(report, Subject(figure)).withheld
            continue
        assert counted(report, figure) == target[name] == getattr(progress, name), figure
    assert counted(report, Figure.SINCE) == target["held"] - target["at_start"]
    rest = progress.total - progress.held - progress.to_confirm
    assert counted(report, Figure.NEXT) == rest
    for area in Area:
        held = oracle_of(history).held(upto)
        for stage in STAGES:
            core = {m.code for m in FRAMEWORK.core(area, stage)}
            assert counted(report, Figure.CELL, area=area, stage=stage) == len(core & held)


@settings(deadline=None, max_examples=60)
@given(histories(), uptos, reading_days, readers)
def test_headline_and_target_met_follow_from_their_groups(
    history: fluency.History, upto: datetime, on: date, reader: Reader
) -> None:
    report = report_of(history, reader, upto, on)
    expected = oracle_of(history).report(upto, on)
    rungs = trace_of(report, Subject(Figure.HEADLINE)).groups
    whole = [all(entry.counts for entry in group.entries) for group in rungs]
    assert [*whole, False].index(False) == expected["headline_stage"]
    areas = trace_of(report, Subject(Figure.TARGET_MET)).groups
    met = bool(areas) and all(entry.counts for group in areas for entry in group.entries)
    assert met == expected["target_met"]


@settings(deadline=None, max_examples=60)
@given(histories(), uptos, reading_days, readers)
def test_what_is_held_shows_a_statement_that_counts_and_nothing_else_does(
    history: fluency.History, upto: datetime, on: date, reader: Reader
) -> None:
    report, oracle = report_of(history, reader, upto, on), oracle_of(history)
    for area in Area:
        for stage in STAGES:
            (group,) = trace_of(report, Subject(Figure.CELL, area, stage)).groups
            for entry in group.entries:
                proofs = {o["id"] for o in oracle.proofs(entry.milestone.code, upto, "confirm")}
                assert {line.observation.id for line in entry.lines if line.counts} == proofs
                assert entry.held == bool(proofs)
    assert {entry.milestone.code for entry in held_entries(report)} == oracle.held(upto)


@settings(deadline=None, max_examples=60)
@given(histories(), uptos, reading_days, st.sampled_from([Reader.HR, Reader.OPERATOR]))
def test_outside_readers_get_what_counts_and_never_who_answered(
    history: fluency.History, upto: datetime, on: date, reader: Reader
) -> None:
    report = report_of(history, reader, upto, on)
    for figure in (*COUNTS, Figure.NEXT, Figure.HEADLINE, Figure.TARGET_MET):
        for group in trace_of(report, Subject(figure)).groups:
            lines = [line for entry in group.entries for line in entry.lines]
            assert all(line.counts and line.answer is None for line in lines)
            assert all(entry.held or not entry.lines for entry in group.entries)


@pytest.fixture
def story() -> Story:
    told = Story()
    told.agree(1)
    return told


def verdicts_of(story: Story, code: str = "purpose-1a", on: int = 40) -> list[Verdict]:
    report = report_of(story.history, Reader.MENTOR, noon(on), day(on))
    area = make_framework().milestones[code].area
    (group,) = trace_of(report, Subject(Figure.CELL, area, 1)).groups
    entry = next(entry for entry in group.entries if entry.milestone.code == code)
    return [line.verdict for line in entry.lines]


def test_each_statement_says_why_it_counts_or_not(story: Story) -> None:
    story.say("purpose-1a", 2, autonomy=Autonomy.TOGETHER)
    story.say("purpose-1a", 3, evidence=Evidence.TOLD)
    story.say("purpose-1a", 4, evidence=Evidence.MEASURED)
    story.say("purpose-1a", 5, drill=True)
    story.withdraw(story.say("purpose-1a", 6), 7)
    wrong = story.reach("purpose-1a", 8)
    story.look_again(story.say("purpose-1a", 9), 10)
    story.say("purpose-1a", 11)
    story.reach("purpose-1a", 12, corrects=wrong)
    assert verdicts_of(story) == [
        Verdict.COUNTS, Verdict.AWAITS, Verdict.LOOK_AGAIN, Verdict.CORRECTED, Verdict.WITHDRAWN,
        Verdict.DRILL, Verdict.NOT_LISTED, Verdict.TOLD, Verdict.TOGETHER,
    ]  # fmt: skip
    assert verdicts_of(story, on=12)[:2] == [Verdict.AWAITS, Verdict.LOOK_AGAIN]


def test_what_nobody_can_answer_any_more_has_lapsed(story: Story) -> None:
    story.say("purpose-1a", 2)
    story.end(1, 5)
    assert verdicts_of(story, on=19) == [Verdict.AWAITS]
    assert verdicts_of(story, on=20) == [Verdict.LAPSED]


def test_an_answer_taken_back_awaits_again(story: Story) -> None:
    said = story.reach("purpose-1a", 2)
    story.undo(said, 3)
    assert verdicts_of(story) == [Verdict.AWAITS]

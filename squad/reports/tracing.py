"""From a figure back to the statements behind it, on what was known as of its day: pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from squad.framework.rules import fluency
from squad.framework.rules.model import (
    RUNG_ASKS,
    Area,
    Autonomy,
    Evidence,
    Milestone,
    Rung,
)
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Reader

CONFIRM = fluency.AnswerKind.CONFIRM
OUTSIDE = frozenset({Reader.HR, Reader.OPERATOR})
"""Who reads codes with date, autonomy and evidence of what counts, and nothing else."""


class Figure(StrEnum):
    """A figure of a person's report that opens what is behind it."""

    HELD = "held"
    AT_START = "at_start"
    SINCE = "since"
    TO_CONFIRM = "to_confirm"
    TO_REFRESH = "to_refresh"
    NEXT = "next"
    SET_ASIDE = "set_aside"
    TARGET = "target"
    TARGET_MET = "target_met"
    CELL = "cell"
    """What is held of one area and stage."""
    HEADLINE = "headline"
    SESSIONS = "sessions"
    RETENTION = "retention"
    """What was shown again ninety days after an end."""


class Verdict(StrEnum):
    """Whether a statement counts, and if not, why."""

    COUNTS = "counts"
    AWAITS = "awaits"
    LAPSED = "lapsed"
    """Nobody can answer it any more."""
    LOOK_AGAIN = "look_again"
    TOGETHER = "together"
    TOLD = "told"
    NOT_LISTED = "not_listed"
    """The milestone's list does not name such evidence."""
    DRILL = "drill"
    """The milestone cannot be shown in a drill."""
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is traced: a figure, and for a cell of the grid its area and stage."""

    figure: Figure
    area: Area | None = None
    stage: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, with whether it counts; the answer and the correction in force."""

    observation: fluency.Observation
    verdict: Verdict
    answer: fluency.Answer | None = None
    corrected_by: fluency.Observation | None = None

    @property
    def counts(self) -> bool:
        """Whether it makes its milestone held."""
        return self.verdict is Verdict.COUNTS


@dataclass(frozen=True, slots=True)
class Entry:
    """One milestone of a trace, with what was stated about it, newest first."""

    milestone: Milestone
    state: fluency.MilestoneState
    attained: fluency.Attainment
    lines: tuple[Line, ...]
    counts: bool = False
    """Whether the figure counts it."""

    @property
    def held(self) -> bool:
        """Whether the milestone is held, to refresh or not."""
        return self.attained.held


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong together: of a rung of the ladder, of an area of the target."""

    entries: tuple[Entry, ...]
    rung: Rung | None = None
    area: Area | None = None

    @property
    def counted(self) -> int:
        """How many of them the figure counts."""
        return sum(entry.counts for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Trace:
    """What is behind one figure of one report, as its reader may read it."""

    subject: Subject
    groups: tuple[Group, ...] = ()
    withheld: bool = False
    """Whether the figure itself is not for this reader."""

    @property
    def counted(self) -> int:
        """How many milestones the figure counts."""
        return sum(group.counted for group in self.groups)


Counted = Callable[[Entry], bool]
STATE = fluency.MilestoneState


def _is_held(entry: Entry) -> bool:
    return entry.held


_COUNTED: Mapping[Figure, Counted] = {
    Figure.HELD: _is_held,
    Figure.AT_START: lambda entry: entry.attained.at_start,
    Figure.SINCE: lambda entry: entry.held and not entry.attained.at_start,
    Figure.TO_CONFIRM: lambda entry: entry.state is STATE.TO_CONFIRM,
    Figure.TO_REFRESH: lambda entry: entry.state is STATE.TO_REFRESH,
    Figure.NEXT: lambda entry: entry.state is STATE.NEXT,
    Figure.SET_ASIDE: lambda entry: entry.state is STATE.SET_ASIDE,
    Figure.TARGET: lambda entry: entry.state is not STATE.SET_ASIDE,
    Figure.TARGET_MET: lambda entry: entry.held or entry.state is STATE.SET_ASIDE,
    Figure.CELL: _is_held,
    Figure.HEADLINE: _is_held,
    Figure.RETENTION: _is_held,
}


def trace_of(report: MenteeReport, subject: Subject) -> Trace:
    """The milestones behind a figure of `report`, with the statements that its reader may read.

    The figure is the number of entries that count; the headline is the number of rungs, from the
    foot up, of which every entry counts; the target is met if there are entries and all count.
    """
    figure = subject.figure
    if figure is Figure.SESSIONS:
        return Trace(subject)
    if figure is Figure.TO_CONFIRM and report.figures.to_confirm is None:
        return Trace(subject, withheld=True)
    said, counted = _Said.of(report), _COUNTED[figure]

    def entries(milestones: Iterable[Milestone]) -> tuple[Entry, ...]:
        found = (_entry(report, said, milestone) for milestone in milestones)
        return tuple(replace(entry, counts=counted(entry)) for entry in found)

    framework, asked = report.programme.framework, entries(_asked(report))
    if figure is Figure.RETENTION:
        again = (m for m in framework.milestones.values() if m.code in report.shown_again)
        return Trace(subject, (Group(entries(again)),))
    if figure is Figure.HEADLINE:
        return Trace(subject, tuple(_rungs(report, entries)))
    if figure is Figure.TARGET_MET:
        areas = ((area, tuple(e for e in asked if e.milestone.area is area)) for area in Area)
        return Trace(
            subject, tuple(Group(of_area, area=area) for area, of_area in areas if of_area)
        )
    if subject.area is not None and subject.stage is not None:
        return Trace(subject, (Group(entries(framework.core(subject.area, subject.stage))),))
    return Trace(subject, (Group(tuple(entry for entry in asked if entry.counts)),))


def held_entries(report: MenteeReport) -> tuple[Entry, ...]:
    """Every milestone held, of the target or not, with the statements that make it so."""
    said = _Said.of(report)
    held = (
        m for m in report.programme.framework.milestones.values() if report.attained[m.code].held
    )
    return tuple(replace(_entry(report, said, milestone), counts=True) for milestone in held)


def _asked(report: MenteeReport) -> tuple[Milestone, ...]:
    return fluency.asked_milestones(report.programme.framework, report.targets)


def _rungs(
    report: MenteeReport, entries: Callable[[Iterable[Milestone]], tuple[Entry, ...]]
) -> Iterable[Group]:
    """What the rung reached, those below and the next one ask for, set aside or not."""
    framework = report.programme.framework
    for rung in list(RUNG_ASKS)[: report.figures.progress.headline + 1]:
        yield Group(entries(fluency.asked_milestones(framework, RUNG_ASKS[rung])), rung=rung)


@dataclass(frozen=True, slots=True)
class _Said:
    """All that was stated of somebody, looked up once."""

    by_code: Mapping[str, list[fluency.Observation]]
    answers: Mapping[int, list[fluency.Answer]]
    corrections: Mapping[int, fluency.Observation]
    """The confirmed correction of each statement that has one."""
    ended_on: Mapping[int, date]
    """The day on which each ended pairing ended."""

    @classmethod
    def of(cls, report: MenteeReport) -> Self:
        history = report.history.carried()
        by_code: dict[str, list[fluency.Observation]] = {}
        for observation in sorted(
            history.observations, key=lambda o: (o.happened_on, o.id), reverse=True
        ):
            by_code.setdefault(observation.milestone, []).append(observation)
        confirmed = {a.observation_id for a in history.answers if a.kind is CONFIRM}
        return cls(
            by_code,
            history.answers_by_observation(),
            {
                o.corrects: o
                for o in sorted(history.observations, key=lambda o: o.known_at, reverse=True)
                if o.corrects is not None and o.id in confirmed
            },
            history.ended_on(),
        )


def _entry(report: MenteeReport, said: _Said, milestone: Milestone) -> Entry:
    attained, on = report.attained[milestone.code], report.figures.as_of
    set_aside = report.agreement.version.set_aside if report.agreement else frozenset()
    stated = said.by_code.get(milestone.code, ())
    lines = (_line(milestone, observation, said, on) for observation in stated)
    return Entry(
        milestone=milestone,
        state=fluency.state_of(attained, on, milestone.code in set_aside),
        attained=attained,
        lines=tuple(_outside(lines) if report.reader in OUTSIDE else lines),
    )


def _outside(lines: Iterable[Line]) -> Iterable[Line]:
    """What counts alone, without who answered when."""
    return (replace(line, answer=None) for line in lines if line.counts)


def _line(milestone: Milestone, observation: fluency.Observation, said: _Said, on: date) -> Line:
    answer = fluency.answer_in_force(said.answers.get(observation.id, ()))
    correction = said.corrections.get(observation.id)
    verdict = _fallen(observation, correction) or _weak(milestone, observation)
    if verdict is None:
        last_day = fluency.lapses_after(observation, said.ended_on.get(observation.pairing_id))
        verdict = _answered(answer, lapsed=last_day is not None and on > last_day)
    return Line(observation, verdict, answer, correction)


def _fallen(
    observation: fluency.Observation, correction: fluency.Observation | None
) -> Verdict | None:
    if observation.withdrawn_at is not None:
        return Verdict.WITHDRAWN
    return Verdict.CORRECTED if correction is not None else None


def _weak(milestone: Milestone, observation: fluency.Observation) -> Verdict | None:
    """Why a statement cannot count whoever confirms it; None if it can (see `is_strong`)."""
    if fluency.is_strong(milestone, observation):
        return None
    if observation.autonomy is Autonomy.TOGETHER:
        return Verdict.TOGETHER
    if observation.evidence is Evidence.TOLD:
        return Verdict.TOLD
    if observation.evidence not in milestone.evidence:
        return Verdict.NOT_LISTED
    return Verdict.DRILL


def _answered(answer: fluency.Answer | None, *, lapsed: bool) -> Verdict:
    if answer is None:
        return Verdict.LAPSED if lapsed else Verdict.AWAITS
    return Verdict.COUNTS if answer.kind is CONFIRM else Verdict.LOOK_AGAIN

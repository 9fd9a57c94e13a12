"""What a report counts of one person, over time: from each known instant to the next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from squad.framework.rules.fluency.attainment import (
    Interval,
    confirmed_intervals,
    removals,
    strong_by_milestone,
)
from squad.framework.rules.fluency.spans import Era, eras, not_before
from squad.framework.rules.fluency.stages import (
    NO_CODES,
    area_stage,
    headline,
    target_met,
    target_milestones,
)
from squad.framework.rules.fluency.statements import AgreementVersion, History, agreement_order
from squad.framework.rules.model import Area, Framework


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a report as of any instant after `at`, up to that of the next counts.

    As `Progress` counts them. `due`: the last day on which each held target milestone is fresh.
    """

    at: datetime
    headline: int
    stages: Mapping[Area, int]
    target_met: bool
    held: int
    at_start: int
    total: int
    due: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _Strong:
    """A strong, confirmed statement, while it stood."""

    code: str
    interval: Interval
    before: bool
    due: date


def counts_over_time(framework: Framework, history: History) -> Iterator[Counts]:
    """The counts from each instant on at which one may have changed, in order."""
    for era in eras(framework, history):
        signed = _signed(era)
        standing = [each for each in _strong(era) if _in_era(each.interval, era)]
        instants = {not_before(at, era) for each in standing for at in each.interval if at}
        opens = {era.from_at} if era.from_at else set()
        for at in sorted(instants | signed.keys() | opens):
            if era.to_at is None or at < era.to_at:
                agreement = _last_before(signed, at)
                now = [each for each in standing if _stands(each.interval, at)]
                yield _counted(era.framework, at, agreement, now)


def _strong(era: Era) -> Iterator[_Strong]:
    answers, removed = era.history.answers_by_observation(), removals(era.history)
    for code, observations in strong_by_milestone(era.framework, era.history).items():
        fresh = timedelta(days=era.framework.milestones[code].refresh_days)
        for each in observations:
            due = each.happened_on + fresh
            for interval in confirmed_intervals(
                each, answers.get(each.id, []), removed.get(each.id)
            ):
                yield _Strong(code, interval, each.before, due)


def _in_era(interval: Interval, era: Era) -> bool:
    begin, end = interval
    ended = end is not None and era.from_at is not None and end <= era.from_at
    return not ended and (era.to_at is None or begin < era.to_at)


def _stands(interval: Interval, at: datetime) -> bool:
    """Whether it is so just after the instant `at`."""
    begin, end = interval
    return begin <= at and (end is None or at < end)


def _signed(era: Era) -> dict[datetime, AgreementVersion]:
    versions = sorted(era.history.agreements, key=agreement_order)
    return {not_before(version.in_force_at, era): version for version in versions}


def _last_before(
    signed: Mapping[datetime, AgreementVersion], at: datetime
) -> AgreementVersion | None:
    known = [instant for instant in signed if instant <= at]
    return signed[max(known)] if known else None


def _counted(
    framework: Framework,
    at: datetime,
    agreement: AgreementVersion | None,
    standing: list[_Strong],
) -> Counts:
    due: dict[str, date] = {}
    before: set[str] = set()
    for each in standing:
        due[each.code] = max(each.due, due.get(each.code, each.due))
        if each.before:
            before.add(each.code)
    held = frozenset(due)
    targets = agreement.targets if agreement else {}
    set_aside = agreement.set_aside if agreement else NO_CODES
    counted = [m.code for m in target_milestones(framework, targets, set_aside, held)]
    return Counts(
        at=at,
        headline=int(headline(framework, held)),
        stages={area: area_stage(framework, held, area, set_aside) for area in Area},
        target_met=target_met(framework, targets, set_aside, held),
        held=sum(code in held for code in counted),
        at_start=sum(code in before for code in counted),
        total=len(counted),
        due=tuple(sorted(due[code] for code in counted if code in held)),
    )

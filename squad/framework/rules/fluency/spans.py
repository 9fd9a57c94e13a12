"""What held when: intervals of milestones, area stages and headline, to be stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from squad.framework.rules.fluency.attainment import Interval, earlier, held_intervals, merge
from squad.framework.rules.fluency.stages import NO_CODES, area_stage, headline
from squad.framework.rules.fluency.statements import AgreementVersion, History, agreement_order
from squad.framework.rules.model import Area, Framework


class SpanKind(StrEnum):
    """What a span is about."""

    MILESTONE = "milestone"
    AREA = "area"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Something that was so from one known instant to another (`to_at` None: still is).

    `subject`: a milestone's code, an area's code, or "headline". `value`: 1 for a held milestone,
    the stage 1–3 of an area, the rung 1–3 of the ladder; no span means 0.
    """

    kind: SpanKind
    subject: str
    value: int
    from_at: datetime
    to_at: datetime | None = None

    def covers(self, upto: datetime) -> bool:
        """Whether it is so as of `upto`, which counts what was known strictly before."""
        return self.from_at < upto and (self.to_at is None or upto <= self.to_at)


@dataclass(frozen=True, slots=True)
class Era:
    """The time in which one version of the framework counts, with all known by its end, carried.

    Like a span: as of an instant after `from_at` (None: from ever), up to `to_at` (None: still).
    """

    framework: Framework
    history: History
    from_at: datetime | None = None
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What is held, and the agreement in force, from just after the instant `at` to the next."""

    at: datetime
    held: frozenset[str]
    agreement: AgreementVersion | None
    framework: Framework


def eras(framework: Framework, history: History) -> Iterator[Era]:
    """The versions of the framework one after the other; one alone where it never moved."""
    since: datetime | None = None
    for index, move in enumerate(history.moves):
        known = replace(history.known_before(move.known_at), moves=history.moves[:index])
        yield Era(move.before, known.carried(), since, move.known_at)
        framework, since = move.after, move.known_at
    yield Era(framework, history.carried(), since)


def moments(framework: Framework, history: History) -> Iterator[Moment]:
    """Every instant at which the held milestones, the agreement or the version changed."""
    for era in eras(framework, history):
        yield from _moments_of(era)


def _moments_of(era: Era) -> Iterator[Moment]:
    gained: dict[datetime, set[str]] = {}
    lost: dict[datetime, set[str]] = {}
    for code, intervals in era_intervals(era).items():
        for begin, end in intervals:
            gained.setdefault(begin, set()).add(code)
            if end is not None:
                lost.setdefault(end, set()).add(code)
    signed: dict[datetime, AgreementVersion] = {}
    for version in sorted(era.history.agreements, key=agreement_order):
        signed[not_before(version.in_force_at, era)] = version
    held: frozenset[str] = frozenset()
    agreement: AgreementVersion | None = None
    opens = {era.from_at} if era.from_at else set()
    for at in sorted({*gained, *lost, *signed, *opens}):
        held = (held - lost.get(at, NO_CODES)) | gained.get(at, NO_CODES)
        agreement = signed.get(at, agreement)
        if era.to_at is None or at < era.to_at:
            yield Moment(at, held, agreement, era.framework)


def era_intervals(era: Era) -> dict[str, list[Interval]]:
    """When each milestone was held within the era, by code."""
    held = held_intervals(era.framework, era.history)
    if era.from_at is None and era.to_at is None:
        return held
    clipped = {
        code: [
            (not_before(begin, era), earlier(end, era.to_at))
            for begin, end in intervals
            if end is None or era.from_at is None or end > era.from_at
        ]
        for code, intervals in held.items()
    }
    return {code: intervals for code, intervals in clipped.items() if intervals}


def not_before(at: datetime, era: Era) -> datetime:
    """The instant, or the one with which the era begins."""
    return at if era.from_at is None else max(at, era.from_at)


def held_spans(framework: Framework, history: History) -> list[Span]:
    """When each milestone was held, in the codes of its day; on statements and answers alone."""
    held: dict[str, list[Interval]] = {}
    for era in eras(framework, history):
        for code, intervals in era_intervals(era).items():
            held.setdefault(code, []).extend(intervals)
    return [
        Span(SpanKind.MILESTONE, code, 1, begin, end)
        for code, intervals in sorted(held.items())
        for begin, end in merge(intervals)
    ]


def stage_spans(framework: Framework, history: History) -> list[Span]:
    """When each area was at which stage, and the headline on which rung.

    The area stages depend also on the set-asides of the agreement in force, so a signature can
    open or close one; the headline depends on what is held alone.
    """
    spans: list[Span] = []
    current: dict[tuple[SpanKind, str], tuple[int, datetime]] = {}
    for moment, values in _values_over_time(framework, history):
        for subject, value in values.items():
            before, since = current.get(subject, (0, moment.at))
            if value == before:
                continue
            if before:
                spans.append(Span(*subject, before, since, moment.at))
            current[subject] = (value, moment.at)
    spans.extend(Span(*subject, value, at) for subject, (value, at) in current.items() if value)
    return sorted(spans, key=lambda span: (span.kind, span.subject, span.from_at))


def _values_over_time(
    framework: Framework, history: History
) -> Iterator[tuple[Moment, Mapping[tuple[SpanKind, str], int]]]:
    for era in eras(framework, history):
        for moment in _moments_of(era):
            yield moment, _values(era.framework, moment)


def _values(framework: Framework, moment: Moment) -> Mapping[tuple[SpanKind, str], int]:
    """Each area's stage and the headline's rung at one moment."""
    set_aside = moment.agreement.set_aside if moment.agreement else NO_CODES
    values = {
        (SpanKind.AREA, area.value): area_stage(framework, moment.held, area, set_aside)
        for area in Area
    }
    values[SpanKind.HEADLINE, "headline"] = int(headline(framework, moment.held))
    return values

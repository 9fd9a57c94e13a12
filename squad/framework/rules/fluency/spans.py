"""What held when: intervals of milestones, area stages and headline, to be stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from squad.framework.rules.fluency.attainment import held_intervals
from squad.framework.rules.fluency.stages import NO_CODES, Core, core_codes, rung_from, stage_from
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
class Moment:
    """What is held, and the agreement in force, from just after the instant `at` to the next."""

    at: datetime
    held: frozenset[str]
    agreement: AgreementVersion | None


def moments(framework: Framework, history: History) -> Iterator[Moment]:
    """Every instant at which the held milestones or the agreement in force changed, in order."""
    gained: dict[datetime, set[str]] = {}
    lost: dict[datetime, set[str]] = {}
    for code, intervals in held_intervals(framework, history).items():
        for begin, end in intervals:
            gained.setdefault(begin, set()).add(code)
            if end is not None:
                lost.setdefault(end, set()).add(code)
    signed = {v.in_force_at: v for v in sorted(history.agreements, key=agreement_order)}
    held: frozenset[str] = frozenset()
    agreement: AgreementVersion | None = None
    for at in sorted({*gained, *lost, *signed}):
        held = (held - lost.get(at, NO_CODES)) | gained.get(at, NO_CODES)
        agreement = signed.get(at, agreement)
        yield Moment(at, held, agreement)


def held_spans(framework: Framework, history: History) -> list[Span]:
    """When each milestone was held. Depends on statements and answers alone."""
    return [
        Span(SpanKind.MILESTONE, code, 1, begin, end)
        for code, intervals in sorted(held_intervals(framework, history).items())
        for begin, end in intervals
    ]


def stage_spans(framework: Framework, history: History) -> list[Span]:
    """When each area was at which stage, and the headline on which rung.

    The area stages depend also on the set-asides of the agreement in force, so a signature can
    open or close one; the headline depends on what is held alone.
    """
    core = core_codes(framework)
    spans: list[Span] = []
    current: dict[tuple[SpanKind, str], tuple[int, datetime]] = {}
    for moment in moments(framework, history):
        for subject, value in _values(core, moment).items():
            before, since = current.get(subject, (0, moment.at))
            if value == before:
                continue
            if before:
                spans.append(Span(*subject, before, since, moment.at))
            current[subject] = (value, moment.at)
    spans.extend(Span(*subject, value, at) for subject, (value, at) in current.items() if value)
    return sorted(spans, key=lambda span: (span.kind, span.subject, span.from_at))


def _values(core: Core, moment: Moment) -> Mapping[tuple[SpanKind, str], int]:
    """Each area's stage and the headline's rung at one moment."""
    set_aside = moment.agreement.set_aside if moment.agreement else NO_CODES
    values = {
        (SpanKind.AREA, area.value): stage_from(core, moment.held, area, set_aside) for area in Area
    }
    values[SpanKind.HEADLINE, "headline"] = int(rung_from(core, moment.held))
    return values

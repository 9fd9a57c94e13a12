"""The rules of fluency on any history: against the oracle, and against what must never vary."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from squad.framework.rules.fluency import (
    AgreementVersion,
    Answer,
    AnswerKind,
    Attainment,
    History,
    Observation,
    PairingEnd,
    Side,
    SpanKind,
    attainments,
    end_of,
    held_spans,
    progress,
    retention,
    stage_spans,
    trajectory,
)
from squad.framework.rules.model import Area, Autonomy, Evidence, Framework
from tests.oracle import Oracle
from tests.support.fluency import as_dump, as_report, make_framework

FRAMEWORK = make_framework()
CODES = sorted(FRAMEWORK.milestones)
CORE = [code for code in CODES if FRAMEWORK.milestones[code].core]
BEGIN = datetime(2027, 3, 20, 22, 30, tzinfo=UTC)
TICK = timedelta(hours=7)
MICROSECOND = timedelta(microseconds=1)
NEVER = datetime(2100, 1, 1, tzinfo=UTC)
# Days of 23 and 25 hours, midnights that do not exist, days that begin before and after UTC's.
ZONES = ("UTC", "Europe/Paris", "America/Toronto", "Asia/Beirut", "Pacific/Auckland")

instants = st.integers(0, 30).map(lambda n: BEGIN + n * TICK)
uptos = st.integers(0, 40).map(lambda n: BEGIN + (40 - n) * TICK)
days = st.integers(-60, 10).map(lambda n: BEGIN.date() + timedelta(days=n))
reading_days = st.integers(-15, 200).map(lambda n: BEGIN.date() + timedelta(days=n))
usual = settings(deadline=None, max_examples=60)


@st.composite
def rarely(draw: st.DrawFn, strategy: st.SearchStrategy[Any]) -> Any:
    """Nothing, two times of three."""
    return draw(strategy) if draw(st.integers(0, 2)) == 2 else None


# Statements tangle about these few; what else an area asks is reached all at once, below.
FOCUS = ("purpose-1a", "purpose-1b", "presence-2a", "care-1b", "conversing-1a")


@st.composite
def observations(draw: st.DrawFn, number: int, others: int) -> Observation:
    """One statement, strong more often than not, which may correct any other one."""
    code = draw(st.sampled_from(FOCUS))
    strong = min(FRAMEWORK.milestones[code].evidence)
    known_at = draw(instants)
    gone = draw(rarely(delays))
    return Observation(
        id=number,
        milestone=code,
        autonomy=draw(rarely(st.sampled_from(Autonomy))) or Autonomy.ALONE,
        evidence=draw(rarely(st.sampled_from(Evidence))) or strong,
        happened_on=draw(days),
        known_at=known_at,
        stated_by=draw(st.sampled_from(Side)),
        pairing_id=draw(st.integers(1, 2)),
        before=draw(st.booleans()),
        drill=bool(draw(rarely(st.booleans()))),
        corrects=draw(rarely(st.integers(1, others).filter(lambda n: n != number))),
        withdrawn_at=None if gone is None else known_at + gone,
        last_answer_on=draw(rarely(reading_days)),
    )


@st.composite
def reached(draw: st.DrawFn, first: int) -> tuple[list[Observation], list[Answer]]:
    """What some stages of some areas ask, stated and confirmed one after the other."""
    said, answers = [], []
    for area in Area:
        stage, at, pace = draw(st.tuples(st.sampled_from([0, 1, 2, 3, 3, 3]), instants, paces))
        for code in CORE:
            milestone = FRAMEWORK.milestones[code]
            if milestone.area is area and milestone.stage <= stage:
                number, at = first + len(said), at + pace
                said.append(
                    Observation(
                        id=number,
                        milestone=code,
                        autonomy=Autonomy.PASSES_ON,
                        evidence=min(milestone.evidence),
                        happened_on=at.date(),
                        known_at=at,
                        stated_by=Side.MENTEE,
                        pairing_id=1,
                    )
                )
                answers.append(Answer(number, 1, AnswerKind.CONFIRM, at + pace))
    return said, answers


@st.composite
def answers_to(draw: st.DrawFn, observation: Observation) -> list[Answer]:
    """Up to three answers, one after the other, or known in an order of their own."""
    answers: list[Answer] = []
    at = observation.known_at
    for sequence in range(1, draw(st.sampled_from([0, 1, 1, 2, 3])) + 1):
        at = draw(rarely(instants)) or at + draw(delays)
        answers.append(Answer(observation.id, sequence, draw(kinds), at))
    return answers


delays = st.integers(0, 12).map(lambda n: n * TICK)
paces = st.sampled_from([timedelta(), TICK, 3 * TICK])
kinds = st.sampled_from([*AnswerKind, AnswerKind.CONFIRM])
agreements = st.builds(
    AgreementVersion,
    pairing_id=st.integers(1, 2),
    in_force_at=instants,
    targets=st.fixed_dictionaries(
        {Area.PURPOSE: st.integers(0, 3), Area.PRESENCE: st.integers(0, 3)},
        optional={area: st.integers(0, 3) for area in list(Area)[2:]},
    ),
    set_aside=st.frozensets(st.sampled_from(CORE), max_size=4),
)
ends = st.builds(PairingEnd, pairing_id=st.integers(1, 2), ended_on=days, known_at=instants)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Any statements and answers in any order: also what the pages would refuse."""
    count = draw(st.integers(0, 9))
    said = [draw(observations(n, max(count, 2))) for n in range(1, count + 1)]
    answers = [answer for o in said for answer in draw(answers_to(o))]
    more, confirmed = draw(reached(count + 1))
    size = draw(st.sampled_from([0, 1, 1, 2, 3]))
    signed = draw(st.lists(agreements, min_size=size, max_size=size))
    return History(
        tuple(said + more),
        tuple(answers + confirmed),
        tuple(draw(st.lists(ends, max_size=3))),
        tuple(replace(v, number=n) for n, v in enumerate(signed, start=1)),
    )


def changes(history: History) -> list[datetime]:
    """Every instant at which anything became known."""
    known = {o.known_at for o in history.observations}
    known |= {o.withdrawn_at for o in history.observations if o.withdrawn_at is not None}
    known |= {a.known_at for a in history.answers}
    known |= {v.in_force_at for v in history.agreements}
    return sorted(known)


def where(attained: Mapping[str, Attainment], fact: str) -> set[str]:
    return {code for code, attainment in attained.items() if getattr(attainment, fact)}


def oracle_of(history: History, zone: str = "UTC", framework: Framework = FRAMEWORK) -> Oracle:
    return Oracle(as_dump(framework, history, zone), mentee=7, programme=1)


@usual
@given(histories(), uptos, reading_days)
def test_the_rules_agree_with_the_oracle(history: History, upto: datetime, on: date) -> None:
    attained, oracle = attainments(FRAMEWORK, history, upto), oracle_of(history)

    assert where(attained, "held") == oracle.held(upto)
    assert where(attained, "at_start") == oracle.at_start(upto)
    assert where(attained, "look_again") == oracle.look_again(upto)
    assert {c for c, a in attained.items() if a.to_confirm(on)} == oracle.to_confirm(upto, on)
    assert {c for c, a in attained.items() if a.to_refresh(on)} == oracle.to_refresh(upto, on)
    assert as_report(progress(FRAMEWORK, history, upto, on)) == oracle.report(upto, on)


@usual
@given(histories(), uptos, st.sampled_from(ZONES))
def test_the_oracle_agrees_on_what_was_shown_again(
    history: History, upto: datetime, zone: str
) -> None:
    found = retention(FRAMEWORK, history, upto, zone)
    expected = oracle_of(history, zone).retention(upto)

    said = found and {"on": found.on, "held": found.again, "total": found.total}
    assert said == expected


@usual
@given(histories(), uptos)
def test_a_retention_check_takes_nothing_away(history: History, upto: datetime) -> None:
    without = replace(
        history, observations=tuple(o for o in history.observations if o.last_answer_on is None)
    )
    plain = {o.id for o in without.observations}
    without = replace(
        without,
        observations=tuple(
            o if o.corrects in plain else replace(o, corrects=None) for o in without.observations
        ),
        answers=tuple(a for a in history.answers if a.observation_id in plain),
    )
    more = replace(
        history,
        observations=tuple(
            o if o.last_answer_on is None else replace(o, corrects=None)
            for o in history.observations
        ),
    )
    before, after = (attainments(FRAMEWORK, h, upto) for h in (without, more))
    assert where(before, "held") <= where(after, "held")
    for code in where(before, "held"):
        one, other = before[code].refresh_due, after[code].refresh_due
        assert one is not None
        assert other is not None
        assert one <= other


@settings(deadline=None, max_examples=25)
@given(histories(), st.integers(-3, 25), st.integers(0, 25), st.sampled_from(ZONES))
def test_the_trajectory_agrees_with_the_oracle(
    history: History, start: int, length: int, zone: str
) -> None:
    first = BEGIN.date() + timedelta(days=start)
    last = first + timedelta(days=length)

    points = trajectory(FRAMEWORK, history, first, end_of(last, zone), zone)

    expected = oracle_of(history, zone).trajectory(first, last)
    assert [{"on": on.isoformat(), "held": held} for on, held in points] == expected


@usual
@given(histories(), uptos, st.data())
def test_a_confirmed_statement_never_takes_anything_away(
    history: History, upto: datetime, data: st.DataObject
) -> None:
    extra = replace(data.draw(observations(1000, 1)), corrects=None, withdrawn_at=None)
    more = replace(
        history,
        observations=(*history.observations, extra),
        answers=(*history.answers, Answer(1000, 1, AnswerKind.CONFIRM, extra.known_at)),
    )

    before, after = (attainments(FRAMEWORK, h, upto) for h in (history, more))
    assert where(before, "held") <= where(after, "held")
    old, new = (progress(FRAMEWORK, h, upto, upto.date()) for h in (history, more))
    assert old.headline <= new.headline
    assert old.held <= new.held
    assert old.total - old.held >= new.total - new.held
    assert old.target_met <= new.target_met
    for one, other in zip(old.areas, new.areas, strict=True):
        assert one.stage <= other.stage


@usual
@given(histories(), uptos, st.randoms(use_true_random=False))
def test_the_order_of_delivery_does_not_matter(
    history: History, upto: datetime, chance: Any
) -> None:
    def shuffled(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(rows, len(rows)))

    other = History(
        shuffled(history.observations),
        shuffled(history.answers),
        shuffled(history.ends),
        shuffled(history.agreements),
    )

    assert attainments(FRAMEWORK, other, upto) == attainments(FRAMEWORK, history, upto)
    assert held_spans(FRAMEWORK, other) == held_spans(FRAMEWORK, history)
    assert stage_spans(FRAMEWORK, other) == stage_spans(FRAMEWORK, history)
    one, same = (progress(FRAMEWORK, h, upto, upto.date()) for h in (history, other))
    assert one == same


@usual
@given(histories(), uptos, reading_days)
def test_as_of_an_instant_equals_replaying_what_was_known_then(
    history: History, upto: datetime, on: date
) -> None:
    replayed = History(
        tuple(
            replace(o, withdrawn_at=None) if o.withdrawn_at and o.withdrawn_at >= upto else o
            for o in history.observations
            if o.known_at < upto
        ),
        tuple(a for a in history.answers if a.known_at < upto),
        tuple(e for e in history.ends if e.known_at < upto),
        tuple(v for v in history.agreements if v.in_force_at < upto),
    )

    assert attainments(FRAMEWORK, history, upto) == attainments(FRAMEWORK, replayed, NEVER)
    assert progress(FRAMEWORK, history, upto, on) == progress(FRAMEWORK, replayed, NEVER, on)


@usual
@given(histories(), instants, instants, st.data())
def test_a_confirmed_correction_equals_never_said(
    history: History, at: datetime, later: datetime, data: st.DataObject
) -> None:
    plain = [o for o in history.observations if o.corrects is None]
    if not plain:
        return
    wrong = data.draw(st.sampled_from(plain))
    correction = replace(
        data.draw(observations(1000, 1)), corrects=wrong.id, known_at=at, withdrawn_at=None
    )
    undone = data.draw(st.booleans())
    answers = [Answer(1000, 1, AnswerKind.CONFIRM, at)]
    if undone:
        answers.append(Answer(1000, 2, AnswerKind.UNDO, at + TICK))
    told = replace(
        history,
        observations=(*history.observations, correction),
        answers=(*history.answers, *answers),
    )
    never_said = replace(
        told,
        observations=tuple(o for o in told.observations if o.id != wrong.id),
        answers=tuple(a for a in told.answers if a.observation_id != wrong.id),
    )

    upto = max(at, later) + MICROSECOND
    expected = attainments(FRAMEWORK, never_said, upto)
    assert _but_since(attainments(FRAMEWORK, told, upto)) == _but_since(expected)


def _but_since(attained: Mapping[str, Attainment]) -> dict[str, Attainment]:
    """Since when it is held is the one fact that keeps a trace of what was said before."""
    return {code: replace(a, held_since=None) for code, a in attained.items()}


@settings(deadline=None, max_examples=25)
@given(histories())
def test_spans_equal_replay_around_every_change(history: History) -> None:
    held, stages = held_spans(FRAMEWORK, history), stage_spans(FRAMEWORK, history)
    for change in changes(history):
        for upto in (change - MICROSECOND, change, change + MICROSECOND):
            attained = attainments(FRAMEWORK, history, upto)
            since = {s.subject: s.from_at for s in held if s.covers(upto)}
            assert since == {c: a.held_since for c, a in attained.items() if a.held}

            figures = progress(FRAMEWORK, history, upto, upto.date())
            stored = {(s.kind, s.subject): s.value for s in stages if s.covers(upto)}
            expected = {(SpanKind.AREA, str(a.area)): a.stage for a in figures.areas}
            expected[SpanKind.HEADLINE, "headline"] = int(figures.headline)
            assert stored == {subject: value for subject, value in expected.items() if value}


@usual
@given(histories())
def test_spans_of_one_subject_never_overlap_nor_repeat_a_value(history: History) -> None:
    spans = held_spans(FRAMEWORK, history) + stage_spans(FRAMEWORK, history)
    for one, following in pairwise(spans):
        if (one.kind, one.subject) == (following.kind, following.subject):
            assert one.to_at is not None
            assert one.to_at <= following.from_at
            assert one.to_at < following.from_at or one.value != following.value
    assert all(s.to_at is None or s.from_at < s.to_at for s in spans)


@usual
@given(histories(), uptos, reading_days)
def test_the_sums_over_areas_are_the_target(history: History, upto: datetime, on: date) -> None:
    figures = progress(FRAMEWORK, history, upto, on)

    assert sum(a.held for a in figures.areas) == figures.held
    assert sum(a.total for a in figures.areas) == figures.total
    assert figures.held + figures.to_confirm <= figures.total
    assert max(figures.at_start, figures.to_refresh) <= figures.held
    assert all((a.held, a.total) == (0, 0) for a in figures.areas if a.target is None)
    aimed = any(a.target for a in figures.areas)
    assert figures.target_met == (aimed and figures.held == figures.total)

"""One person's part of the ledger, and their silences, from all that was told of them: pure.

The sum of the entries up to a day is what a report as of that day counts. Clocks that run into
the future have their entries there: they are taken back once something is heard.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from squad.coaching.rules.log import CoachingState
from squad.framework.rules import fluency
from squad.kernel.dates import day_of
from squad.pairings.rules.clocks import Level
from squad.reports.assembling import UNDER_WAY, silence_of
from squad.reports.known_sessions import KnownSession
from squad.reports.ledger.rules.measures import (
    CANCELLED,
    STEPS,
    Measure,
    OfMonth,
    in_state,
    month_of,
    rung,
    stage,
)
from squad.reports.ledger.rules.seen import Seen, days_told, seen_on
from squad.reports.ledger.rules.told import Told

ONE_DAY = timedelta(days=1)
FORESEEN_DAYS = 2 * 366
"""How far silences are told ahead; one that lasts longer stays as it is by then."""

Entries = Mapping[tuple[str, date], int]
Values = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SilentDays:
    """Days on which a pairing counts as silent; `to_on` None: until something is heard."""

    level: Level
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """What one person adds to their programme's figures. `last`: all that is known by now."""

    entries: Entries
    silences: tuple[SilentDays, ...]
    begun_on: date | None
    last: Seen | None
    counts: fluency.Counts | None


def course_of(told: Told) -> Course:
    """The whole course of one person."""
    seen = [seen_on(told, day) for day in days_told(told)]
    begun_on = next((each.on for each in seen if each.pairings), None)
    if begun_on is None:
        return Course(entries_of(_told(seen)), (), None, None, None)
    counts = list(fluency.counts_over_time(told.programme.framework, told.history))
    silences = tuple(_silences(seen, told.mentee_id))
    return Course(
        entries=entries_of(
            _told(seen),
            _counted(counts, begun_on, told.programme.time_zone),
            _silent(silences, Level.AMBER, Measure.AMBER),
            _silent(silences, Level.RED, Measure.RED),
        ),
        silences=silences,
        begun_on=begun_on,
        last=seen[-1],
        counts=counts[-1] if counts else None,
    )


def entries_of(*courses: Iterable[tuple[date, Values]]) -> Entries:
    """How measures move, from the values that stand from each day on; days in order."""
    moved: Counter[tuple[str, date]] = Counter()
    for course in courses:
        before: Values = {}
        for day, values in course:
            for measure in before.keys() | values.keys():
                moved[measure, day] += values.get(measure, 0) - before.get(measure, 0)
            before = values
    return {key: amount for key, amount in moved.items() if amount}


def _told(seen: Sequence[Seen]) -> Iterator[tuple[date, Values]]:
    for each in seen:
        yield each.on, {**_standing(each), **_sessions(each.sessions)}


def _standing(seen: Seen) -> Values:
    if seen.current is None:
        return {Measure.INVITED: int(seen.invited)}
    held, planned = seen.figures.held, seen.planned_sessions
    return {
        Measure.INVITED: 1,
        Measure.PEOPLE: 1,
        Measure.FIRST: int(held > 0),
        Measure.HALF: int(2 * held >= planned),
        Measure.ALL: int(held >= planned),
        Measure.CLOSED: int(seen.completed),
        in_state(seen.current.state): 1,
    }


def _sessions(sessions: Iterable[KnownSession]) -> Values:
    values: Counter[str] = Counter()
    for each in sessions:
        month = month_of(each.held_on)
        values[OfMonth.OTHER_MINUTES.in_month(month)] += each.other_minutes
        if each.state is CoachingState.HELD:
            values[OfMonth.HELD.in_month(month)] += 1
            values[OfMonth.MINUTES.in_month(month)] += each.minutes
        elif each.state is CoachingState.MISSED:
            values[OfMonth.MISSED.in_month(month)] += 1
        elif each.state is CoachingState.CANCELLED and each.cancelled_by in CANCELLED:
            values[CANCELLED[each.cancelled_by].in_month(month)] += 1
    return values


def _counted(
    counts: Sequence[fluency.Counts], begun_on: date, time_zone: str
) -> Iterator[tuple[date, Values]]:
    """What is held and of what, from the day on which the person takes part."""
    by_day = {max(day_of(each.at, time_zone), begun_on): each for each in counts}
    for each, (day, end) in zip(by_day.values(), pairwise([*by_day, date.max]), strict=True):
        values = _values(each)
        for from_on in sorted({day, *(due + ONE_DAY for due in each.due)}):
            if day <= from_on < end:
                to_refresh = sum(due < from_on for due in each.due)
                yield from_on, {**values, Measure.TO_REFRESH: to_refresh}


def _values(counts: fluency.Counts) -> Values:
    rungs = {rung(step): int(counts.headline == step) for step in STEPS}
    stages = {
        stage(area, step): int(at == step) for area, at in counts.stages.items() for step in STEPS
    }
    return {
        **rungs,
        **stages,
        Measure.TARGET_MET: int(counts.target_met),
        Measure.HELD: counts.held,
        Measure.AT_START: counts.at_start,
        Measure.TOTAL: counts.total,
    }


def _silent(
    silences: Iterable[SilentDays], level: Level, measure: Measure
) -> Iterator[tuple[date, Values]]:
    for each in silences:
        if each.level is level:
            yield each.from_on, {measure: 1}
            if each.to_on is not None:
                yield each.to_on + ONE_DAY, {}


def _silences(seen: Sequence[Seen], mentee_id: int) -> Iterator[SilentDays]:
    begun: tuple[Level, date] | None = None
    for day, level in _levels(seen, mentee_id):
        if begun and begun[0] is not level:
            if begun[0] is not Level.NONE:
                yield SilentDays(*begun, day - ONE_DAY)
            begun = None
        begun = begun or (level, day)
    if begun and begun[0] is not Level.NONE:
        yield SilentDays(*begun, None)


def _levels(seen: Sequence[Seen], mentee_id: int) -> Iterator[tuple[date, Level]]:
    """How silent the pairing was, day by day, on what was known then; at last, as foreseen."""
    ends = [each.on - ONE_DAY for each in seen[1:]]
    for each, last in zip(seen, [*ends, None], strict=True):
        if each.current is None:
            continue
        if each.current.state in UNDER_WAY:
            yield from _run(each, mentee_id, last)
        else:
            yield each.on, Level.NONE


def _run(seen: Seen, mentee_id: int, last: date | None) -> Iterator[tuple[date, Level]]:
    """Days up to `last`; without it, until nothing can change any more."""
    changes_until = _changes_until(seen)
    day, furthest = seen.on, seen.on + timedelta(days=FORESEEN_DAYS)
    while day <= (last or furthest):
        level = _level(seen, mentee_id, day)
        yield day, level
        if last is None and level is Level.RED and day > changes_until:
            return
        day += ONE_DAY


def _level(seen: Seen, mentee_id: int, day: date) -> Level:
    if seen.current is None or seen.limits is None:
        return Level.NONE
    silent = silence_of(seen.current, mentee_id, times=seen.times, limits=seen.limits, on=day)
    return silent.level if silent else Level.NONE


def _changes_until(seen: Seen) -> date:
    """The last day on which a plan or a period that is known can still matter."""
    periods = [*seen.times.closed, *(p for each in seen.times.quiet.values() for p in each)]
    planned = seen.current.planned if seen.current else ()
    return max([seen.on, *(p.ends_on for p in periods), *(plan.on for plan in planned)])

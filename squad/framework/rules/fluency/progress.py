"""Counting toward the target: progress at an instant and over time."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from squad.framework.rules.fluency.attainment import (
    Attainment,
    attainments,
)
from squad.framework.rules.fluency.moves import framework_at
from squad.framework.rules.fluency.spans import Moment, moments
from squad.framework.rules.fluency.stages import (
    NO_CODES,
    Targets,
    area_stage,
    asked_milestones,
    headline,
    reachable_rung,
    target_met,
    target_milestones,
)
from squad.framework.rules.fluency.statements import History, agreement_in_force
from squad.framework.rules.model import Area, Framework, Milestone, Rung
from squad.kernel.dates import day_of

INSTANT = timedelta.resolution


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """One area: its stage 0–3; its target, or None and 0 of 0 outside of the profile."""

    area: Area
    stage: int
    target: int | None
    held: int
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The numbers of a report: counts of target milestones, `held` of `total`.

    `to_refresh` and `at_start` are among the held, `to_confirm` among the others; `set_aside`
    are out of the total. `headline_reach` is the rung that the target, met, would reach.
    """

    headline: Rung
    headline_reach: Rung
    headline_in_target: bool
    target_met: bool
    held: int
    to_confirm: int
    to_refresh: int
    at_start: int
    set_aside: int
    total: int
    areas: tuple[AreaProgress, ...]


def progress(framework: Framework, history: History, upto: datetime, on: date) -> Progress:
    """The report on what was known before `upto` (an instant in UTC), read on the day `on`.

    Without an agreement in force the target is 0 of 0 and not met.
    """
    return progress_from(
        framework, history, upto, on, attained=attainments(framework, history, upto)
    )


def progress_from(
    framework: Framework,
    history: History,
    upto: datetime,
    on: date,
    *,
    attained: Mapping[str, Attainment],
) -> Progress:
    """The same as `progress`, from the attainments as of `upto`, for who has them already."""
    framework = framework_at(framework, history.moves, upto)
    agreement = agreement_in_force(history.known_before(upto).carried().agreements, upto)
    targets: Targets = agreement.targets if agreement else {}
    set_aside = agreement.set_aside if agreement else NO_CODES
    held = frozenset(code for code, attainment in attained.items() if attainment.held)
    counted = target_milestones(framework, targets, set_aside, held)
    of_target = [attained[milestone.code] for milestone in counted]
    reach = reachable_rung(targets)
    return Progress(
        headline=headline(framework, held),
        headline_reach=reach,
        headline_in_target=reach >= Rung.BROADCAST,
        target_met=target_met(framework, targets, set_aside, held),
        held=sum(a.held for a in of_target),
        to_confirm=sum(a.to_confirm(on) for a in of_target),
        to_refresh=sum(a.to_refresh(on) for a in of_target),
        at_start=sum(a.at_start for a in of_target),
        set_aside=len(asked_milestones(framework, targets)) - len(counted) if set_aside else 0,
        total=len(counted),
        areas=_areas(framework, targets, set_aside, held, counted),
    )


def _areas(
    framework: Framework,
    targets: Targets,
    set_aside: frozenset[str],
    held: frozenset[str],
    counted: Collection[Milestone],
) -> tuple[AreaProgress, ...]:
    """Every area, in the order of every report."""
    total_in = Counter(milestone.area for milestone in counted)
    held_in = Counter(milestone.area for milestone in counted if milestone.code in held)
    return tuple(
        AreaProgress(
            area=area,
            stage=area_stage(framework, held, area, set_aside),
            target=targets.get(area) or None,
            held=held_in[area],
            total=total_in[area],
        )
        for area in Area
    )


def trajectory(
    framework: Framework, history: History, start: date, upto: datetime, tz: str
) -> list[tuple[date, int]]:
    """Held target milestones over time: (day in the time zone `tz`, count), in order.

    A point on `start`, on each day whose count differs from the point before, and on the last
    day that begins before `upto`. The count on a day is the report's as of that day's end.
    """
    return _over_time(framework, history, start, upto, tz, _held_of_target)


def target_over_time(
    framework: Framework, history: History, start: date, upto: datetime, tz: str
) -> list[tuple[date, int]]:
    """How many milestones the target held over time, like `trajectory`; 0 before an agreement."""
    return _over_time(framework, history, start, upto, tz, _size_of_target)


def _over_time(
    framework: Framework,
    history: History,
    start: date,
    upto: datetime,
    tz: str,
    count_at: Callable[[Moment], int],
) -> list[tuple[date, int]]:
    last = day_of(upto - INSTANT, tz)
    by_day = {
        day_of(moment.at, tz): count_at(moment)
        for moment in moments(framework, history)
        if moment.at < upto
    }
    first = min(start, last)
    earlier = [count for day, count in by_day.items() if day <= first]
    points = [(first, earlier[-1] if earlier else 0)]
    for day, count in by_day.items():
        if day > first and count != points[-1][1]:
            points.append((day, count))
    if points[-1][0] != last:
        points.append((last, points[-1][1]))
    return points


def _held_of_target(moment: Moment) -> int:
    if moment.agreement is None:
        return 0
    asked = asked_milestones(moment.framework, moment.agreement.targets)
    return sum(milestone.code in moment.held for milestone in asked)


def _size_of_target(moment: Moment) -> int:
    if moment.agreement is None:
        return 0
    agreement = moment.agreement
    wanted = target_milestones(
        moment.framework, agreement.targets, agreement.set_aside, moment.held
    )
    return len(wanted)

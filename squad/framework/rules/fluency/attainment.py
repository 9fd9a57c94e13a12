"""From statements to attainment: what stands, what is held and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from squad.framework.rules.fluency.moves import framework_at
from squad.framework.rules.fluency.statements import (
    Answer,
    AnswerKind,
    History,
    Observation,
    answer_in_force,
    lapses_after,
)
from squad.framework.rules.model import Autonomy, Evidence, Framework, Milestone

# True after `from_at`, up to and with `to_at` (None: still). So it answers "as of `upto`", which
# counts what was known strictly before `upto`: from_at < upto <= to_at.
Interval = tuple[datetime, datetime | None]


class MilestoneState(StrEnum):
    """What a milestone's cell in the grid says."""

    HELD = "held"
    TO_REFRESH = "to_refresh"
    TO_CONFIRM = "to_confirm"
    NEXT = "next"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Attainment:
    """One milestone as of an instant.

    `held_since`: when it became known, without a break until now. `refresh_due`: the last day on
    which a held one needs no refreshing. `pending_until`: the last day on which what is pending
    can be answered (None: no end in sight). `look_again`: not held, and a strong statement is
    under "look again".
    """

    held: bool = False
    held_since: datetime | None = None
    at_start: bool = False
    refresh_due: date | None = None
    pending: bool = False
    pending_until: date | None = None
    look_again: bool = False

    def to_confirm(self, on: date) -> bool:
        """Whether a strong statement still awaits its answer on the day `on`."""
        return self.pending and (self.pending_until is None or on <= self.pending_until)

    def to_refresh(self, on: date) -> bool:
        """Whether it is held, but longer ago than the milestone's limit on the day `on`."""
        return self.refresh_due is not None and on > self.refresh_due


NOTHING = Attainment()


def is_strong(milestone: Milestone, observation: Observation) -> bool:
    """Whether the statement can make its milestone held: alone, on evidence that its list names.

    A drill is strong only where the milestone says that a drill can show it.
    """
    return (
        observation.autonomy in (Autonomy.ALONE, Autonomy.PASSES_ON)
        and observation.evidence is not Evidence.TOLD
        and observation.evidence in milestone.evidence
        and (milestone.drill or not observation.drill)
    )


def removals(history: History) -> dict[int, datetime]:
    """When each corrected statement was removed for good, by its id.

    That is when a statement naming it was first confirmed; undoing this revives nothing.
    """
    corrections = {o.id: o for o in history.observations if o.corrects is not None}
    removed: dict[int, datetime] = {}
    for answer in history.answers:
        correction = corrections.get(answer.observation_id)
        if correction is None or answer.kind is not AnswerKind.CONFIRM:
            continue
        target = correction.corrects
        if target is not None:
            at = max(answer.known_at, correction.known_at)
            removed[target] = min(at, removed.get(target, at))
    return removed


def strong_by_milestone(framework: Framework, history: History) -> dict[str, list[Observation]]:
    """The strong statements of each milestone of the framework that has any."""
    grouped: dict[str, list[Observation]] = {}
    for observation in history.observations:
        milestone = framework.milestones.get(observation.milestone)
        if milestone is not None and is_strong(milestone, observation):
            grouped.setdefault(milestone.code, []).append(observation)
    return grouped


def held_intervals(framework: Framework, history: History) -> dict[str, list[Interval]]:
    """When each milestone was held, by code: intervals in order that do not touch."""
    answers, removed = history.answers_by_observation(), removals(history)
    held: dict[str, list[Interval]] = {}
    for code, observations in strong_by_milestone(framework, history).items():
        merged = merge(
            interval
            for o in observations
            for interval in confirmed_intervals(o, answers.get(o.id, []), removed.get(o.id))
        )
        if merged:
            held[code] = merged
    return held


def attainments(framework: Framework, history: History, upto: datetime) -> Mapping[str, Attainment]:
    """The attainment of every milestone of the version then in force, on what was known before.

    `framework`: that of a programme that never moved. Costs one pass over the statements.
    """
    framework = framework_at(framework, history.moves, upto)
    known = history.known_before(upto).carried()
    answers, removed, ended = known.answers_by_observation(), removals(known), known.ended_on()
    intervals = held_intervals(framework, known)
    result = dict.fromkeys(framework.milestones, NOTHING)
    for code, observations in strong_by_milestone(framework, known).items():
        standing = [o for o in observations if o.withdrawn_at is None and o.id not in removed]
        kinds = {o.id: _kind_in_force(answers.get(o.id, [])) for o in standing}
        confirmed = [o for o in standing if kinds[o.id] is AnswerKind.CONFIRM]
        if confirmed:
            limit = framework.milestones[code].refresh_days
            result[code] = _held(confirmed, intervals[code][-1][0], limit)
        else:
            result[code] = _not_held(standing, kinds, ended)
    return result


def state_of(attainment: Attainment, on: date, set_aside: bool = False) -> MilestoneState:
    """What the milestone's cell says on the programme's day `on`.

    Holding it ends a set-aside. A milestone set aside is in no count of the target, so it says so
    even while a statement about it awaits an answer.
    """
    if attainment.held:
        late = attainment.to_refresh(on)
        return MilestoneState.TO_REFRESH if late else MilestoneState.HELD
    if set_aside:
        return MilestoneState.SET_ASIDE
    return MilestoneState.TO_CONFIRM if attainment.to_confirm(on) else MilestoneState.NEXT


def _kind_in_force(answers: Iterable[Answer]) -> AnswerKind | None:
    answer = answer_in_force(answers)
    return None if answer is None else answer.kind


def _held(confirmed: list[Observation], since: datetime, limit: int) -> Attainment:
    """The attainment that these standing, strong, confirmed statements give (at least one)."""
    return Attainment(
        held=True,
        held_since=since,
        at_start=any(o.before for o in confirmed),
        refresh_due=max(o.happened_on for o in confirmed) + timedelta(days=limit),
    )


def _not_held(
    standing: list[Observation],
    kinds: Mapping[int, AnswerKind | None],
    ended: Mapping[int, date],
) -> Attainment:
    """The attainment that these standing, strong statements give while none is confirmed."""
    waiting = [o for o in standing if kinds[o.id] is None]
    ends = [lapses_after(o, ended.get(o.pairing_id)) for o in waiting]
    days = [day for day in ends if day is not None]
    return Attainment(
        pending=bool(waiting),
        pending_until=max(days) if days and len(days) == len(waiting) else None,
        look_again=AnswerKind.LOOK_AGAIN in kinds.values(),
    )


def confirmed_intervals(
    observation: Observation, answers: list[Answer], removed_at: datetime | None
) -> list[Interval]:
    """When the statement stood with a confirmation in force."""
    stops = [at for at in (observation.withdrawn_at, removed_at) if at is not None]
    until = min(stops, default=None)
    intervals: list[Interval] = []
    since: datetime | None = None
    for at, kind in _answers_over_time(answers):
        if since is None and kind is AnswerKind.CONFIRM:
            since = max(at, observation.known_at)
        elif since is not None and kind is not AnswerKind.CONFIRM:
            intervals.append((since, at))
            since = None
    if since is not None:
        intervals.append((since, None))
    clipped = ((begin, earlier(end, until)) for begin, end in intervals)
    return [(begin, end) for begin, end in clipped if end is None or begin < end]


def _answers_over_time(answers: list[Answer]) -> list[tuple[datetime, AnswerKind]]:
    """The answer in force after each instant at which one became known, undo as itself."""
    over_time: dict[datetime, AnswerKind] = {}
    last: Answer | None = None
    for answer in sorted(answers, key=lambda a: a.known_at):
        if last is None or answer.sequence > last.sequence:
            last = answer
        over_time[answer.known_at] = last.kind
    return list(over_time.items())


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """The union of the intervals, in order; those that overlap or touch become one."""
    merged: list[Interval] = []
    for begin, end in sorted(intervals, key=lambda interval: interval[0]):
        if merged and (merged[-1][1] is None or begin <= merged[-1][1]):
            first, last = merged[-1]
            merged[-1] = (first, None if last is None or end is None else max(last, end))
        else:
            merged.append((begin, end))
    return merged


def earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two ends; None is no end."""
    if one is None or other is None:
        return one or other
    return min(one, other)

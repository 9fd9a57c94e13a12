"""What a programme may say: its figures, its dates, its closed periods, and clocks that stop."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from squad.framework.rules.model import STAGES, Area
from squad.kernel.dates import is_plausible
from squad.kernel.errors import DomainError

CODE_LENGTH = 40
NAME_LENGTH = 120
LONGEST_PROGRAMME_DAYS = 3 * 366
SATURDAY = 5
ONE_DAY = timedelta(days=1)
# The Conversation rung: what a programme aims at unless it says otherwise.
CONVERSATION_TARGET: Mapping[Area, int] = MappingProxyType(
    {
        Area.PURPOSE: 1,
        Area.PRESENCE: 2,
        Area.LISTENING: 2,
        Area.PUBLISHING: 1,
        Area.CONVERSING: 2,
    }
)
# Every target holds these two: nobody learns to publish before why and how safely.
BASIC_AREAS = (Area.PURPOSE, Area.PRESENCE)

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ReadingMode(StrEnum):
    """What HR reads, set before anyone accepts: a row a mentee, or groups only."""

    NAMED = "named"
    GROUPS_ONLY = "groups_only"


class ProgrammeProblem(StrEnum):
    """Why a programme's fields are refused."""

    CODE_TAKEN = "programme_code_taken"
    CODE_FORM = "programme_code_form"
    NAME_LENGTH = "programme_name_length"
    ENDS_BEFORE_START = "programme_ends_before_start"
    TOO_LONG = "programme_too_long"
    TIME_ZONE_UNKNOWN = "programme_time_zone_unknown"
    FIGURE_RANGE = "programme_figure_range"
    RED_BEFORE_AMBER = "programme_red_before_amber"
    CLOSING_BEFORE_RED = "programme_closing_before_red"
    TARGET_STAGE = "programme_target_stage"
    TARGET_BASICS = "programme_target_basics"
    CLOSED_ENDS_BEFORE_START = "programme_closed_ends_before_start"
    CLOSED_YEAR = "programme_closed_year"
    CLOSED_OVERLAP = "programme_closed_overlap"
    READING_MODE_FIXED = "programme_reading_mode_fixed"
    RATINGS_FIXED = "programme_ratings_fixed"
    TIME_ZONE_FIXED = "programme_time_zone_fixed"


@dataclass(frozen=True, slots=True)
class ProgrammeDefaults:
    """The figures of a programme; as constructed, those that a new one starts from."""

    planned_sessions: int = 6
    minutes: int = 45
    cadence_days: int = 21
    weeks: int = 20
    overdue_amber_days: int = 10
    overdue_red_days: int = 21
    closing_offer_days: int = 60
    proposal_working_days: int = 5
    boss_distance: int = 2
    target: Mapping[Area, int] = field(default_factory=lambda: CONVERSATION_TARGET)


RANGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "planned_sessions": (1, 52),
        "minutes": (5, 240),
        "cadence_days": (7, 90),
        "weeks": (4, 104),
        "overdue_amber_days": (1, 90),
        "overdue_red_days": (2, 180),
        "closing_offer_days": (14, 365),
        "proposal_working_days": (1, 30),
        "boss_distance": (1, 10),
    }
)


# The figures that reports use: kept in versions, so that a past report never changes with them.
REPORTED = (
    "planned_sessions",
    "minutes",
    "cadence_days",
    "overdue_amber_days",
    "overdue_red_days",
    "closing_offer_days",
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days that do not count, both ends included: a closed or quiet period, a leave, a pause."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class ProgrammeDraft:
    """A programme as somebody wants it to be."""

    code: str
    name: str
    starts_on: date
    ends_on: date
    time_zone: str
    figures: ProgrammeDefaults = field(default_factory=ProgrammeDefaults)
    ratings_in_groups: bool = False
    """Whether HR counts ratings over the whole programme; else nobody but the pairs reads any."""


def problems_of(draft: ProgrammeDraft) -> tuple[DomainError, ...]:
    """Everything that is wrong with `draft`, each with the field that it belongs to."""
    found: list[DomainError] = []
    if len(draft.code) > CODE_LENGTH or not _CODE.fullmatch(draft.code):
        found.append(DomainError(ProgrammeProblem.CODE_FORM, field="code", most=CODE_LENGTH))
    if not 1 <= len(draft.name.strip()) <= NAME_LENGTH:
        found.append(DomainError(ProgrammeProblem.NAME_LENGTH, field="name", most=NAME_LENGTH))
    if draft.ends_on <= draft.starts_on:
        found.append(DomainError(ProgrammeProblem.ENDS_BEFORE_START, field="ends_on"))
    elif (draft.ends_on - draft.starts_on).days > LONGEST_PROGRAMME_DAYS:
        found.append(DomainError(ProgrammeProblem.TOO_LONG, field="ends_on"))
    if not is_time_zone(draft.time_zone):
        found.append(DomainError(ProgrammeProblem.TIME_ZONE_UNKNOWN, field="time_zone"))
    found.extend(problems_of_figures(draft.figures))
    return tuple(found)


def problems_of_figures(figures: ProgrammeDefaults) -> tuple[DomainError, ...]:
    """Figures out of range or out of order, and a target without its two basic areas."""
    found: list[DomainError] = []
    for name, (least, most) in RANGES.items():
        if not least <= getattr(figures, name) <= most:
            found.append(
                DomainError(ProgrammeProblem.FIGURE_RANGE, field=name, least=least, most=most)
            )
    if figures.overdue_red_days <= figures.overdue_amber_days:
        found.append(DomainError(ProgrammeProblem.RED_BEFORE_AMBER, field="overdue_red_days"))
    if figures.closing_offer_days <= figures.overdue_red_days:
        found.append(DomainError(ProgrammeProblem.CLOSING_BEFORE_RED, field="closing_offer_days"))
    if any(stage not in STAGES for stage in figures.target.values()):
        found.append(DomainError(ProgrammeProblem.TARGET_STAGE, field="target"))
    if any(area not in figures.target for area in BASIC_AREAS):
        found.append(DomainError(ProgrammeProblem.TARGET_BASICS, field="target"))
    return tuple(found)


def check_programme(draft: ProgrammeDraft) -> None:
    """Refuse `draft` with its first problem, if it has one."""
    for problem in problems_of(draft):
        raise problem


def check_closed_periods(periods: Iterable[Period]) -> None:
    """Refuse a closed period out of all time, one that ends before it starts, two that overlap."""
    ordered = sorted(periods)
    for period in ordered:
        for name in ("starts_on", "ends_on"):
            if not is_plausible(getattr(period, name)):
                raise DomainError(ProgrammeProblem.CLOSED_YEAR, field=name)
        if period.ends_on < period.starts_on:
            raise DomainError(ProgrammeProblem.CLOSED_ENDS_BEFORE_START, field="ends_on")
    for earlier, later in pairwise(ordered):
        if later.starts_on <= earlier.ends_on:
            raise DomainError(
                ProgrammeProblem.CLOSED_OVERLAP,
                field="starts_on",
                starts_on=earlier.starts_on,
                ends_on=earlier.ends_on,
            )


def check_reading_mode(current: ReadingMode, wanted: ReadingMode, *, anyone_accepted: bool) -> None:
    """Refuse a change of what HR reads once somebody accepted under the present one."""
    if wanted is not current and anyone_accepted:
        raise DomainError(ProgrammeProblem.READING_MODE_FIXED, field="reading_mode")


def check_ratings_in_groups(*, current: bool, wanted: bool, anyone_accepted: bool) -> None:
    """Refuse to change who counts ratings once somebody accepted under what was said."""
    if wanted is not current and anyone_accepted:
        raise DomainError(ProgrammeProblem.RATINGS_FIXED, field="ratings_in_groups")


def check_time_zone(current: str, wanted: str, *, anyone_accepted: bool) -> None:
    """Refuse to move the ends of days gone by: past reports count what was known before them."""
    if wanted != current and anyone_accepted:
        raise DomainError(ProgrammeProblem.TIME_ZONE_FIXED, field="time_zone")


def is_time_zone(name: str) -> bool:
    """Whether `name` is a time zone of the IANA list, as in Europe/Paris."""
    if not name:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def is_open(day: date, closed: Iterable[Period]) -> bool:
    """Whether `day` counts: it lies in no period."""
    return not any(day in period for period in closed)


def open_days(since: date, until: date, closed: Sequence[Period]) -> int:
    """Days elapsed from `since` to `until` that count, in whole days.

    The day of `since` itself is not counted, that of `until` is; days in a period never count,
    those in two periods are left out once. Zero if `until` is not after `since`.
    """
    elapsed = max(0, (until - since).days)
    return elapsed - _closed_days(since, until, closed)


def _closed_days(since: date, until: date, closed: Iterable[Period]) -> int:
    total, counted_to = 0, since
    for period in sorted(closed):
        last = min(period.ends_on, until)
        before_first = max(period.starts_on - ONE_DAY, counted_to)
        if last > before_first:
            total += (last - before_first).days
            counted_to = last
    return total


def add_open_days(since: date, days: int, closed: Sequence[Period]) -> date:
    """The first day on which `days` days that count have elapsed since `since`.

    The last day of the calendar where a period without an end never lets them elapse.
    """
    day = since
    while days > 0 and day < date.max:
        day = _next_open(day, closed)
        days -= 1
    return day


def add_working_days(since: date, days: int, closed: Sequence[Period] = ()) -> date:
    """The `days`-th day after `since` that is neither at a weekend nor in a closed period."""
    day = since
    while days > 0 and day < date.max:
        day = _next_open(day, closed)
        if day.weekday() < SATURDAY:
            days -= 1
    return day


def working_days(since: date, until: date, closed: Sequence[Period] = ()) -> int:
    """How many days after `since`, up to `until`, are neither at a weekend nor in a period."""
    days = (since + timedelta(days=n) for n in range(1, (until - since).days + 1))
    return sum(day.weekday() < SATURDAY and is_open(day, closed) for day in days)


def _next_open(day: date, closed: Sequence[Period]) -> date:
    """The first day after `day` that lies in no period, in one step over each period."""
    while day < date.max:
        day += ONE_DAY
        ends = [period.ends_on for period in closed if day in period]
        if not ends:
            return day
        day = max(ends)
    return day

"""The own record: hours agreed and used, confidence before and after, when the part is complete."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from squad.framework.rules.model import Area
from squad.kernel.errors import DomainError
from squad.pairings.rules.states import LIVE, PairingState

MOST_HOURS = 1_000
LONGEST_LESSON = 2_000
MOST_LESSONS = 200
LEVELS = range(1, 6)
"""From "not at all" to "fully"."""
START_SESSIONS = 2
"""From so many held sessions on, it is no start any more."""


class Per(StrEnum):
    """For how long the hours were agreed."""

    MONTH = "month"
    PROGRAMME = "programme"


class Moment(StrEnum):
    """When confidence is asked: once each."""

    START = "start"
    END = "end"


class Claim(StrEnum):
    """A sentence about oneself as a mentor."""

    SHOW = "show"
    SPEAK_PLAINLY = "speak_plainly"
    LET_DO = "let_do"
    LEAD = "lead"


class Shown(StrEnum):
    """What a certificate can show beside the name, the programme and its days."""

    HOURS = "hours"
    SESSIONS = "sessions"
    AREAS = "areas"


class RecordProblem(StrEnum):
    """Why something of the own record cannot be kept."""

    HOURS = "record_hours"
    LESSON_EMPTY = "record_lesson_empty"
    LESSON_TOO_LONG = "record_lesson_too_long"
    LESSONS_FULL = "record_lessons_full"
    NOTHING_SAID = "record_nothing_said"
    NOT_ASKED = "record_not_asked"
    SAID_ALREADY = "record_said_already"


@dataclass(frozen=True, slots=True)
class Spent:
    """What one session took: minutes, 0 where it was not held."""

    on: date
    held: int
    preparation: int
    travel: int


def once(told: Iterable[tuple[Hashable, Spent]]) -> list[Spent]:
    """Sessions as their mentor spent them: those of one group, told under one key, were one.

    Preparation and travel are added up: they may stand with any of the group.
    """
    spent: dict[Hashable, Spent] = {}
    for key, one in told:
        so_far = spent.get(key, Spent(one.on, 0, 0, 0))
        spent[key] = Spent(
            so_far.on,
            max(so_far.held, one.held),
            so_far.preparation + one.preparation,
            so_far.travel + one.travel,
        )
    return list(spent.values())


@dataclass(frozen=True, slots=True)
class Time:
    """What several sessions took, in minutes. Travel is told apart and not counted."""

    sessions: int = 0
    held: int = 0
    preparation: int = 0
    travel: int = 0

    @property
    def used(self) -> int:
        """Of the agreed hours: sessions and their preparation."""
        return self.held + self.preparation


@dataclass(frozen=True, slots=True)
class Part:
    """The mentor's part in a programme, as it stands today."""

    states: tuple[PairingState, ...]
    """Of the pairings in which they are the mentor."""
    ends_on: date
    today: date
    spent: tuple[Spent, ...] = ()
    areas: frozenset[Area] = field(default_factory=frozenset)
    """Of the milestones that they stated."""

    @property
    def time(self) -> Time:
        """All of it."""
        return total(self.spent)

    @property
    def is_complete(self) -> bool:
        """Whether a session was held, and no pairing lives any more or the programme is over."""
        over = self.today > self.ends_on or not LIVE.intersection(self.states)
        return self.time.sessions > 0 and over

    @property
    def complete_from(self) -> date:
        """The day from which it is complete, whatever lives then."""
        return self.ends_on + timedelta(days=1)

    @property
    def asked(self) -> Moment | None:
        """Of which moment confidence can be said today."""
        if self.is_complete:
            return Moment.END
        return Moment.START if self.time.sessions < START_SESSIONS else None


def total(spent: Sequence[Spent]) -> Time:
    """The sum; a session counts where it was held."""
    return Time(
        sessions=sum(each.held > 0 for each in spent),
        held=sum(each.held for each in spent),
        preparation=sum(each.preparation for each in spent),
        travel=sum(each.travel for each in spent),
    )


def by_month(spent: Sequence[Spent]) -> Mapping[date, Time]:
    """The sum of each month that has any, by its first day, the latest first."""
    months = sorted({each.on.replace(day=1) for each in spent}, reverse=True)
    return {m: total([each for each in spent if each.on.replace(day=1) == m]) for m in months}


def check_hours(hours: int) -> None:
    """Refuse what nobody agrees on."""
    if not 1 <= hours <= MOST_HOURS:
        raise DomainError(RecordProblem.HOURS, field="hours", most=MOST_HOURS)


def check_lesson(words: str) -> None:
    """Refuse nothing, and a novel."""
    if not words:
        raise DomainError(RecordProblem.LESSON_EMPTY, field="words")
    if len(words) > LONGEST_LESSON:
        over = len(words) - LONGEST_LESSON
        raise DomainError(
            RecordProblem.LESSON_TOO_LONG, field="words", most=LONGEST_LESSON, over=over
        )


def check_confidence(levels: Mapping[Claim, int]) -> None:
    """Refuse an empty answer; a sentence that nothing was said of is left out."""
    if not levels:
        raise DomainError(RecordProblem.NOTHING_SAID)


def write_levels(levels: Mapping[Claim, int]) -> str:
    """As they are stored, encrypted: `CLAIM:LEVEL`, a space between them."""
    return " ".join(f"{claim}:{level}" for claim, level in levels.items())


def read_levels(text: str) -> Mapping[Claim, int]:
    """What `write_levels` wrote."""
    parts = (each.split(":") for each in text.split())
    return {Claim(claim): int(level) for claim, level in parts}

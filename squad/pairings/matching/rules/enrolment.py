"""What somebody who enrols may say, and when in the week they are free."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, Framework, NetworkKind
from squad.kernel.errors import DomainError
from squad.pairings.rules.agreement import MOST_PURPOSES

MOST_PLACES = 10
USUAL_PLACES = 2
LONGEST_SITE = 120
SLOT_MINUTES = 30
SLOTS_A_DAY = 48
SLOTS_A_WEEK = 7 * SLOTS_A_DAY
AREAS_A_PURPOSE = 2
"""How many areas a purpose asks a mentor's strengths in."""


class Temperament(StrEnum):
    """The answer to the one question on temperament."""

    ACTS_FIRST = "acts_first"
    THINKS_FIRST = "thinks_first"


class Weekday(StrEnum):
    """A working day."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"


class PartOfDay(StrEnum):
    """A part of a working day."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"


HOURS_OF = {
    PartOfDay.MORNING: (9, 12),
    PartOfDay.MIDDAY: (12, 14),
    PartOfDay.AFTERNOON: (14, 18),
}
HOURS = tuple(f"{day}-{part}" for day in Weekday for part in PartOfDay)
"""Every part of a week, as it is stored: mon-morning … fri-afternoon."""


class EnrolmentProblem(StrEnum):
    """Why what was said cannot be kept."""

    NO_LANGUAGE = "enrolment_no_language"
    TOO_MANY_PURPOSES = "enrolment_too_many_purposes"
    PLACES_RANGE = "enrolment_places_range"
    SITE_LENGTH = "enrolment_site_length"
    NOBODY_CHOSEN = "enrolment_nobody_chosen"


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody said; what a side is not asked stays empty."""

    strengths: frozenset[Area] = frozenset()
    """A mentor's."""
    purposes: frozenset[str] = frozenset()
    """A mentee's: codes of kinds of purpose."""
    networks: frozenset[NetworkKind] = frozenset()
    languages: frozenset[str] = frozenset()
    """None said: the roster's."""
    hours: frozenset[str] = frozenset()
    """None said: any."""
    capacity: int = 1
    """How many mentees a mentor takes."""
    site: str = ""
    """Where a mentor can meet; none said: the roster's."""
    temperament: Temperament | None = None


def check_answers(answers: Answers, side: Side) -> None:
    """Refuse what cannot be matched by."""
    if not answers.languages:
        raise DomainError(EnrolmentProblem.NO_LANGUAGE, field="languages")
    if len(answers.purposes) > MOST_PURPOSES:
        raise DomainError(EnrolmentProblem.TOO_MANY_PURPOSES, field="purposes", most=MOST_PURPOSES)
    if side is Side.MENTOR:
        check_places(answers.capacity)
        over = len(answers.site) - LONGEST_SITE
        if over > 0:
            raise DomainError(EnrolmentProblem.SITE_LENGTH, field="site", over=over)


def check_places(capacity: int | None) -> None:
    """Refuse a number of mentees that no mentor takes."""
    if capacity is None or not 1 <= capacity <= MOST_PLACES:
        raise DomainError(
            EnrolmentProblem.PLACES_RANGE, field="capacity", least=1, most=MOST_PLACES
        )


def areas_asked(framework: Framework, purposes: Collection[str]) -> frozenset[Area]:
    """Where these purposes ask for a mentor's strength.

    For each purpose the two areas in which the most milestones are tagged with it.
    """
    asked: set[Area] = set()
    for purpose in purposes:
        tagged = [m.area for m in framework.milestones.values() if purpose in m.purposes]
        order = list(Area)
        areas = sorted(set(tagged), key=lambda area: (-tagged.count(area), order.index(area)))
        asked.update(areas[:AREAS_A_PURPOSE])
    return frozenset(asked)


def free_slots(hours: Iterable[str], time_zone: str, on: date) -> int:
    """The free half hours of a week in UTC, one bit each from Monday at midnight; 0 says any.

    Clocks are read as of the day `on`, so that the same answers always give the same slots.
    """
    noon = datetime.combine(on, time(12), UTC)
    offset = noon.astimezone(ZoneInfo(time_zone)).utcoffset()
    shift = int(offset.total_seconds() // 60 // SLOT_MINUTES) if offset else 0
    slots = 0
    for code in hours:
        day, _dash, part = code.partition("-")
        first, last = HOURS_OF[PartOfDay(part)]
        midnight = list(Weekday).index(Weekday(day)) * SLOTS_A_DAY
        for slot in range(first * 2, last * 2):
            slots |= 1 << ((midnight + slot - shift) % SLOTS_A_WEEK)
    return slots

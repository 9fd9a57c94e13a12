"""Which counts of what it brought are shown where nobody is read by name: pure.

What was shared can be taken back, for every day: a step of a table that one of its people leaves
goes as a whole and for good. Without that one person only, what is left could be subtracted from
what was shown before; and counted anew with others, it could be compared with it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from squad.coaching.rules.brought import MOMENTS, BroughtAnswer
from squad.coaching.rules.ratings import Moment
from squad.reports.growing import steps
from squad.reports.rules import LEAST_PEOPLE, month_ends_upto


@dataclass(frozen=True, slots=True)
class Shared:
    """What one mentee shared of one sign at one moment, in the order of saying."""

    mentee_id: int
    purpose_id: int
    moment: Moment
    answer: BroughtAnswer | None
    """None: taken back, hence empty."""
    on: date
    until: date | None = None
    """The day on which it was taken back."""

    def stands(self, day: date) -> bool:
        """Whether it was shared at the end of a day, as was known then."""
        return self.on <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class SignCounts:
    """How many signs have come how far, of how many people."""

    mentees: int
    signs: Mapping[BroughtAnswer, int]
    people: frozenset[int] = frozenset()
    """Of whom it speaks, where that decides what may be shown."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One person's part: the answers to all that they shared of a moment."""

    mentee_id: int
    answers: Sequence[BroughtAnswer | None]

    @property
    def by_id(self) -> int:
        """The mentee alone says it."""
        return self.mentee_id


def count_signs(people: Iterable[int], answers: Iterable[BroughtAnswer]) -> SignCounts:
    """Counts with a place for each answer."""
    found, whose = Counter(answers), frozenset(people)
    return SignCounts(len(whose), {answer: found[answer] for answer in BroughtAnswer}, whose)


def brought_at(
    shared: Sequence[Shared], day: date, least: int = LEAST_PEOPLE
) -> Mapping[Moment, SignCounts]:
    """The tables that may be shown on `day`, half-way and the end apart.

    Each person counts once a moment, with what stood at the month's end at which they came in.
    """
    found = {
        moment: _table([each for each in shared if each.moment is moment], day, least)
        for moment in MOMENTS
    }
    return {moment: counts for moment, counts in found.items() if counts is not None}


def _table(shared: Sequence[Shared], day: date, least: int) -> SignCounts | None:
    if not shared:
        return None
    ends = month_ends_upto(min(each.on for each in shared), day)
    people: list[int] = []
    answers: list[BroughtAnswer] = []
    for step in steps(lambda end: _parts(shared, end), ends, least):
        said = [answer for part in step.new for answer in part.answers]
        kept = [answer for answer in said if answer is not None]
        if kept == said:
            people += [part.mentee_id for part in step.new]
            answers += kept
    return count_signs(people, answers) if people else None


def _parts(shared: Sequence[Shared], day: date) -> list[_Part]:
    """What each person shared by a day, the newest of each sign."""
    latest: dict[int, dict[int, BroughtAnswer | None]] = {}
    for each in shared:
        if each.stands(day):
            latest.setdefault(each.mentee_id, {})[each.purpose_id] = each.answer
    return [_Part(mentee_id, list(signs.values())) for mentee_id, signs in latest.items()]

"""Which ratings a whole programme shows at the end of a month: pure.

What two of the pair said of one area counts once both may read it. HR may know who came to the
end in which month, so a table that grew by one person would give that person away: a table grows
by five people or more at once, or not at all.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from squad.coaching.rules.ratings import LEVELS, Moment
from squad.framework.rules.model import Area
from squad.reports.growing import steps
from squad.reports.rules import LEAST_PEOPLE, month_ends_upto

Counts = Mapping[int, int]


class Series(StrEnum):
    """Who speaks of which moment."""

    TOGETHER = "before_then_after"
    """The mentee of the start, of the start seen from the end, and of the end: all three."""
    AFTER_BY_MENTOR = "after_by_mentor"
    HALF_BY_MENTEE = "half_by_mentee"
    HALF_BY_MENTOR = "half_by_mentor"

    @property
    def moment(self) -> Moment:
        """The moment at which it is asked for."""
        half = self in {Series.HALF_BY_MENTEE, Series.HALF_BY_MENTOR}
        return Moment.HALF if half else Moment.END


Cell = tuple[Series, Area]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one mentee in one area, since the day on which both could read it."""

    mentee_id: int
    by_id: int
    """Who said it: a mentor who speaks of five people is one person."""
    on: date
    levels: tuple[int, ...]
    """One level a column: before, then and after are never taken apart."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A table that may be shown, the same until five more people are in it."""

    on: date
    """The month's end at which it last grew."""
    people: frozenset[int]
    columns: tuple[Counts, ...]

    @property
    def answered(self) -> int:
        """How many people it speaks of."""
        return len(self.people)


@dataclass(frozen=True, slots=True)
class RatingTable:
    """What one series says of one area, and how many people were asked for it."""

    shown: Shown
    asked: int

    @property
    def missing(self) -> int:
        """Asked and not counted: nothing said, or said and waiting for others."""
        return self.asked - self.shown.answered


@dataclass(frozen=True, slots=True)
class RatingsInGroups:
    """The ratings of a whole programme at a month's end; what is withheld is absent."""

    as_of: date
    tables: Mapping[Cell, RatingTable]


def ratings_at(
    said: Mapping[Cell, Iterable[Said]], asked: Mapping[Cell, Collection[int]], day: date
) -> RatingsInGroups:
    """Every table that may be shown on `day`; `asked`: ids of mentees. Asked alone shows nothing:
    where few people stand behind a figure, that few were asked is one as well.
    """
    tables: dict[Cell, RatingTable] = {}
    for cell, of_one in said.items():
        shown = shown_at(of_one, day)
        if shown is not None:
            tables[cell] = RatingTable(shown, len(shown.people.union(asked.get(cell, ()))))
    return RatingsInGroups(day, tables)


def shown_at(said: Iterable[Said], day: date, least: int = LEAST_PEOPLE) -> Shown | None:
    """The table of one area as it stands on `day`, None while too few people stand behind it.

    Each person counts once, with what was readable first. What is new waits for a month's end at
    which it speaks of `least` people and comes from `least` people.
    """
    once = _once(said)
    if not once:
        return None
    grown = steps(
        lambda end: [each for each in once if each.on <= end],
        month_ends_upto(once[0].on, day),
        least,
    )
    if not grown:
        return None
    shown = [each for step in grown for each in step.new]
    columns = zip(*(each.levels for each in shown), strict=True)
    people = frozenset(each.mentee_id for each in shown)
    return Shown(grown[-1].on, people, tuple(map(_count, columns)))


def _once(said: Iterable[Said]) -> list[Said]:
    """The first thing said of each person, in order of days."""
    first: dict[int, Said] = {}
    for each in sorted(said, key=lambda s: (s.on, s.mentee_id)):
        first.setdefault(each.mentee_id, each)
    return list(first.values())


def _count(levels: Sequence[int]) -> Counts:
    found = Counter(levels)
    return {level: found[level] for level in LEVELS}

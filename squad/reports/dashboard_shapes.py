"""The shapes of a programme's dashboard: its months, its course, its areas."""

from collections.abc import Mapping
from dataclasses import dataclass

from squad.framework.rules.model import Area
from squad.reports.cohort_shapes import MonthFigures
from squad.reports.queries.brought import BroughtTotals


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many people have come how far; each counts once, in all of their pairings together."""

    invited: int
    """A pairing was ever proposed to them."""
    accepted: int
    first: int
    half: int
    all_sessions: int
    closed: int
    """A pairing of theirs is completed."""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What a programme's figures are drawn from."""

    months: tuple[MonthFigures, ...]
    """The oldest first; in groups only month ends alone, those of five people or more."""
    funnel: Funnel | None
    areas: Mapping[Area, tuple[int, int, int, int]]
    """People at stage 0, 1, 2 and 3 of each area."""
    mentors: int
    """People who mentor, or mentored."""
    under_way: int
    brought: BroughtTotals | None

    @property
    def last(self) -> MonthFigures:
        """The day of the report."""
        return self.months[-1]

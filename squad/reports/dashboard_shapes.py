"""The shapes of a programme's dashboard: its months, its course, its areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from squad.framework.rules.model import Area
from squad.reports.cohort_shapes import Ladder, SessionTotals
from squad.reports.queries.brought import BroughtTotals


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A programme at the end of a month, or on the day of the report; sums over people."""

    on: date
    people: int
    ladder: Ladder
    held: int
    """Target milestones; those at the start are among them."""
    at_start: int
    total: int
    to_refresh: int
    targets_met: int
    amber: int
    red: int
    sessions: SessionTotals
    """Those whose day lies in the month, as known on the day of the report."""

    @property
    def since(self) -> int:
        """Target milestones held, but those held at the start."""
        return self.held - self.at_start

    @property
    def minutes(self) -> int:
        """All that sessions of the month took: in them, preparing and travelling."""
        return self.sessions.minutes + self.sessions.other_minutes


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

"""The shapes of a programme's report: its totals, groups and month ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from squad.coaching.rules.log import CancelledBy
from squad.coaching.rules.second_looks import AgreementRate
from squad.pairings.rules.states import PairingState
from squad.reports.ledger.reading import Sums
from squad.reports.shapes import MenteeFigures, ProgrammeCard, Reader

Ladder = tuple[int, int, int, int]


class Partition(StrEnum):
    """What people are grouped by, one at a time."""

    FUNCTION = "function"
    SITE = "site"
    LEVEL = "level"
    LANGUAGE = "language"
    PURPOSE = "purpose"


@dataclass(frozen=True, slots=True)
class SessionTotals:
    """Sessions of a whole programme; by side only where five people or more stand behind it."""

    held: int
    minutes: int
    other_minutes: int
    cancelled: Mapping[CancelledBy, int] | None
    missed: int | None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group of a partition; `value` None: the partition is withheld."""

    by: Partition
    value: str | None
    mentees: int = 0
    ladder: Ladder = (0, 0, 0, 0)
    merged: bool = False
    targets_met: int | None = None
    """None, like the two below: not counted as of that day."""
    held: int | None = None
    """Target milestones, of `total`."""
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a whole programme."""

    ladder: Ladder
    targets_met: int
    held: int
    total: int
    to_refresh: int
    sessions: SessionTotals
    amber: int
    red: int
    under_way: int
    """People whose pairing lives, be it paused."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be narrowed to."""

    functions: tuple[str, ...]
    sites: tuple[str, ...]
    states: tuple[PairingState, ...]


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
class Cohort:
    """A programme's report as one reader may read it."""

    programme: ProgrammeCard
    reader: Reader
    as_of: date
    today: date
    by_name: bool
    """Whether there are rows: False in groups only, for whoever cannot open each person."""
    mentees: int
    totals: Totals | None
    """None: withheld, too few people stand behind it."""
    groups: tuple[GroupFigures, ...]
    rows: tuple[MenteeFigures, ...]
    listed: int = 0
    next_cursor: str | None = None
    choices: Choices = Choices((), (), ())
    months: tuple[MonthFigures, ...] = ()
    """The oldest first; in groups only month ends alone, those of five people or more."""
    second_looks: AgreementRate | None = None
    """None: too few for a rate."""
    sums: Sums | None = None
    """What its figures are sums of; None: withheld."""

    @property
    def is_past(self) -> bool:
        """Whether it shows another day than today."""
        return self.as_of < self.today

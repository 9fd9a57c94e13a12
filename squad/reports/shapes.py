"""The shapes of reports: what pages, JSON, CSV and the command line are all written from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from squad.framework.rules import fluency
from squad.framework.rules.model import (
    Framework,
    NetworkKind,
)
from squad.pairings.rules.clocks import Level, Limits, Planned, Silence
from squad.pairings.rules.states import PairingState
from squad.programmes.rules import Period


class Reader(StrEnum):
    """With whose eyes a report is read; the first that applies."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    HR = "hr_viewer"
    OPERATOR = "operator"
    """Whoever runs the command line: sees what HR sees."""

    @property
    def of_pair(self) -> bool:
        """Whether the reader is one of the two."""
        return self in {Reader.MENTEE, Reader.MENTOR}


class Sort(StrEnum):
    """What a list of people may be sorted by; never by stage or progress."""

    NAME = "name"
    FUNCTION = "function"
    SITE = "site"
    LAST = "last"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A mentee as the roster knows them today."""

    id: int
    name: str
    list_name: str
    sort_key: str
    email: str
    function: str
    level: str
    site: str
    language: str


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """What a report needs of its programme."""

    id: int
    code: str
    name: str
    time_zone: str
    starts_on: date
    ends_on: date
    framework: Framework
    named: bool
    ratings_in_groups: bool
    archived_on: date | None
    planned_sessions: int
    weeks: int
    minutes: int
    limits: Limits
    moved: int = 0
    """How often it moved to another version of the framework."""
    moves: tuple[fluency.FrameworkMove, ...] = ()
    """These moves, once they are loaded; of a past day, those known then."""


@dataclass(frozen=True, slots=True)
class Times:
    """When clocks stop, and how pairings moved, as it was known."""

    closed: tuple[Period, ...] = ()
    quiet: Mapping[int, tuple[Period, ...]] = field(default_factory=dict)
    """By person."""
    moves: Mapping[int, tuple["Moved", ...]] = field(default_factory=dict)
    """By pairing, in order."""


@dataclass(frozen=True, slots=True)
class SaidLook:
    """A second look as it was known, with whether its milestone was held when it was said."""

    mentee_id: int
    said_at: datetime
    verdict: str
    held: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A pairing reached a state."""

    to: PairingState
    on: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """An agreement version that both signed, less every word of the pair."""

    id: int
    version: fluency.AgreementVersion
    happened_on: date
    cadence_days: int
    purpose: str
    """The kind of the first purpose."""
    networks: frozenset[NetworkKind] = frozenset()


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """Sessions of one person: held, minutes in them, minutes beside them, the last one."""

    held: int = 0
    minutes: int = 0
    other_minutes: int = 0
    last: date | None = None

    def __add__(self, other: "SessionFigures") -> "SessionFigures":
        days = [day for day in (self.last, other.last) if day]
        return SessionFigures(
            self.held + other.held,
            self.minutes + other.minutes,
            self.other_minutes + other.other_minutes,
            max(days, default=None),
        )


@dataclass(frozen=True, slots=True)
class PairingFacts:
    """One pairing of a mentee that both accepted."""

    id: int
    mentor_id: int
    mentor_name: str
    state: PairingState
    accepted_on: date
    sessions: SessionFigures
    planned: tuple[Planned, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a cohort, as totals, filters and sorting need them."""

    person: PersonCard
    pairing: PairingFacts
    """The one that lives, else the last."""
    sessions: SessionFigures
    silence: Silence | None
    """As the programme counts it; None unless the pairing is under way."""
    days_silent: int | None
    """As this reader may see it."""
    purpose: str
    offers_closing: bool = False
    """Whether the silence is so long that the coordinator is asked whether to close it."""

    @property
    def silent(self) -> bool:
        """Whether the pairing counts as silent."""
        return self.silence is not None and self.silence.level is not Level.NONE


@dataclass(frozen=True, slots=True)
class MenteeFigures:
    """What `squad report` says of one person, but their trajectory."""

    person: PersonCard
    programme: str
    as_of: date
    state: PairingState
    progress: fluency.Progress
    to_confirm: int | None
    """None where it is not for this reader: of a day gone by, for HR."""
    sessions: SessionFigures
    days_silent: int | None
    silent: bool | None
    """None where the reader sees the days alone."""
    quiet: "QuietPairing | None" = None
    """Their silent pairing, for a coordinator; nobody else is asked to act."""


@dataclass(frozen=True, slots=True)
class QuietPairing:
    """A silent pairing, as its coordinator needs it."""

    pairing_id: int
    mentor_name: str
    long: bool
    """Whether the silence is red, not amber."""
    offers_closing: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """How a list of people is narrowed."""

    function: str = ""
    site: str = ""
    state: str = ""
    name: str = ""
    silent: bool = False
    only: int | None = None
    """One person alone, by id."""

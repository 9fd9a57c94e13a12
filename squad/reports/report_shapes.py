"""One person's report as one reader may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from squad.coaching.models import Backing
from squad.coaching.rules.brought import BroughtAnswer
from squad.coaching.rules.ratings import Moment
from squad.framework.rules import fluency
from squad.framework.rules.model import Area, Autonomy, Evidence, Milestone
from squad.programmes.rules import Period
from squad.reports.pace import Outlook, Terms
from squad.reports.shapes import (
    AgreementCard,
    MenteeFigures,
    PairingFacts,
    ProgrammeCard,
    Reader,
)


@dataclass(frozen=True, slots=True)
class SignOfSuccess:
    """A purpose's sign in the mentee's words, with where it stood at the start."""

    kind: str
    words: str
    at_start: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement that awaits the reader's answer."""

    observation_id: int
    pairing_id: int
    milestone: Milestone
    autonomy: Autonomy
    evidence: Evidence
    happened_on: date
    in_coaching_session: bool
    words: str
    strong: bool
    backings: Sequence[Backing] = ()


@dataclass(frozen=True, slots=True)
class PairOnly:
    """What only the two read; the fields of this shape reach nobody else."""

    signs: tuple[SignOfSuccess, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    next_planned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BroughtSaid:
    """What the mentee said of one sign of success, as far as this reader may read it."""

    moment: Moment
    on: date
    kind: str
    answer: BroughtAnswer
    at_start: str
    now: str
    words: str
    sign: str = ""
    """The sign itself, for the two alone."""
    shared: bool = True


@dataclass(frozen=True, slots=True)
class LastRead:
    """When HR last opened the report, and who that was."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RetentionFigures:
    """`again` of the `total` milestones held at an end were shown again by the day `on`."""

    on: date
    again: int
    total: int
    no_longer: int | None
    """How many the mentee says they no longer do; None where they do not share it."""
    codes: frozenset[str] = frozenset()
    """The milestones shown again."""


@dataclass(frozen=True, slots=True)
class Felt:
    """What the mentee said of themself at one moment: a level by area."""

    moment: Moment
    on: date
    levels: Mapping[Area, int]


@dataclass(frozen=True, slots=True)
class Course:
    """What stands beside the held milestones over time, as far as the reader may see it."""

    targets: tuple[tuple[date, int], ...] = ()
    """How many milestones the target held: from each day on."""
    changes: tuple[date, ...] = ()
    """Days on which another target came into force."""
    terms: tuple[Terms, ...] = ()
    """What each agreement in turn says of the pace."""
    held_on: tuple[date, ...] = ()
    """Days of held sessions; empty for HR."""
    outlook: Outlook | None = None
    felt: tuple[Felt, ...] = ()
    """At the start and the latest; for the pair alone, and only what is not blind to the reader."""


@dataclass(frozen=True, slots=True)
class MenteeReport:
    """One person's progress in one programme, as one reader may read it."""

    figures: MenteeFigures
    programme: ProgrammeCard
    reader: Reader
    today: date
    pairing: PairingFacts
    started_on: date
    agreement: AgreementCard | None
    purposes: tuple[str, ...]
    """Kinds of purpose, in the order agreed."""
    attained: Mapping[str, fluency.Attainment]
    history: fluency.History
    """What was known as of the day, for what is traced: more than some readers may see."""
    trajectory: tuple[tuple[date, int], ...]
    closed: tuple[Period, ...]
    next_milestones: tuple[Milestone, ...]
    pair_only: PairOnly | None
    retention: RetentionFigures | None = None
    """What was shown again ninety days after an end."""
    others: tuple[tuple[str, str], ...] = ()
    """Code and name of the other programmes in which this reader may read the same person."""
    last_read: LastRead | None = None
    brought: tuple[BroughtSaid, ...] = ()
    """For the two all of it, for others what is shared."""
    course: Course = Course()
    own_pairing_id: int | None = None
    """Of a mentor who reads: the pairing whose words alone are theirs, whatever the day."""

    @property
    def own_pairing_ids(self) -> frozenset[int] | None:
        """The pairings of which one of the two reads the words; None: all of the mentee's."""
        return None if self.reader is not Reader.MENTOR else frozenset({self.pair_id})

    @property
    def pair_id(self) -> int:
        """The pairing whose pages the reader opens from here, if they are one of the two."""
        return self.pairing.id if self.own_pairing_id is None else self.own_pairing_id

    @property
    def shown_again(self) -> frozenset[str]:
        """Codes of what was shown again at the newest retention check."""
        return self.retention.codes if self.retention else frozenset()

    @property
    def is_past(self) -> bool:
        """Whether it shows another day than today."""
        return self.figures.as_of < self.today

    @property
    def targets(self) -> Mapping[Area, int]:
        """The target profile in force, empty without one."""
        return self.agreement.version.targets if self.agreement else {}

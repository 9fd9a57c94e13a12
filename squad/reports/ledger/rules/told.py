"""All that was ever told of one person in a programme, each with when it became known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.framework.rules import fluency
from squad.framework.rules.model import Framework
from squad.pairings.rules.clocks import Limits
from squad.programmes.rules import Period
from squad.reports.shapes import AgreementCard, Moved


@dataclass(frozen=True, slots=True)
class ToldFigures:
    """A programme's own figures, from an instant on."""

    known_at: datetime
    planned_sessions: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class ToldPeriod:
    """Days on which clocks stop, and when that was taken back."""

    period: Period
    known_at: datetime
    removed_at: datetime | None

    def known(self, upto: datetime) -> bool:
        """Whether it stood, as far as was known before `upto`."""
        return self.known_at < upto and (self.removed_at is None or self.removed_at >= upto)


@dataclass(frozen=True, slots=True)
class ToldProgramme:
    """What everybody in a programme has in common."""

    id: int
    time_zone: str
    framework: Framework
    """The version with which it began, if it ever moved: as `fluency` takes it."""
    moves: tuple[fluency.FrameworkMove, ...]
    figures: Sequence[ToldFigures]
    """In order; before the first one was known, it counts."""
    closed: Sequence[ToldPeriod]


@dataclass(frozen=True, slots=True)
class ToldPairing:
    """A pairing with every move, in order."""

    id: int
    mentor_id: int
    accepted_on: date | None
    moves: Sequence[Moved]


@dataclass(frozen=True, slots=True)
class ToldSession:
    """One version of a session; those of one session are in order."""

    session_id: int
    pairing_id: int
    known_at: datetime
    state: CoachingState
    held_on: date
    minutes: int
    other_minutes: int
    cancelled_by: CancelledBy | None
    voided: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One person in one programme."""

    programme: ToldProgramme
    mentee_id: int
    person: Any
    """As the roster knows them now: `sort_key`, `function`, `site`, `level`, `language`."""
    pairings: Sequence[ToldPairing]
    sessions: Mapping[int, Sequence[ToldSession]]
    """By session, its versions."""
    cards: Sequence[AgreementCard]
    quiet: Mapping[int, Sequence[ToldPeriod]]
    """By person: the mentee and their mentors."""
    history: fluency.History

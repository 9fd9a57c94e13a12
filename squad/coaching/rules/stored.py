"""What an import of sessions is planned against: pairings, and the sessions that they have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from squad.coaching.rules.log import CancelledBy, CoachingState, Medium
from squad.coaching.rules.rows import SessionRow
from squad.framework.rules.model import Framework


class SessionKey(NamedTuple):
    """The n-th session of a pairing on a day: the same row is the same session."""

    pairing_id: int
    on: date
    n: int

    @property
    def import_key(self) -> str:
        """The key within its pairing, as it is stored."""
        return f"{self.on.isoformat()}#{self.n}"


class SessionFacts(NamedTuple):
    """What a file and the database must agree on for a row to be unchanged."""

    state: CoachingState
    minutes: int | None
    medium: Medium | None
    cancelled_by: CancelledBy | None


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session that is here, voided or not."""

    id: int
    pairing_id: int
    on: date
    import_key: str | None
    facts: SessionFacts
    held_known_on: date | None = None
    """The day on which it was first logged as held, whatever became of it since."""
    voided: bool = False


@dataclass(frozen=True, slots=True)
class PairingRef:
    """A pairing that the importer may import into; one that was accepted, now or once."""

    id: int
    mentor_id: int
    mentee_id: int
    programme: str
    today: date
    """Today where its programme is."""
    framework: Framework
    accepted_on: date
    ended_on: date | None = None
    has_agreement: bool = True
    """Whether an agreement is in force: without one no milestone can be stated."""
    agreement_since: date | None = None
    """The day on which the mentee's first agreement came into force, where that is known."""
    first: bool = True
    """Whether it is the mentee's first pairing in the programme."""
    moved_on: date | None = None
    """The day on which its programme last moved to another version of the framework."""

    def covers(self, on: date) -> bool:
        """Whether the pairing was going on that day."""
        return self.accepted_on <= on and (self.ended_on is None or on <= self.ended_on)


@dataclass(frozen=True, slots=True)
class SessionsWorld:
    """Everything that a plan is worked out against."""

    now: datetime
    people: Mapping[str, int]
    """By `person_key` of e-mail, employee id, or a name that only one person has."""
    pairings: Sequence[PairingRef]
    programmes: frozenset[str]
    stored: Sequence[StoredSession] = ()
    """Oldest first."""
    mentors_own: bool = False
    """Whether a mentor imports: people and pairings are then theirs alone."""


def facts_of(row: SessionRow) -> SessionFacts:
    """The facts that make a row the same as what is here."""
    return SessionFacts(row.state, row.minutes, row.medium, row.cancelled_by)


def number_existing(sessions: Iterable[StoredSession]) -> dict[SessionKey, StoredSession]:
    """The sessions that a row can mean, oldest first, by their key.

    One that is known under a key keeps it, even if its day was corrected or it was voided since;
    one that was only logged here takes the first number that is free on its day.
    """
    numbered: dict[SessionKey, StoredSession] = {}
    logged: list[StoredSession] = []
    for stored in sessions:
        if stored.import_key is not None:
            day, _, number = stored.import_key.partition("#")
            key = SessionKey(stored.pairing_id, date.fromisoformat(day), int(number))
            numbered[key] = stored
        elif not stored.voided:
            logged.append(stored)
    for stored in logged:
        n = 1
        while SessionKey(stored.pairing_id, stored.on, n) in numbered:
            n += 1
        numbered[SessionKey(stored.pairing_id, stored.on, n)] = stored
    return numbered

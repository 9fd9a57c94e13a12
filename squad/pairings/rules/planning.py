"""What an import of pairings would do, worked out before anything is done."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from squad.framework.rules.model import Area
from squad.kernel.errors import DomainError
from squad.pairings.rules.agreement import MOST_PURPOSES
from squad.pairings.rules.hard import DEFAULT_DISTANCE, PersonFacts, Refusal, judge
from squad.pairings.rules.imports import Plan, RowCode, RowProblem, problem_in
from squad.pairings.rules.rows import (
    PairingRow,
    PairingRowProblem,
    PairingRows,
    purpose_code,
)
from squad.pairings.rules.states import LIVE, NEVER_BEGUN, PairingState
from squad.people.rules.names import person_key

# A pairing past acceptance has an agreement, and an agreement has a purpose.
_SIGNED = frozenset(
    {PairingState.ACTIVE, PairingState.PAUSED, PairingState.COMPLETED, PairingState.ENDED}
)


class PairingKey(NamedTuple):
    """The n-th pairing of these two in a programme: the same row is the same pairing."""

    programme: str
    mentor_id: int
    mentee_id: int
    n: int


class PairingFacts(NamedTuple):
    """What a file and the database must agree on for a row to be unchanged."""

    state: PairingState
    started: date | None
    ended: date | None


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What a programme gives to its rows: its target, its kinds of purpose, its distance."""

    code: str
    target: Mapping[Area, int]
    purposes: Mapping[str, Mapping[str, str]]
    boss_distance: int = DEFAULT_DISTANCE


@dataclass(frozen=True, slots=True)
class PairingsWorld:
    """Everything that a plan is worked out against."""

    people: Mapping[str, PersonFacts]
    """By `person_key` of e-mail, employee id, or a name that only one person has."""
    line: Mapping[int, int | None]
    programmes: Mapping[str, ProgrammeFacts]
    """Those that the importer may import into, by code."""
    existing: Mapping[PairingKey, PairingFacts] = field(default_factory=dict)
    live: Mapping[tuple[str, int], PairingKey] = field(default_factory=dict)
    """The live pairing of a mentee in a programme."""


@dataclass(frozen=True, slots=True)
class NewPairing:
    """A pairing to be created."""

    key: PairingKey
    line: int
    facts: PairingFacts
    purposes: tuple[str, ...]
    networks: tuple[str, ...]
    target: tuple[tuple[Area, int], ...]
    proposed_on: date | None = None
    """When it was proposed, if the file says so; what has begun was proposed when it began."""

    @property
    def is_signed(self) -> bool:
        """Whether both signed an agreement: a pairing that went on past acceptance has one."""
        return self.facts.state in _SIGNED


def plan_pairings(read: PairingRows, world: PairingsWorld) -> Plan[NewPairing]:
    """What importing these rows would do: pairings to create, those already here, problems.

    The n-th row of the same programme, mentor and mentee is the same pairing: a second import of a
    file changes nothing, and what has changed here since is kept.
    """
    planner = _Planner(world, read)
    for row in read.rows:
        planner.add(row)
    return Plan(
        created=tuple(planner.created),
        unchanged=planner.unchanged,
        differing=tuple(planner.differing),
        problems=tuple(sorted(planner.problems, key=lambda problem: problem.line)),
        notices=tuple(planner.notices),
    )


class _Planner:
    """Rows in the order of the file; the live pairings that it would add count for later ones."""

    def __init__(self, world: PairingsWorld, read: PairingRows) -> None:
        self.world = world
        self.columns = read.columns
        self.problems = list(read.problems)
        self.notices: list[RowProblem] = []
        self.created: list[NewPairing] = []
        self.unchanged = 0
        self.differing: list[int] = []
        self._seen: Counter[tuple[str, int, int]] = Counter()
        self._live = dict(world.live)

    def add(self, row: PairingRow) -> None:
        """Plan one row."""
        mentor = self._person(row, "mentor", row.mentor)
        mentee = self._person(row, "mentee", row.mentee)
        programme = self._programme(row)
        if mentor is None or mentee is None or programme is None:
            return
        three = (programme.code, mentor.id, mentee.id)
        self._seen[three] += 1
        key = PairingKey(*three, self._seen[three])
        begun = row.state not in NEVER_BEGUN
        facts = PairingFacts(row.state, row.started if begun else None, row.ended)
        known = self.world.existing.get(key)
        if known is None:
            self._create(row, key, facts, programme, mentor, mentee)
        elif known == facts:
            self.unchanged += 1
        else:
            self.differing.append(row.line)

    def _create(
        self,
        row: PairingRow,
        key: PairingKey,
        facts: PairingFacts,
        programme: ProgrammeFacts,
        mentor: PersonFacts,
        mentee: PersonFacts,
    ) -> None:
        self._match(row, key, programme, mentor, mentee)
        purposes = tuple(dict.fromkeys(self._purposes(row, programme)))
        if row.state in _SIGNED and not row.purposes:
            self._note(row, PairingRowProblem.PURPOSES_MISSING, "purposes")
        if len(purposes) > MOST_PURPOSES:
            self._note(row, PairingRowProblem.TOO_MANY_PURPOSES, "purposes", most=MOST_PURPOSES)
        target = row.target or tuple(programme.target.items())
        if row.purposes and row.state in LIVE - _SIGNED:
            self.notices.append(RowProblem(row.line, PairingRowProblem.AGREEMENT_LATER))
        networks = tuple(sorted(row.networks))
        new = NewPairing(key, row.line, facts, purposes, networks, target, row.started)
        self.created.append(new)

    def _match(
        self,
        row: PairingRow,
        key: PairingKey,
        programme: ProgrammeFacts,
        mentor: PersonFacts,
        mentee: PersonFacts,
    ) -> None:
        """The hard rules hold for live pairings; what is over is history, but for oneself."""
        place = (key.programme, key.mentee_id)
        verdict = judge(
            mentor,
            mentee,
            self.world.line,
            mentee_has_other_live=place in self._live,
            boss_distance=programme.boss_distance,
        )
        live = row.state in LIVE
        for refusal in verdict.refusals:
            if live or refusal is Refusal.ONESELF:
                self._note(row, refusal, "mentor")
        if live:
            self.notices.extend(RowProblem(row.line, notice) for notice in verdict.notices)
            self._live.setdefault(place, key)

    def _purposes(self, row: PairingRow, programme: ProgrammeFacts) -> Iterator[str]:
        for entry in row.purposes:
            try:
                yield purpose_code(entry, programme.purposes)
            except DomainError as problem:
                self._note(row, problem.code, "purposes", **problem.params)

    def _person(self, row: PairingRow, column: str, written: str) -> PersonFacts | None:
        person = self.world.people.get(person_key(written))
        if person is None:
            self._note(row, RowCode.PERSON_UNKNOWN, column, value=written[:80])
        return person

    def _programme(self, row: PairingRow) -> ProgrammeFacts | None:
        programmes = self.world.programmes
        if not row.programme and len(programmes) == 1:
            return next(iter(programmes.values()))
        if not row.programme:
            self._note(row, RowCode.PROGRAMME_NEEDED, "programme")
            return None
        if row.programme not in programmes:
            self._note(row, RowCode.PROGRAMME_UNKNOWN, "programme", value=row.programme[:40])
        return programmes.get(row.programme)

    def _note(self, row: PairingRow, code: str, column: str, **params: object) -> None:
        self.problems.append(problem_in(self.columns, row.line, code, column, params))


def number_existing(
    pairings: Iterable[tuple[str, int, int, PairingFacts]],
) -> dict[PairingKey, PairingFacts]:
    """Existing pairings (programme, mentor, mentee, facts), oldest first, by their key."""
    seen: Counter[tuple[str, int, int]] = Counter()
    numbered: dict[PairingKey, PairingFacts] = {}
    for programme, mentor_id, mentee_id, facts in pairings:
        three = (programme, mentor_id, mentee_id)
        seen[three] += 1
        numbered[PairingKey(*three, seen[three])] = facts
    return numbered

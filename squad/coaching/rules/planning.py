"""What an import of sessions would do, worked out before anything is done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from squad.coaching.rules.log import (
    CancelledBy,
    CoachingState,
    LogContext,
    Medium,
    SessionDraft,
    problems_of,
)
from squad.coaching.rules.rows import MilestoneCell, SessionRow, SessionRowProblem, SessionRows
from squad.coaching.rules.statements import (
    Place,
    StatedMilestone,
    StatementContext,
    before_is_offered,
    problems_of_statements,
)
from squad.framework.rules.model import Framework
from squad.kernel.errors import DomainError
from squad.pairings.rules.imports import Plan, RowCode, RowProblem

# Where the fields of a log stand in a file.
_COLUMN_OF = {"on": "date", "note": "notes"}


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
class PairingRef:
    """A pairing that the importer may import into; one that was accepted, now or once."""

    id: int
    mentor_id: int
    mentee_id: int
    programme: str
    framework: Framework
    accepted_on: date
    ended_on: date | None = None
    has_agreement: bool = True
    """Whether an agreement is in force: without one no milestone can be stated."""
    agreement_since: date | None = None
    """The day on which the mentee's first agreement came into force, where that is known."""
    first: bool = True
    """Whether it is the mentee's first pairing in the programme."""

    def covers(self, on: date) -> bool:
        """Whether the pairing was going on that day."""
        return self.accepted_on <= on and (self.ended_on is None or on <= self.ended_on)


@dataclass(frozen=True, slots=True)
class SessionsWorld:
    """Everything that a plan is worked out against. `today` is the programme's."""

    now: datetime
    today: date
    people: Mapping[str, int]
    """By `person_key` of e-mail, employee id, or a name that only one person has."""
    pairings: Sequence[PairingRef]
    programmes: frozenset[str]
    existing: Mapping[SessionKey, SessionFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be created, with what is stated in it."""

    key: SessionKey
    row: SessionRow


def plan_sessions(read: SessionRows, world: SessionsWorld) -> Plan[NewSession]:
    """What importing these rows would do: sessions to create, those already here, problems.

    Pairing, day and n-th row of that day are the same session: a second import of a file changes
    nothing, and what has changed here since is kept. Only new sessions are checked further.
    """
    planner = _Planner(world, read)
    for row in read.rows:
        planner.add(row)
    planner.check_created()
    return Plan(
        created=tuple(planner.created),
        unchanged=planner.unchanged,
        differing=tuple(planner.differing),
        problems=tuple(sorted(planner.problems, key=lambda problem: problem.line)),
        notices=read.notices,
    )


class _Planner:
    def __init__(self, world: SessionsWorld, read: SessionRows) -> None:
        self.world = world
        self.columns = read.columns
        self.problems = list(read.problems)
        self.created: list[NewSession] = []
        self.unchanged = 0
        self.differing: list[int] = []
        self._seen: Counter[tuple[int, date]] = Counter()
        self._pairings = {pairing.id: pairing for pairing in world.pairings}
        self._between: defaultdict[tuple[int, int], list[PairingRef]] = defaultdict(list)
        for pairing in world.pairings:
            self._between[pairing.mentor_id, pairing.mentee_id].append(pairing)

    def add(self, row: SessionRow) -> None:
        """Plan one row."""
        pairing = self._pairing(row)
        if pairing is None:
            return
        self._seen[pairing.id, row.on] += 1
        key = SessionKey(pairing.id, row.on, self._seen[pairing.id, row.on])
        known = self.world.existing.get(key)
        if known is None:
            self.created.append(NewSession(key, row))
        elif known == facts_of(row):
            self.unchanged += 1
        else:
            self.differing.append(row.line)

    def check_created(self) -> None:
        """Check what is new by the rules of the log and of statements, once a row is readable."""
        order = _held_order(self.world.existing, self.created)
        unreadable = {problem.line for problem in self.problems}
        for new in self.created:
            if new.row.line in unreadable:
                continue
            pairing = self._pairings[new.key.pairing_id]
            if pairing.ended_on is not None and new.row.on > pairing.ended_on:
                self._note(new.row, SessionRowProblem.AFTER_END, "date", ended_on=pairing.ended_on)
            self._check_agreement(new.row, pairing)
            for problem in self._log_problems(new.row):
                self._note_error(new.row, problem, problem.field or "")
            for problem in _statement_problems(new.row, pairing, order.get(new.key, 0)):
                self._note_error(new.row, problem, "milestones")

    def _check_agreement(self, row: SessionRow, pairing: PairingRef) -> None:
        """A statement is known at the earliest on the day of the mentee's first agreement."""
        since = pairing.agreement_since
        if row.milestones and since and (row.known_on or self.world.today) < since:
            self._note(row, SessionRowProblem.KNOWN_BEFORE_AGREEMENT, "known_on", on=since)

    def _log_problems(self, row: SessionRow) -> tuple[DomainError, ...]:
        draft = SessionDraft(
            state=row.state,
            on=row.on,
            minutes=row.minutes,
            medium=row.medium,
            cancelled_by=row.cancelled_by,
            note=row.note,
        )
        context = LogContext(
            now=self.world.now, today=self.world.today, accepted_on=date.min, imported=True
        )
        return problems_of(draft, context)

    def _pairing(self, row: SessionRow) -> PairingRef | None:
        people = [self._person(row, name) for name in ("mentor", "mentee")]
        mentor_id, mentee_id = people
        if mentor_id is None or mentee_id is None:
            return None
        if row.programme and row.programme not in self.world.programmes:
            self._note(row, RowCode.PROGRAMME_UNKNOWN, "programme", value=row.programme[:40])
            return None
        between = [
            pairing
            for pairing in self._between[mentor_id, mentee_id]
            if row.programme in {"", pairing.programme}
        ]
        several = len(between) > 1
        fitting = [pairing for pairing in between if pairing.covers(row.on) or not several]
        if len(fitting) == 1:
            return fitting[0]
        code = SessionRowProblem.PAIRING_AMBIGUOUS if several else SessionRowProblem.PAIRING_UNKNOWN
        self._note(row, code, "mentee")
        return None

    def _person(self, row: SessionRow, name: str) -> int | None:
        key = row.mentor if name == "mentor" else row.mentee
        person_id = self.world.people.get(key)
        if person_id is None:
            self._note(row, RowCode.PERSON_UNKNOWN, name, value=key[:80])
        return person_id

    def _note_error(self, row: SessionRow, problem: DomainError, name: str) -> None:
        self._note(row, problem.code, _COLUMN_OF.get(name, name), **problem.params)

    def _note(self, row: SessionRow, code: str, name: str, **params: object) -> None:
        self.problems.append(RowProblem(row.line, code, self.columns.get(name, name), params))


def facts_of(row: SessionRow) -> SessionFacts:
    """The facts that make a row the same as what is here."""
    return SessionFacts(row.state, row.minutes, row.medium, row.cancelled_by)


def number_existing(
    sessions: Iterable[tuple[int, date, str | None, SessionFacts]],
) -> dict[SessionKey, SessionFacts]:
    """Existing sessions (pairing, day, stored import key or None, facts), oldest first, by key.

    An imported session keeps the key of its row, even if its day was corrected since; one that was
    logged here takes the first number that is free on its day.
    """
    numbered: dict[SessionKey, SessionFacts] = {}
    logged: list[tuple[int, date, SessionFacts]] = []
    for pairing_id, on, import_key, facts in sessions:
        if import_key is None:
            logged.append((pairing_id, on, facts))
        else:
            day, _, number = import_key.partition("#")
            numbered[SessionKey(pairing_id, date.fromisoformat(day), int(number))] = facts
    for pairing_id, on, facts in logged:
        n = 1
        while SessionKey(pairing_id, on, n) in numbered:
            n += 1
        numbered[SessionKey(pairing_id, on, n)] = facts
    return numbered


def stated(cell: MilestoneCell) -> StatedMilestone:
    """The statement that a milestone of a row makes."""
    return StatedMilestone(cell.code, cell.autonomy, cell.evidence, before=cell.before)


def _statement_problems(
    row: SessionRow, pairing: PairingRef, held_before: int
) -> tuple[DomainError, ...]:
    context = StatementContext(
        framework=pairing.framework,
        place=Place.IMPORT,
        agreement_in_force=pairing.has_agreement,
        before_offered=before_is_offered(first_pairing=pairing.first, held_logged=held_before),
    )
    return problems_of_statements([stated(cell) for cell in row.milestones], context)


def _held_order(
    existing: Mapping[SessionKey, SessionFacts], created: Iterable[NewSession]
) -> dict[SessionKey, int]:
    """How many sessions of its pairing were held before each one, existing or new, by day."""
    states = {key: facts.state for key, facts in existing.items()}
    states.update((new.key, new.row.state) for new in created)
    held: Counter[int] = Counter()
    order: dict[SessionKey, int] = {}
    for key in sorted(states):
        order[key] = held[key.pairing_id]
        held[key.pairing_id] += states[key] is CoachingState.HELD
    return order

"""What an import of sessions would do, worked out before anything is done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from squad.coaching.rules.log import CoachingState, LogContext, SessionDraft, problems_of
from squad.coaching.rules.rows import MilestoneCell, SessionRow, SessionRowProblem, SessionRows
from squad.coaching.rules.statements import (
    Place,
    StatedMilestone,
    StatementContext,
    before_is_offered,
    problems_of_statements,
)
from squad.coaching.rules.stored import (
    PairingRef,
    SessionKey,
    SessionsWorld,
    StoredSession,
    facts_of,
    number_existing,
)
from squad.framework.rules.fluency import last_day_to_answer
from squad.kernel.errors import DomainError
from squad.pairings.rules.imports import Plan, RowCode, RowProblem, problem_in
from squad.people.rules.names import person_key

# Where the fields of a log stand in a file.
_COLUMN_OF = {"on": "date", "note": "notes"}


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
        notices=(*read.notices, *planner.notices),
        recognised=tuple(planner.recognised),
    )


class _Planner:
    def __init__(self, world: SessionsWorld, read: SessionRows) -> None:
        self.world = world
        self.columns = read.columns
        self.problems = list(read.problems)
        self.notices: list[RowProblem] = []
        self.created: list[NewSession] = []
        self.unchanged = 0
        self.differing: list[int] = []
        self.recognised: list[tuple[int, str]] = []
        self._existing = number_existing(world.stored)
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
        stored = self._existing.get(key)
        if stored is None:
            self.created.append(NewSession(key, row))
            return
        if stored.import_key is None:
            self.recognised.append((stored.id, key.import_key))
        if stored.facts == facts_of(row):
            self.unchanged += 1
        else:
            self.differing.append(row.line)

    def check_created(self) -> None:
        """Check what is new by the rules of the log and of statements, once a row is readable."""
        order = _held_before(self.world.stored, self.created, self._pairings)
        unreadable = {problem.line for problem in self.problems}
        for new in self.created:
            if new.row.line not in unreadable:
                self._check(new.row, self._pairings[new.key.pairing_id], order[new.key])

    def _check(self, row: SessionRow, pairing: PairingRef, held_before: int) -> None:
        self._check_days(row, pairing)
        for problem in self._log_problems(row, pairing):
            self._note_error(row, problem, problem.field or "")
        for problem in _answer_problems(row, pairing):
            self._note_error(row, problem, "milestones")
        for problem in _statement_problems(row, pairing, held_before):
            self._note_error(row, problem, "milestones")

    def _check_days(self, row: SessionRow, pairing: PairingRef) -> None:
        """A statement is known at the earliest on the day of the mentee's first agreement."""
        since, known_on = pairing.agreement_since, _known_on(row, pairing)
        if pairing.ended_on is not None and row.on > pairing.ended_on:
            self._note(row, SessionRowProblem.AFTER_END, "date", ended_on=pairing.ended_on)
        if known_on > pairing.today:
            self._note(row, SessionRowProblem.KNOWN_IN_FUTURE, "known_on")
        if row.milestones and since and known_on < since:
            self._note(row, SessionRowProblem.KNOWN_BEFORE_AGREEMENT, "known_on", on=since)
        # What was known before a move would be read in the codes of the version before it.
        if row.milestones and row.known_on and pairing.moved_on and known_on <= pairing.moved_on:
            moved_on = pairing.moved_on
            self._note(row, SessionRowProblem.KNOWN_BEFORE_MOVE, "known_on", on=moved_on)
        if row.on < pairing.accepted_on:
            said = {"accepted_on": pairing.accepted_on}
            early = RowProblem(row.line, SessionRowProblem.BEFORE_ACCEPTANCE, params=said)
            self.notices.append(early)

    def _log_problems(self, row: SessionRow, pairing: PairingRef) -> tuple[DomainError, ...]:
        draft = SessionDraft(
            state=row.state,
            on=row.on,
            minutes=row.minutes,
            medium=row.medium,
            cancelled_by=row.cancelled_by,
            note=row.note,
        )
        context = LogContext(
            now=self.world.now, today=pairing.today, accepted_on=date.min, imported=True
        )
        return problems_of(draft, context)

    def _pairing(self, row: SessionRow) -> PairingRef | None:
        mentor_id, mentee_id = self._people(row)
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
        if several:
            self._note(row, SessionRowProblem.PAIRING_AMBIGUOUS, "mentee")
        elif self.world.mentors_own:
            self._note_not_own(row)
        else:
            self._note(row, SessionRowProblem.PAIRING_UNKNOWN, "mentee")
        return None

    def _people(self, row: SessionRow) -> tuple[int | None, int | None]:
        """Mentor and mentee; a mentor, who knows nobody else's pairings, is told once a row."""
        named = {"mentor": row.mentor, "mentee": row.mentee}
        ids = {name: self.world.people.get(person_key(said)) for name, said in named.items()}
        unknown = [name for name, person_id in ids.items() if person_id is None]
        if unknown and self.world.mentors_own:
            self._note_not_own(row)
            return None, None
        for name in unknown:
            self._note(row, RowCode.PERSON_UNKNOWN, name, value=named[name][:80])
        return ids["mentor"], ids["mentee"]

    def _note_not_own(self, row: SessionRow) -> None:
        self.problems.append(RowProblem(row.line, SessionRowProblem.PAIRING_NOT_OWN))

    def _note_error(self, row: SessionRow, problem: DomainError, name: str) -> None:
        self._note(row, problem.code, _COLUMN_OF.get(name, name), **problem.params)

    def _note(self, row: SessionRow, code: str, name: str, **params: object) -> None:
        self.problems.append(problem_in(self.columns, row.line, code, name, params))


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


def _known_on(row: SessionRow, pairing: PairingRef) -> date:
    return row.known_on or pairing.today


def _answer_problems(row: SessionRow, pairing: PairingRef) -> Iterator[DomainError]:
    """The days of confirmation that cannot be: not yet, too early, or once answers had lapsed."""
    known_on = _known_on(row, pairing)
    until = pairing.ended_on and last_day_to_answer(pairing.ended_on)
    for cell in row.milestones:
        on = cell.confirmed_on
        if on is None:
            continue
        if on > pairing.today:
            yield DomainError(SessionRowProblem.CONFIRMED_IN_FUTURE, milestone=cell.code)
        elif on < known_on:
            code = SessionRowProblem.CONFIRMED_BEFORE_KNOWN
            yield DomainError(code, milestone=cell.code, known_on=known_on)
        elif until is not None and on > until:
            code = SessionRowProblem.CONFIRMED_AFTER_LAPSE
            yield DomainError(code, milestone=cell.code, until=until)


def _held_before(
    stored: Iterable[StoredSession],
    created: Iterable[NewSession],
    pairings: Mapping[int, PairingRef],
) -> dict[SessionKey, int]:
    """How many sessions of its pairing were known to be held when each new one became known.

    Of one day, what is here already was known first, and new ones in the order of their days. One
    that was held counts also once it was voided: an offer that has ended does not come back.
    """
    here: defaultdict[int, list[date]] = defaultdict(list)
    for each in stored:
        if each.held_known_on is not None:
            here[each.pairing_id].append(each.held_known_on)

    def order(new: NewSession) -> tuple[date, date, int]:
        return _known_on(new.row, pairings[new.key.pairing_id]), new.key.on, new.key.n

    added: Counter[int] = Counter()
    held_before: dict[SessionKey, int] = {}
    for new in sorted(created, key=order):
        pairing_id, known_on = new.key.pairing_id, order(new)[0]
        earlier = sum(day <= known_on for day in here[pairing_id])
        held_before[new.key] = earlier + added[pairing_id]
        added[pairing_id] += new.row.state is CoachingState.HELD
    return held_before

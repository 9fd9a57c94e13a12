"""What one of the pair states: that the mentee did what a milestone says, how, and how it is known.

Neither networks nor areas are asked: both derive from the milestone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from squad.framework.rules.fluency import History, answer_in_force, carry, removals
from squad.framework.rules.model import Autonomy, Evidence, Framework, Milestone
from squad.kernel.errors import DomainError

WORDS_LENGTH = 2000
START_SESSIONS = 2
STRONG_AUTONOMY = frozenset({Autonomy.ALONE, Autonomy.PASSES_ON})
# Nothing can be measured until archives can be read.
OFFERED_EVIDENCE = (Evidence.CHECKED, Evidence.SEEN, Evidence.TOLD)
# A drill is seen when it is played in a session, checked when the mentor opens what was kept.
DRILL_EVIDENCE = frozenset({Evidence.CHECKED, Evidence.SEEN})


class Place(StrEnum):
    """Where a statement is made; the log is quick, the milestone's own page offers everything."""

    LOG = "log"
    MILESTONE = "milestone"
    IMPORT = "import"


class StatementProblem(StrEnum):
    """Why a statement is refused."""

    UNKNOWN = "statement_unknown"
    NO_AGREEMENT = "statement_no_agreement"
    TWICE = "statement_twice"
    MEASURED = "statement_measured"
    PASSES_ON_ELSEWHERE = "statement_passes_on_elsewhere"
    BEFORE_ELSEWHERE = "statement_before_elsewhere"
    BEFORE_TOO_LATE = "statement_before_too_late"
    BEFORE_NOT_STRONG = "statement_before_not_strong"
    NOT_A_DRILL = "statement_not_a_drill"
    DRILL_UNSEEN = "statement_drill_unseen"
    CORRECTS_NOTHING = "statement_corrects_nothing"
    CORRECTS_OTHER = "statement_corrects_other"
    WORDS_TOO_LONG = "statement_words_too_long"
    BEFORE_FIRST_DAY = "statement_before_first_day"


@dataclass(frozen=True, slots=True)
class StatedMilestone:
    """One statement; `corrects` is the id of the earlier one that it would take the place of."""

    code: str
    autonomy: Autonomy
    evidence: Evidence = Evidence.SEEN
    before: bool = False
    drill: bool = False
    corrects: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class StatementContext:
    """What a statement is checked against."""

    framework: Framework
    place: Place
    agreement_in_force: bool
    before_offered: bool = False
    standing: Mapping[int, str] = field(default_factory=dict)
    """Milestone codes of the mentee's standing statements, by id."""


def is_strong(stated: StatedMilestone, milestone: Milestone) -> bool:
    """Whether, once confirmed, the statement suffices for the milestone to be held."""
    known = stated.evidence is not Evidence.TOLD and stated.evidence in milestone.evidence
    return known and stated.autonomy in STRONG_AUTONOMY


def before_is_offered(*, first_pairing: bool, held_logged: int) -> bool:
    """Whether *already so before we began* is offered.

    It is until the second held session of the mentee's first pairing is logged, and never later.
    """
    return first_pairing and held_logged < START_SESSIONS


def awaiting_answer(history: History, pairing_id: int) -> list[int]:
    """The standing statements of a pairing without an answer in force, weak ones included."""
    removed, answered = removals(history), history.answers_by_observation()
    return [
        o.id
        for o in history.observations
        if o.pairing_id == pairing_id
        and o.withdrawn_at is None
        and o.id not in removed
        and answer_in_force(answered.get(o.id, [])) is None
    ]


def to_confirm(history: History, pairing_id: int) -> list[int]:
    """The same of those whose milestone still counts after the moves of the programme."""
    open_ = set(awaiting_answer(history, pairing_id))
    return [
        o.id
        for o in history.observations
        if o.id in open_ and carry(o.milestone, o.known_at, history.moves)
    ]


def problems_of_statements(
    statements: Iterable[StatedMilestone], context: StatementContext
) -> tuple[DomainError, ...]:
    """Everything that is wrong with the statements of one log or page."""
    found: list[DomainError] = []
    said: set[str] = set()
    for stated in statements:
        found.extend(problems_of_statement(stated, context))
        if stated.code in said:
            found.append(_problem(StatementProblem.TWICE, stated))
        said.add(stated.code)
    return tuple(found)


def problems_of_statement(
    stated: StatedMilestone, context: StatementContext
) -> tuple[DomainError, ...]:
    """Everything that is wrong with one statement."""
    milestone = context.framework.milestones.get(stated.code)
    if milestone is None:
        return (_problem(StatementProblem.UNKNOWN, stated),)
    in_log = context.place is Place.LOG
    holds = {
        StatementProblem.NO_AGREEMENT: not context.agreement_in_force,
        StatementProblem.MEASURED: stated.evidence not in OFFERED_EVIDENCE,
        StatementProblem.PASSES_ON_ELSEWHERE: (in_log and stated.autonomy is Autonomy.PASSES_ON),
        StatementProblem.BEFORE_ELSEWHERE: in_log and stated.before,
        StatementProblem.BEFORE_TOO_LATE: (
            not in_log and stated.before and not context.before_offered
        ),
        StatementProblem.BEFORE_NOT_STRONG: stated.before and not is_strong(stated, milestone),
        StatementProblem.NOT_A_DRILL: stated.drill and not milestone.drill,
        StatementProblem.DRILL_UNSEEN: stated.drill and stated.evidence not in DRILL_EVIDENCE,
        StatementProblem.WORDS_TOO_LONG: len(stated.words) > WORDS_LENGTH,
    }
    found = [_problem(code, stated) for code, broken in holds.items() if broken]
    found.extend(_correction_problems(stated, context.standing))
    return tuple(found)


def check_statements(statements: Iterable[StatedMilestone], context: StatementContext) -> None:
    """Refuse the statements with their first problem, if they have one."""
    for problem in problems_of_statements(statements, context):
        raise problem


def _correction_problems(
    stated: StatedMilestone, standing: Mapping[int, str]
) -> Iterable[DomainError]:
    if stated.corrects is None:
        return
    if stated.corrects not in standing:
        yield _problem(StatementProblem.CORRECTS_NOTHING, stated)
    elif standing[stated.corrects] != stated.code:
        yield _problem(StatementProblem.CORRECTS_OTHER, stated)


def _problem(code: StatementProblem, stated: StatedMilestone) -> DomainError:
    return DomainError(code, field=stated.code, milestone=stated.code, most=WORDS_LENGTH)

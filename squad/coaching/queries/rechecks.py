"""The held milestones of a mentee that are to refresh, or soon will be: for the two."""

from dataclasses import dataclass
from datetime import date

from squad.access.viewer import Viewer
from squad.coaching.queries.attained import load_attained_of
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.milestones import Statement, load_statements_for
from squad.coaching.rules import rechecks as rules
from squad.coaching.rules.statements import StatedMilestone, is_strong
from squad.framework.rules import fluency
from squad.framework.rules.model import Evidence, Milestone


@dataclass(frozen=True, slots=True)
class ShownAgain:
    """A held milestone that may be shown once more, and what already awaits an answer about it."""

    milestone: Milestone
    state: str
    """refresh, start or held: as marks name them."""
    due: date
    """The last day on which it is fresh."""
    waiting: Statement | None
    """A statement of this pairing that would refresh it, once the other one confirms."""

    @property
    def from_on(self) -> date:
        """The first day on which it is to refresh."""
        return rules.refreshes_from(self.due)

    @property
    def evidence(self) -> Evidence:
        """With what stating it anew begins."""
        return rules.first_evidence(self.milestone)


def load_rechecks(viewer: Viewer, context: PairingContext) -> list[ShownAgain]:
    """What is to refresh, or will be within 30 days, the oldest first; four statements."""
    today, milestones = context.today, context.framework.milestones
    attained = load_attained_of(context)
    due = sorted(
        (stands.refresh_due, code)
        for code, stands in attained.items()
        if stands.refresh_due and rules.is_listed(stands.refresh_due, today)
    )
    waiting = find_waiting(viewer, context) if due else {}
    return [
        ShownAgain(
            milestone=milestones[code],
            state=_state(attained[code], today),
            due=day,
            waiting=waiting.get(code),
        )
        for day, code in due
        if code in milestones
    ]


def find_waiting(viewer: Viewer, context: PairingContext) -> dict[str, Statement]:
    """The newest strong statement of this pairing that awaits an answer, by milestone."""
    found: dict[str, Statement] = {}
    for statement in load_statements_for(viewer, context):
        if _awaits(context, statement):
            found.setdefault(statement.code, statement)
    return found


def _awaits(context: PairingContext, statement: Statement) -> bool:
    it = statement.observation
    milestone = context.framework.milestones.get(statement.code)
    if milestone is None or it.pairing_id != context.pairing.id:
        return False
    stated = StatedMilestone(statement.code, it.autonomy, it.evidence)
    return statement.standing and statement.answer is None and is_strong(stated, milestone)


def _state(attained: fluency.Attainment, today: date) -> str:
    if attained.to_refresh(today):
        return "refresh"
    return "start" if attained.at_start else "held"

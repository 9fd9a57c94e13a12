"""At a retention check: showing again, saying that there was no occasion, sharing a number."""

from sqlalchemy import ColumnElement, func, select, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.coaching.actions.observations import keep_statement
from squad.coaching.models import Observation, RetentionAnswer, RetentionShare
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.retention import Kept, RetentionPage, find_shared, load_retention
from squad.coaching.rules.retention import (
    RetentionProblem,
    Said,
    check_open,
    count_no_longer,
)
from squad.coaching.rules.statements import StatedMilestone
from squad.coaching.signals import share_taken_back
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.kernel.errors import DomainError


def show_kept(
    *, by: Viewer, context: PairingContext, stated: StatedMilestone, form: FormKey
) -> Observation:
    """State again what was held at the end; it can be answered until the check closes.

    `context` was loaded with a lock: of two who state it at once, the second reads the first's.
    """
    demand(by, Permission.STATE_MILESTONE, context.subject)
    sent = claim(person_id=by.person_id, action="show_kept", form=form)
    page = load_retention(by, context)
    window = check_open(page.window, context.today)
    if _row(page, stated.code).shown.waiting is not None:
        raise DomainError(RetentionProblem.AWAITS)
    return keep_statement(
        by=by,
        context=context,
        stated=stated,
        on=context.today,
        sent=sent,
        last_answer_on=window.ends_on,
    )


def say_kept(*, by: Viewer, context: PairingContext, code: str, said: Said | None) -> None:
    """What the mentee says of a milestone instead, or takes back; the same again adds nothing.

    A number that is shared follows.
    """
    demand(by, Permission.SAY_KEPT, context.subject)
    page = load_retention(by, context)
    check_open(page.window, context.today)
    if _row(page, code).said is said:
        return
    number = _next(RetentionAnswer, context, RetentionAnswer.milestone_code == code)
    session.add(
        RetentionAnswer(
            pairing_id=context.pairing.id,
            milestone_code=code,
            number=number,
            said=said.value if said else None,
            happened_on=context.today,
            known_at=context.now,
            by_id=by.person_id,
        )
    )
    record(
        "retention_said",
        by=by.person_id,
        pairing=context.pairing.id,
        milestone=code,
        number=number,
    )
    if page.shared is not None:
        _share(by, context, count_no_longer({**page.said, code: said}))


def share_kept(*, by: Viewer, context: PairingContext, shared: bool) -> None:
    """Let HR read how many the mentee no longer does, or take it back, whatever came since.

    Taken back it is emptied, so that no report of a day gone by shows it any more.
    """
    demand(by, Permission.SAY_KEPT, context.subject)
    now = find_shared(context.pairing.id)
    wanted = None
    if shared:
        page = load_retention(by, context)
        if not page.rows:
            raise DomainError(RetentionProblem.NOT_OPEN)
        wanted = count_no_longer(page.said)
    if now == wanted:
        return
    if wanted is None:
        session.execute(
            update(RetentionShare)
            .where(RetentionShare.pairing_id == context.pairing.id)
            .values(no_longer=None)
        )
        pairing = context.pairing
        share_taken_back.send(None, mentee_id=pairing.mentee_id, programme_id=pairing.programme_id)
    _share(by, context, wanted)


def _share(by: Viewer, context: PairingContext, no_longer: int | None) -> None:
    number = _next(RetentionShare, context)
    session.add(
        RetentionShare(
            pairing_id=context.pairing.id,
            number=number,
            no_longer=no_longer,
            happened_on=context.today,
            known_at=context.now,
            by_id=by.person_id,
        )
    )
    session.flush()
    record("retention_shared", by=by.person_id, pairing=context.pairing.id, number=number)


def _next(
    model: type[RetentionAnswer | RetentionShare],
    context: PairingContext,
    *also: ColumnElement[bool],
) -> int:
    query = select(func.max(model.number)).where(model.pairing_id == context.pairing.id, *also)
    return (session.scalar(query) or 0) + 1


def _row(page: RetentionPage, code: str) -> Kept:
    found = next((row for row in page.rows if row.shown.milestone.code == code), None)
    if found is None:
        raise DomainError(RetentionProblem.NOT_HELD)
    return found

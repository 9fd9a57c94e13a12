"""Planning the next session, moving it, calling it off: either of the pair may."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import defer

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record, record_all
from squad.coaching.actions.summaries import refresh_from
from squad.coaching.actions.versions import keep_versions
from squad.coaching.calendar.telling import tell_of_sessions
from squad.coaching.models import CoachingSession
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.changes import SessionProblem
from squad.coaching.rules.log import (
    CoachingState,
    LogContext,
    SessionDraft,
    check_log,
)
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.kernel.dates import day_of
from squad.kernel.errors import DomainError
from squad.pairings.rules.states import LOGGABLE


def plan_session(
    *, by: Viewer, context: PairingContext, at: datetime, form: FormKey
) -> CoachingSession:
    """Plan the next session, or move the one that is planned; returns it."""
    demand(by, Permission.BOOK_SESSIONS, context.subject)
    sent = claim(person_id=by.person_id, action="plan_session", form=form)
    kept = plan_at(at, by=by, context=context)
    sent.made = str(kept.id)
    return kept


def plan_at(at: datetime, *, by: Viewer, context: PairingContext) -> CoachingSession:
    """Plan the next session at this time, or move the one that is planned; returns it."""
    check_loggable(context)
    draft = SessionDraft(CoachingState.PLANNED, day_of(at, context.programme.time_zone), next_at=at)
    check_log(draft, log_context(context))
    counting = list_counting(context.pairing.id)
    changed = plan_next(at, planned_of(counting), by=by, context=context)
    session.add_all(changed)
    session.flush()
    keep_versions(dict.fromkeys(changed, ()), by_id=by.person_id, at=context.now)
    for each in changed:
        record_planned(each, by=by)
    tell_of_sessions(context, changed)
    if changed:
        refresh_from([*counting, *changed], context.pairing.id, context.programme.time_zone)
    return next(p for p in (*changed, *counting) if p.starts_at == at)


def call_off_session(
    *,
    by: Viewer,
    context: PairingContext,
    planned: CoachingSession,
    draft: SessionDraft,
    form: FormKey,
) -> CoachingSession:
    """Record that a planned session was called off, and plan the next one if a time is said."""
    demand(by, Permission.ADD_TO_SESSION, context.subject)
    sent = claim(person_id=by.person_id, action="call_off_session", form=form)
    check_loggable(context)
    if planned.state is not CoachingState.PLANNED or planned.voided_at is not None:
        raise DomainError(SessionProblem.NOT_PLANNED)
    check_log(draft, log_context(context, was_planned=True))
    planned.state = draft.state
    planned.cancelled_by = draft.cancelled_by
    planned.notice = draft.notice
    planned.reason = draft.reason
    planned.logged_at = context.now
    planned.logged_by = by.person_id
    counting = list_counting(context.pairing.id)
    others = planned_of(counting)
    changed = [planned, *plan_next(draft.next_at, others, by=by, context=context)]
    session.add_all(changed)
    session.flush()
    keep_versions(dict.fromkeys(changed, ()), by_id=by.person_id, at=context.now)
    record_all(by=by.person_id, events=[event_of_log(planned)])
    tell_of_sessions(context, changed)
    sent.made = str(planned.id)
    refresh_from([*counting, *changed], context.pairing.id, context.programme.time_zone)
    return planned


def check_loggable(context: PairingContext) -> None:
    """Refuse sessions of a pairing that was not accepted yet, or is over."""
    if context.pairing.state not in LOGGABLE:
        raise DomainError(SessionProblem.PAIRING_NOT_LIVE, state=context.pairing.state.value)


def log_context(
    context: PairingContext, *, was_planned: bool = False, imported: bool = False
) -> LogContext:
    """What a log of this pairing is checked against."""
    return LogContext(
        now=context.now,
        today=context.today,
        accepted_on=context.pairing.accepted_on or context.today,
        was_planned=was_planned,
        imported=imported,
    )


def list_counting(pairing_id: int) -> list[CoachingSession]:
    """The sessions of a pairing that count, in order; without their words, which are encrypted.

    One statement for what is planned and for the figures of the summary.
    """
    return list(
        session.scalars(
            select(CoachingSession)
            .options(defer(CoachingSession.note), defer(CoachingSession.links))
            .where(CoachingSession.pairing_id == pairing_id, CoachingSession.voided_at.is_(None))
            .order_by(CoachingSession.held_on, CoachingSession.id)
        )
    )


def planned_of(sessions: Sequence[CoachingSession]) -> list[CoachingSession]:
    """Those that are planned, the first one first."""
    return [each for each in sessions if each.state is CoachingState.PLANNED]


def is_past(planned: CoachingSession, context: PairingContext) -> bool:
    """Whether the time of a planned session has come: what became of it can be logged."""
    if planned.starts_at is not None:
        return planned.starts_at <= context.now
    return planned.held_on < context.today


def plan_next(
    at: datetime | None,
    planned: Sequence[CoachingSession],
    *,
    by: Viewer,
    context: PairingContext,
) -> list[CoachingSession]:
    """The planned sessions that change so that the first of those ahead is `at`; None: none is.

    Plans whose time has come are left alone: they wait for their log. So are later ones, as an
    import may bring them. Another hour of the same day is no move.
    """
    ahead = [each for each in planned if not is_past(each, context)]
    if at is None:
        for each in ahead:
            each.voided_at = context.now
        return ahead
    if any(each.starts_at == at for each in ahead):
        return []
    first = ahead[0] if ahead else _new_plan(by, context)
    day = day_of(at, context.programme.time_zone)
    first.moves += bool(ahead) and first.held_on != day
    first.starts_at, first.held_on = at, day
    return [first]


def _new_plan(by: Viewer, context: PairingContext) -> CoachingSession:
    return CoachingSession(
        pairing_id=context.pairing.id,
        state=CoachingState.PLANNED,
        known_at=context.now,
        logged_by=by.person_id,
        note="",
        links="",
        moves=0,
    )


def record_planned(planned: CoachingSession, *, by: Viewer) -> None:
    """Note in the audit log that a session was planned, moved or taken back."""
    record(
        "coaching_session_planned",
        by=by.person_id,
        pairing=planned.pairing_id,
        coaching_session=planned.id,
    )


def event_of_log(logged: CoachingSession) -> tuple[str, dict[str, int | str]]:
    """What became of a session, as the audit log says it."""
    details: dict[str, int | str] = {
        "pairing": logged.pairing_id,
        "coaching_session": logged.id,
        "state": logged.state.value,
    }
    return "coaching_session_logged", details

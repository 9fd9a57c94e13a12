"""Logging, planning, changing and voiding coaching sessions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.coaching.actions.observations import state_in_session
from squad.coaching.actions.standing import store_standing
from squad.coaching.actions.summaries import refresh_sessions, refresh_to_confirm
from squad.coaching.actions.versions import keep_version
from squad.coaching.models import CoachingSession, Draft, NextStep, Observation
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.log import (
    CoachingState,
    LogContext,
    SessionDraft,
    Step,
    check_log,
)
from squad.coaching.rules.statements import StatedMilestone
from squad.db import once
from squad.db.session import session
from squad.kernel.dates import day_of
from squad.kernel.errors import DomainError, StaleVersionError
from squad.pairings.rules.states import LOGGABLE


@dataclass(frozen=True, slots=True)
class FormKey:
    """What makes a double click one record."""

    key: str
    body_hash: str


def log_session(
    *,
    by: Viewer,
    context: PairingContext,
    draft: SessionDraft,
    form: FormKey,
    statements: Iterable[StatedMilestone] = (),
) -> CoachingSession:
    """Record what became of a session, plan the next, state milestones: one transaction.

    `context` was loaded with a lock. A planned session of that day or before becomes this one.
    """
    demand(by, Permission.LOG_SESSION, context.subject)
    sent = once.claim(
        person_id=by.person_id, action="log_session", key=form.key, body_hash=form.body_hash
    )
    _check_state(context)
    planned = _list_planned(context.pairing.id)
    due = next((p for p in planned if p.held_on <= max(draft.on, context.today)), None)
    check_log(
        draft,
        LogContext(
            now=context.now,
            today=context.today,
            accepted_on=context.pairing.accepted_on or context.today,
            was_planned=due is not None,
        ),
    )
    logged = due or CoachingSession(
        pairing_id=context.pairing.id, known_at=context.now, logged_by=by.person_id, moves=0
    )
    steps = _fill(logged, draft, context)
    rest = [p for p in planned if p is not due]
    upcoming = _plan_next(draft.next_at, rest, by=by, context=context)
    session.add_all([logged, *upcoming])
    session.flush()
    _save_steps(logged, steps)
    for each in (logged, *upcoming):
        keep_version(each, steps if each is logged else [], by_id=by.person_id, at=context.now)
    sent.made = str(logged.id)
    record(
        "coaching_session_logged",
        by=by.person_id,
        pairing=context.pairing.id,
        coaching_session=logged.id,
        state=logged.state.value,
    )
    state_in_session(by=by, context=context, logged=logged, statements=tuple(statements))
    forget_draft(person_id=by.person_id, pairing_id=context.pairing.id)
    refresh_sessions(context.pairing.id, context.programme.time_zone)
    return logged


def plan_session(*, by: Viewer, context: PairingContext, at: datetime, form: FormKey) -> int:
    """Plan the next session, or move the one that is planned; returns its id."""
    demand(by, Permission.ADD_TO_SESSION, context.subject)
    sent = once.claim(
        person_id=by.person_id, action="plan_session", key=form.key, body_hash=form.body_hash
    )
    _check_state(context)
    draft = SessionDraft(CoachingState.PLANNED, day_of(at, context.programme.time_zone), next_at=at)
    check_log(draft, _log_context(context))
    upcoming = _plan_next(at, _list_planned(context.pairing.id), by=by, context=context)
    session.add_all(upcoming)
    session.flush()
    for each in upcoming:
        keep_version(each, [], by_id=by.person_id, at=context.now)
        record(
            "coaching_session_planned",
            by=by.person_id,
            pairing=context.pairing.id,
            coaching_session=each.id,
        )
    planned = next(p for p in upcoming if p.voided_at is None)
    sent.made = str(planned.id)
    refresh_sessions(context.pairing.id, context.programme.time_zone)
    return planned.id


def change_session(
    *,
    by: Viewer,
    context: PairingContext,
    coaching_session: CoachingSession,
    draft: SessionDraft,
    version: int,
) -> None:
    """Save a session anew; its earlier versions stay. Refused if somebody saved meanwhile."""
    demand(by, Permission.ADD_TO_SESSION, context.subject)
    if coaching_session.version != version:
        raise StaleVersionError(coaching_session)
    check_log(draft, _log_context(context, was_planned=True))
    steps = _fill(coaching_session, draft, context)
    session.flush()
    _replace_steps(coaching_session, steps, at=context.now)
    keep_version(coaching_session, steps, by_id=by.person_id, at=context.now)
    session.execute(
        update(Observation)
        .where(
            Observation.coaching_session_id == coaching_session.id,
            Observation.withdrawn_at.is_(None),
            Observation.happened_on != draft.on,
        )
        .values(happened_on=draft.on)
    )
    record(
        "coaching_session_changed",
        by=by.person_id,
        pairing=context.pairing.id,
        coaching_session=coaching_session.id,
    )
    refresh_sessions(context.pairing.id, context.programme.time_zone)


def void_session(*, by: Viewer, context: PairingContext, coaching_session: CoachingSession) -> None:
    """Take a session out of every count, with its observations; it stays in the history."""
    demand(by, Permission.LOG_SESSION, context.subject)
    if coaching_session.voided_at is not None:
        raise DomainError("session_already_voided")
    coaching_session.voided_at = context.now
    session.execute(
        update(Observation)
        .where(
            Observation.coaching_session_id == coaching_session.id,
            Observation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=context.now)
    )
    session.flush()
    keep_version(coaching_session, [], by_id=by.person_id, at=context.now)
    record(
        "coaching_session_voided",
        by=by.person_id,
        pairing=context.pairing.id,
        coaching_session=coaching_session.id,
    )
    refresh_sessions(context.pairing.id, context.programme.time_zone)
    refresh_to_confirm(context.pairing.id)
    store_standing(mentee_id=context.pairing.mentee_id, programme_id=context.pairing.programme_id)


def forget_draft(*, person_id: int, pairing_id: int) -> None:
    """Throw a half-written log away: it was saved, or is not wanted."""
    session.execute(
        delete(Draft).where(Draft.person_id == person_id, Draft.pairing_id == pairing_id)
    )


def _check_state(context: PairingContext) -> None:
    if context.pairing.state not in LOGGABLE:
        raise DomainError("session_pairing_not_live", state=context.pairing.state.value)


def _log_context(context: PairingContext, *, was_planned: bool = False) -> LogContext:
    return LogContext(
        now=context.now,
        today=context.today,
        accepted_on=context.pairing.accepted_on or context.today,
        was_planned=was_planned,
        imported=False,
    )


def _list_planned(pairing_id: int) -> list[CoachingSession]:
    return list(
        session.scalars(
            select(CoachingSession)
            .where(
                CoachingSession.pairing_id == pairing_id,
                CoachingSession.state == CoachingState.PLANNED,
                CoachingSession.voided_at.is_(None),
            )
            .order_by(CoachingSession.held_on, CoachingSession.id)
        )
    )


def _fill(logged: CoachingSession, draft: SessionDraft, context: PairingContext) -> list[NextStep]:
    if logged.starts_at and day_of(logged.starts_at, context.programme.time_zone) != draft.on:
        logged.starts_at = None
    logged.state = draft.state
    logged.held_on = draft.on
    logged.minutes = draft.minutes
    logged.medium = draft.medium
    logged.cancelled_by = draft.cancelled_by
    logged.notice = draft.notice
    logged.reason = draft.reason
    logged.preparation_minutes = draft.preparation_minutes
    logged.travel_minutes = draft.travel_minutes
    logged.note = draft.note
    logged.links = "\n".join(draft.links)
    return [_new_step(step, context.pairing.id) for step in draft.steps]


def _new_step(step: Step, pairing_id: int) -> NextStep:
    return NextStep(pairing_id=pairing_id, owner=step.owner, words=step.words, due_on=step.due_on)


def _save_steps(logged: CoachingSession, steps: list[NextStep]) -> None:
    for step in steps:
        step.coaching_session_id = logged.id
    session.add_all(steps)


def _replace_steps(logged: CoachingSession, steps: list[NextStep], *, at: datetime) -> None:
    """Steps that are said again stay, with whether they are done; others are removed or added."""
    said = {(s.owner, s.words, s.due_on) for s in steps}
    kept = set()
    for stored in logged.next_steps:
        key = (stored.owner, stored.words, stored.due_on)
        if stored.removed_at is None and key not in said:
            stored.removed_at = at
        elif stored.removed_at is None:
            kept.add(key)
    _save_steps(logged, [s for s in steps if (s.owner, s.words, s.due_on) not in kept])


def _plan_next(
    at: datetime | None, planned: list[CoachingSession], *, by: Viewer, context: PairingContext
) -> list[CoachingSession]:
    """The planned sessions that change so that exactly one, or none, lies ahead."""
    changed: list[CoachingSession] = []
    first, surplus = (planned[0], planned[1:]) if planned and at else (None, planned)
    for each in surplus:
        each.voided_at = context.now
        changed.append(each)
    if at is None:
        return changed
    if first is None:
        first = CoachingSession(
            pairing_id=context.pairing.id,
            state=CoachingState.PLANNED,
            known_at=context.now,
            logged_by=by.person_id,
            moves=0,
        )
    elif first.starts_at == at:
        return changed
    else:
        first.moves += 1
    first.starts_at = at
    first.held_on = day_of(at, context.programme.time_zone)
    return [*changed, first]

"""Logging, changing and voiding coaching sessions."""

from collections.abc import Iterable

from sqlalchemy import func, select, update
from sqlalchemy.orm.attributes import flag_modified

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record, record_all
from squad.coaching.actions.backings import withdraw_backings_of
from squad.coaching.actions.closing import make_code
from squad.coaching.actions.drafts import forget_draft
from squad.coaching.actions.observations import events_of_statements, state_in_session
from squad.coaching.actions.planning import (
    check_loggable,
    event_of_log,
    list_counting,
    log_context,
    plan_next,
    planned_of,
)
from squad.coaching.actions.standing import store_standing
from squad.coaching.actions.steps import add_steps, replace_steps
from squad.coaching.actions.summaries import refresh_all, refresh_from
from squad.coaching.actions.versions import keep_versions
from squad.coaching.calendar.telling import tell_of_sessions
from squad.coaching.models import CoachingSession, Observation
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.changes import SessionProblem
from squad.coaching.rules.log import CoachingState, SessionDraft, check_log
from squad.coaching.rules.statements import StatedMilestone
from squad.coaching.rules.times import check_addition
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.kernel.dates import day_of
from squad.kernel.errors import DomainError, StaleVersionError
from squad.pairings.queries.stopped import list_stopped

ADDITIONS = ("note", "links", "next_steps", "statements")


def log_session(
    *,
    by: Viewer,
    context: PairingContext,
    draft: SessionDraft,
    form: FormKey,
    statements: Iterable[StatedMilestone] = (),
) -> CoachingSession:
    """Record what became of a session, plan the next, state milestones: one transaction.

    `context` was loaded with a lock. The last session planned up to that day becomes this one.
    """
    demand(by, Permission.LOG_SESSION, context.subject)
    sent = claim(person_id=by.person_id, action="log_session", form=form)
    logged = log_in_pairing(by=by, context=context, draft=draft, statements=statements)
    sent.made = str(logged.id)
    forget_draft(person_id=by.person_id, pairing_id=context.pairing.id)
    return logged


def log_in_pairing(
    *,
    by: Viewer,
    context: PairingContext,
    draft: SessionDraft,
    statements: Iterable[StatedMilestone] = (),
    huddle: str | None = None,
) -> CoachingSession:
    """The same within a form that the caller has claimed; a draft that was kept stays.

    `huddle`: what the sessions of one group have in common.
    """
    demand(by, Permission.LOG_SESSION, context.subject)
    check_loggable(context)
    counting = list_counting(context.pairing.id)
    planned = planned_of(counting)
    due = next((p for p in reversed(planned) if p.held_on <= draft.on), None)
    check_log(draft, log_context(context, was_planned=due is not None))
    logged = due or CoachingSession(
        pairing_id=context.pairing.id, known_at=context.now, logged_by=by.person_id, moves=0
    )
    _fill(logged, draft, context)
    logged.logged_at, logged.logged_by, logged.huddle = context.now, by.person_id, huddle
    rest = [p for p in planned if p is not due and not draft.as_planned]
    changed = [logged, *plan_next(draft.next_at, rest, by=by, context=context)]
    session.add_all(changed)
    session.flush()
    versions = {each: add_steps(each, draft.steps if each is logged else ()) for each in changed}
    keep_versions(versions, by_id=by.person_id, at=context.now)
    tell_of_sessions(context, changed)
    stated = state_in_session(by=by, context=context, logged=logged, statements=tuple(statements))
    if stated:
        make_code(logged, at=context.now)
    record_all(by=by.person_id, events=[event_of_log(logged), *events_of_statements(stated)])
    zone = context.programme.time_zone
    refresh_from([*counting, *changed], context.pairing.id, zone, to_confirm=bool(stated))
    return logged


def change_session(
    *,
    by: Viewer,
    context: PairingContext,
    coaching_session: CoachingSession,
    draft: SessionDraft,
    version: int,
    statements: tuple[StatedMilestone, ...] = (),
) -> bool:
    """Save a session anew; its earlier versions stay. False if nothing differs.

    Facts are the mentor's to change; milestones, note, steps and links are open to both for
    seven days.
    Statements keep their own day: they were known on it, and only a correction changes that.
    Raises StaleVersionError if somebody saved meanwhile.
    """
    demand(by, Permission.ADD_TO_SESSION, context.subject)
    if coaching_session.version != version:
        raise StaleVersionError(coaching_session)
    changes = _changes(coaching_session, draft)
    if statements:
        changes.add("statements")
    if not changes:
        return False
    _check_change(by, context, coaching_session, draft, changes)
    _fill(coaching_session, draft, context)
    steps = replace_steps(coaching_session, draft.steps, at=context.now)
    flag_modified(coaching_session, "state")  # counts the save even if only steps changed
    session.flush()
    keep_versions({coaching_session: steps}, by_id=by.person_id, at=context.now)
    stated = state_in_session(
        by=by, context=context, logged=coaching_session, statements=statements
    )
    details = {"pairing": context.pairing.id, "coaching_session": coaching_session.id}
    changed = ("coaching_session_changed", details)
    record_all(by=by.person_id, events=[changed, *events_of_statements(stated)])
    refresh_all(context.pairing.id, context.programme.time_zone, to_confirm=bool(stated))
    return True


def void_session(*, by: Viewer, context: PairingContext, coaching_session: CoachingSession) -> None:
    """Take a session out of every count, with its observations; it stays in the history."""
    demand(by, Permission.LOG_SESSION, context.subject)
    if coaching_session.voided_at is not None:
        raise DomainError(SessionProblem.ALREADY_VOIDED)
    coaching_session.voided_at = context.now
    withdrawn = session.scalars(
        update(Observation)
        .where(
            Observation.coaching_session_id == coaching_session.id,
            Observation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=context.now)
        .returning(Observation.id)
    ).all()
    withdraw_backings_of(by=by, context=context, observation_ids=withdrawn)
    session.flush()
    standing = [step for step in coaching_session.next_steps if step.removed_at is None]
    keep_versions({coaching_session: standing}, by_id=by.person_id, at=context.now)
    tell_of_sessions(context, [coaching_session])
    record(
        "coaching_session_voided",
        by=by.person_id,
        pairing=context.pairing.id,
        coaching_session=coaching_session.id,
    )
    refresh_all(context.pairing.id, context.programme.time_zone, to_confirm=True)
    store_standing(mentee_id=context.pairing.mentee_id, programme_id=context.pairing.programme_id)


def _changes(stored: CoachingSession, draft: SessionDraft) -> set[str]:
    """Names of what the draft says otherwise than the session as it is stored."""
    said = {
        "state": draft.state,
        "held_on": draft.on,
        "minutes": draft.minutes,
        "cancelled_by": draft.cancelled_by,
        "notice": draft.notice,
        "reason": draft.reason,
        "medium": draft.medium,
        "preparation_minutes": draft.preparation_minutes,
        "travel_minutes": draft.travel_minutes,
        "note": draft.note,
        "links": "\n".join(draft.links),
    }
    changed = {name for name, value in said.items() if getattr(stored, name) != value}
    standing = [(s.owner, s.words, s.due_on) for s in stored.next_steps if s.removed_at is None]
    if standing != [(s.owner, s.words, s.due_on) for s in draft.steps]:
        changed.add("next_steps")
    return changed


def _check_change(
    by: Viewer,
    context: PairingContext,
    stored: CoachingSession,
    draft: SessionDraft,
    changes: set[str],
) -> None:
    if stored.voided_at is not None:
        raise DomainError(SessionProblem.ALREADY_VOIDED)
    if stored.state is CoachingState.PLANNED:
        raise DomainError(SessionProblem.ONLY_PLANNED)
    if changes.intersection(ADDITIONS):
        logged_on = day_of(stored.logged_at or stored.known_at, context.programme.time_zone)
        stopped = list_stopped(context.pairing)
        check_addition(logged_on=logged_on, on=context.today, closed=stopped)
    if "statements" in changes:
        check_loggable(context)
    facts = changes.difference(ADDITIONS)
    if facts:
        demand(by, Permission.LOG_SESSION, context.subject)
    if stored.state is not draft.state and _count_standing(stored.id):
        raise DomainError(SessionProblem.HAS_STATEMENTS, field="outcome")
    check_log(draft, log_context(context, was_planned=True, imported=stored.imported))


def _count_standing(coaching_session_id: int) -> int:
    return session.scalars(
        select(func.count())
        .select_from(Observation)
        .where(
            Observation.coaching_session_id == coaching_session_id,
            Observation.withdrawn_at.is_(None),
        )
    ).one()


def _fill(logged: CoachingSession, draft: SessionDraft, context: PairingContext) -> None:
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

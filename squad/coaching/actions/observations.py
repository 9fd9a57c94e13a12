"""Stating milestones, answering statements, withdrawing them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import insert, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record, record_all
from squad.coaching.actions.backings import add_backing, withdraw_backings_of
from squad.coaching.actions.standing import store_pending, store_standing
from squad.coaching.actions.summaries import refresh_to_confirm
from squad.coaching.models import Answer, CoachingSession, Observation
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.statements import (
    find_first_day,
    has_agreement_in_force,
    is_before_offered,
    list_standing_codes,
    load_statements_of,
)
from squad.coaching.rules.backings import NO_BACKING, BackingDraft
from squad.coaching.rules.changes import AnswerProblem, SessionProblem
from squad.coaching.rules.log import CoachingState, LogProblem
from squad.coaching.rules.statements import (
    Place,
    StatedMilestone,
    StatementContext,
    StatementProblem,
    awaiting_answer,
    check_statements,
)
from squad.db.once import FormKey, SentForm, claim
from squad.db.session import session
from squad.framework.rules import fluency
from squad.kernel.errors import DomainError
from squad.pairings.actions import update_summary
from squad.pairings.rules.states import LOGGABLE


def state_in_session(
    *,
    by: Viewer,
    context: PairingContext,
    logged: CoachingSession,
    statements: tuple[StatedMilestone, ...],
) -> dict[str, int]:
    """State what was done in a session that was just saved; the caller refreshes the summary.

    Nothing stated costs nothing. Returns the ids by milestone.
    """
    if not statements:
        return {}
    if logged.state is not CoachingState.HELD:
        raise DomainError(SessionProblem.NOT_HELD)
    demand(by, Permission.STATE_MILESTONE, context.subject)
    check_statements(statements, _statement_context(context, statements, Place.LOG))
    return _add(by, context, statements, on=logged.held_on, coaching_session_id=logged.id)


def state_milestone(
    *,
    by: Viewer,
    context: PairingContext,
    stated: StatedMilestone,
    on: date,
    form: FormKey,
    coaching_session_id: int | None = None,
    backing: BackingDraft = NO_BACKING,
) -> Observation:
    """State one milestone from its own page, or from a drill's; most often outside of a session."""
    demand(by, Permission.STATE_MILESTONE, context.subject)
    sent = claim(person_id=by.person_id, action="state_milestone", form=form)
    check_live(context)
    _check_day(context, on, before=stated.before)
    return keep_statement(
        by=by,
        context=context,
        stated=stated,
        on=on,
        sent=sent,
        coaching_session_id=coaching_session_id,
        backing=backing,
    )


def check_live(context: PairingContext) -> None:
    """Refuse what is stated while the pairing is not under way."""
    if context.pairing.state not in LOGGABLE:
        raise DomainError(SessionProblem.PAIRING_NOT_LIVE, state=context.pairing.state.value)


def keep_statement(
    *,
    by: Viewer,
    context: PairingContext,
    stated: StatedMilestone,
    on: date,
    sent: SentForm,
    coaching_session_id: int | None = None,
    backing: BackingDraft = NO_BACKING,
    last_answer_on: date | None = None,
) -> Observation:
    """Keep one statement from a page of its own, for a form that the caller has claimed.

    `last_answer_on`: until when it can be answered, where the pairing is over.
    """
    check_statements((stated,), _statement_context(context, (stated,), Place.MILESTONE))
    ids = _add(
        by,
        context,
        (stated,),
        on=on,
        coaching_session_id=coaching_session_id,
        last_answer_on=last_answer_on,
    )
    record_all(by=by.person_id, events=events_of_statements(ids))
    add_backing(by=by, context=context, observation_id=ids[stated.code], draft=backing)
    refresh_to_confirm(context.pairing.id)
    sent.made = str(ids[stated.code])
    return session.get_one(Observation, ids[stated.code])


def _check_day(context: PairingContext, on: date, *, before: bool) -> None:
    """What was done before the first pairing is said to be so; nothing is done tomorrow."""
    if on > context.today:
        raise DomainError(LogProblem.DATE_IN_FUTURE, field="on")
    pairing = context.pairing
    first = find_first_day(mentee_id=pairing.mentee_id, programme_id=pairing.programme_id)
    if not before and first is not None and on < first:
        raise DomainError(StatementProblem.BEFORE_FIRST_DAY, field="on", first=first)


def answer_observations(
    *,
    by: Viewer,
    context: PairingContext,
    kinds: Mapping[int, fluency.AnswerKind],
    words: Mapping[int, str] | None = None,
    open_only: bool = False,
) -> None:
    """Answer statements of the other one: confirm, look again, or undo one's own last answer.

    `context` was loaded with a lock, so that answers of one pairing follow each other.
    `open_only` leaves out what was answered or withdrawn meanwhile; else that is refused.
    """
    demand(by, Permission.ANSWER_MILESTONE, context.subject)
    pairing = context.pairing
    history = fluency.History(
        *load_statements_of(mentee_id=pairing.mentee_id, programme_id=pairing.programme_id)
    )
    if open_only:
        still_open = set(awaiting_answer(history, pairing.id))
        kinds = {id_: kind for id_, kind in kinds.items() if id_ in still_open}
    rows = _answer_rows(by, context, history, kinds, words or {})
    if not rows:
        return
    session.flush()
    session.execute(insert(Answer), rows)
    events = [
        ("milestone_answered", {"observation": id_, "kind": kind.value})
        for id_, kind in kinds.items()
    ]
    record_all(by=by.person_id, events=events)
    now_open = awaiting_answer(_with_answers(history, rows), pairing.id)
    update_summary(pairing_id=pairing.id, to_confirm=len(now_open))
    store_standing(mentee_id=pairing.mentee_id, programme_id=pairing.programme_id)


def _answer_rows(
    by: Viewer,
    context: PairingContext,
    history: fluency.History,
    kinds: Mapping[int, fluency.AnswerKind],
    words: Mapping[int, str],
) -> list[dict[str, Any]]:
    """The answers to write, each allowed; refused as a whole with the first that is not."""
    removed, answered = fluency.removals(history), history.answers_by_observation()
    stated = {o.id: o for o in history.observations if o.pairing_id == context.pairing.id}
    rows: list[dict[str, Any]] = []
    for observation_id, kind in kinds.items():
        if observation_id not in stated:
            raise DomainError(AnswerProblem.UNKNOWN)
        earlier = answered.get(observation_id, [])
        refusal = fluency.may_answer(
            stated[observation_id],
            earlier,
            kind,
            by=context.side_of(by.person_id),
            on=context.today,
            removed=observation_id in removed,
            ended_on=context.pairing.ended_on,
        )
        if refusal is not None:
            raise DomainError(refusal)
        row: dict[str, Any] = {"observation_id": observation_id, "kind": kind}
        row |= {"happened_on": context.today, "known_at": context.now, "by_id": by.person_id}
        row["sequence"] = max((a.sequence for a in earlier), default=0) + 1
        row["words"] = words.get(observation_id, "")
        rows.append(row)
    return rows


def _with_answers(history: fluency.History, rows: list[dict[str, Any]]) -> fluency.History:
    added = tuple(
        fluency.Answer(row["observation_id"], row["sequence"], row["kind"], row["known_at"])
        for row in rows
    )
    return replace(history, answers=(*history.answers, *added))


def withdraw_observation(*, by: Viewer, context: PairingContext, observation: Observation) -> None:
    """Take back one's own statement; it stays in the history."""
    demand(by, Permission.STATE_MILESTONE, context.subject)
    if observation.stated_by != by.person_id:
        raise DomainError(AnswerProblem.WITHDRAW_NOT_YOURS)
    if observation.withdrawn_at is not None:
        raise DomainError(AnswerProblem.WITHDRAW_ALREADY)
    session.execute(
        update(Observation).where(Observation.id == observation.id).values(withdrawn_at=context.now)
    )
    session.expire(observation)
    withdraw_backings_of(by=by, context=context, observation_ids=[observation.id])
    record("milestone_withdrawn", by=by.person_id, observation=observation.id)
    refresh_to_confirm(context.pairing.id)
    store_standing(mentee_id=context.pairing.mentee_id, programme_id=context.pairing.programme_id)


def _statement_context(
    context: PairingContext, statements: tuple[StatedMilestone, ...], place: Place
) -> StatementContext:
    pairing = context.pairing
    key = {"mentee_id": pairing.mentee_id, "programme_id": pairing.programme_id}
    corrects = any(stated.corrects is not None for stated in statements)
    before = any(stated.before for stated in statements)
    return StatementContext(
        framework=context.framework,
        place=place,
        agreement_in_force=has_agreement_in_force(**key),
        before_offered=before and is_before_offered(**key),
        standing=list_standing_codes(**key) if corrects else {},
    )


def _add(
    by: Viewer,
    context: PairingContext,
    statements: tuple[StatedMilestone, ...],
    *,
    on: date,
    coaching_session_id: int | None = None,
    last_answer_on: date | None = None,
) -> dict[str, int]:
    """Store the statements, however many, in a constant number of steps; ids by milestone."""
    pairing = context.pairing
    common = {
        "happened_on": on,
        "coaching_session_id": coaching_session_id,
        "last_answer_on": last_answer_on,
    }
    rows = [{**_row(by, context, stated), **common} for stated in statements]
    session.flush()
    stored = session.execute(
        insert(Observation).returning(Observation.milestone_code, Observation.id), rows
    )
    ids = {row.milestone_code: row.id for row in stored}
    store_pending(
        mentee_id=pairing.mentee_id,
        programme_id=pairing.programme_id,
        framework=context.framework,
        codes=ids.keys(),
    )
    return ids


def events_of_statements(ids: Mapping[str, int]) -> list[tuple[str, dict[str, int | str]]]:
    """What was stated, as the audit log says it; ids by milestone."""
    return [
        ("milestone_stated", {"observation": id_, "milestone": code}) for code, id_ in ids.items()
    ]


def _row(by: Viewer, context: PairingContext, stated: StatedMilestone) -> dict[str, Any]:
    return {
        "pairing_id": context.pairing.id,
        "mentee_id": context.pairing.mentee_id,
        "programme_id": context.pairing.programme_id,
        "milestone_code": stated.code,
        "autonomy": stated.autonomy,
        "evidence": stated.evidence,
        "drill": stated.drill,
        "known_at": context.now,
        "stated_by": by.person_id,
        "side": context.side_of(by.person_id),
        "before": stated.before,
        "corrects_id": stated.corrects,
        "words": stated.words,
    }

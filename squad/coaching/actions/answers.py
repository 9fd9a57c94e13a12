"""Answering what the other one stated."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import insert

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record_all
from squad.coaching.actions.standing import store_standing
from squad.coaching.models import Answer
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.statements import (
    load_statements_of,
)
from squad.coaching.rules.changes import AnswerProblem
from squad.coaching.rules.statements import (
    awaiting_answer,
    to_confirm,
)
from squad.db.session import session
from squad.framework.rules import fluency
from squad.kernel.errors import DomainError
from squad.pairings.actions import update_summary


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
        *load_statements_of(mentee_id=pairing.mentee_id, programme_id=pairing.programme_id),
        moves=context.moves,
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
    now_open = to_confirm(_with_answers(history, rows), pairing.id)
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

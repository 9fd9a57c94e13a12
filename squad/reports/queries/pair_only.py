"""What only the two of a pairing read; called for one of the two alone."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import select

from squad.coaching.models import Backing, CoachingSession, Observation
from squad.coaching.rules.log import CoachingState
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import Framework
from squad.kernel.dates import at_local
from squad.pairings.models import AgreementPurpose
from squad.reports.report_shapes import SignOfSuccess, Waiting

NOON = time(12)


def list_signs(agreement_id: int) -> tuple[SignOfSuccess, ...]:
    """The signs of success of an agreement, in the mentee's words."""
    rows = session.execute(
        select(
            AgreementPurpose.kind,
            AgreementPurpose.sign_of_success,
            AgreementPurpose.value_at_start,
        )
        .where(AgreementPurpose.agreement_version_id == agreement_id)
        .order_by(AgreementPurpose.position, AgreementPurpose.id)
    )
    return tuple(SignOfSuccess(*row) for row in rows)


def list_waiting(
    framework: Framework,
    history: fluency.History,
    side: fluency.Side,
    *,
    on: date,
    own: Collection[int] | None,
) -> tuple[Waiting, ...]:
    """Statements that `side` may answer and has not; of some pairings, or of all."""
    waiting = {
        o.id: o
        for o in _unanswered(history, side, on)
        if o.milestone in framework.milestones and (own is None or o.pairing_id in own)
    }
    if not waiting:
        return ()
    rows = session.execute(
        select(Observation.id, Observation.coaching_session_id, Observation.words, Backing)
        .outerjoin(Backing, Backing.observation_id == Observation.id)
        .where(Observation.id.in_(waiting))
        .order_by(Observation.happened_on, Observation.id, Backing.id)
    ).all()
    backings: dict[int, list[Backing]] = {}
    said: dict[int, tuple[int | None, str]] = {}
    for row_id, within, words, backing in rows:
        said[row_id] = (within, words)
        backings.setdefault(row_id, []).extend([backing] if backing else [])
    return tuple(
        replace(
            _waiting(framework, waiting[row_id], words, in_coaching_session=within is not None),
            backings=backings[row_id],
        )
        for row_id, (within, words) in said.items()
    )


def _unanswered(
    history: fluency.History, side: fluency.Side, on: date
) -> list[fluency.Observation]:
    answers, removed = history.answers_by_observation(), fluency.removals(history)
    ended = history.ended_on()
    return [
        o
        for o in history.observations
        if fluency.answer_in_force(answers.get(o.id, ())) is None
        and fluency.may_answer(
            o,
            answers.get(o.id, ()),
            fluency.AnswerKind.CONFIRM,
            by=side,
            on=on,
            removed=o.id in removed,
            ended_on=ended.get(o.pairing_id),
        )
        is None
    ]


def _waiting(
    framework: Framework, observation: fluency.Observation, words: str, *, in_coaching_session: bool
) -> Waiting:
    milestone = framework.milestones[observation.milestone]
    return Waiting(
        observation_id=observation.id,
        pairing_id=observation.pairing_id,
        milestone=milestone,
        autonomy=observation.autonomy,
        evidence=observation.evidence,
        happened_on=observation.happened_on,
        in_coaching_session=in_coaching_session,
        words=words,
        strong=fluency.is_strong(milestone, observation),
    )


def find_planned(pairing_id: int, today: date, time_zone: str) -> datetime | None:
    """When the next session of a pairing is; noon of its day if no time was said."""
    row = session.execute(
        select(CoachingSession.held_on, CoachingSession.starts_at)
        .where(
            CoachingSession.pairing_id == pairing_id,
            CoachingSession.state == CoachingState.PLANNED,
            CoachingSession.voided_at.is_(None),
            CoachingSession.held_on >= today,
        )
        .order_by(CoachingSession.held_on, CoachingSession.id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return row.starts_at or at_local(row.held_on, NOON, time_zone)

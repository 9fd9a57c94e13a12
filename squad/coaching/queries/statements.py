"""Small facts about statements that the rules ask for."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import QueryableAttribute, aliased

from squad.coaching.models import Answer, CoachingSessionVersion, Observation
from squad.coaching.queries.history import Statements, load_statements
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.statements import before_is_offered
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.fluency import AnswerKind
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.rules.states import NEVER_BEGUN


def has_agreement_in_force(*, mentee_id: int, programme_id: int) -> bool:
    """Whether both ever signed a version: without one nothing can be stated."""
    return bool(
        session.scalar(
            select(
                exists()
                .where(AgreementVersion.in_force_at.is_not(None))
                .where(AgreementVersion.pairing_id == Pairing.id)
                .where(Pairing.mentee_id == mentee_id, Pairing.programme_id == programme_id)
            )
        )
    )


def find_first_day(*, mentee_id: int, programme_id: int) -> date | None:
    """The day on which the mentee's first pairing in the programme was accepted."""
    return session.scalar(
        select(func.min(Pairing.accepted_on)).where(
            Pairing.mentee_id == mentee_id, Pairing.programme_id == programme_id
        )
    )


def is_before_offered(*, mentee_id: int, programme_id: int) -> bool:
    """Whether "already so before we began" may still be ticked."""
    begun = session.scalars(
        select(func.count())
        .select_from(Pairing)
        .where(
            Pairing.mentee_id == mentee_id,
            Pairing.programme_id == programme_id,
            Pairing.state.not_in(NEVER_BEGUN),
        )
    ).one()
    # Versions, not sessions: what was once logged as held has closed the offer for good.
    version = CoachingSessionVersion
    held = session.scalars(
        select(func.count(version.coaching_session_id.distinct()))
        .join(Pairing, Pairing.id == version.pairing_id)
        .where(
            Pairing.mentee_id == mentee_id,
            Pairing.programme_id == programme_id,
            version.state == CoachingState.HELD,
        )
    ).one()
    return before_is_offered(first_pairing=begun <= 1, held_logged=held)


def list_standing_codes(
    *, mentee_id: int, programme_id: int, moves: tuple[fluency.FrameworkMove, ...]
) -> Mapping[int, str]:
    """Milestone codes, as of today, of the statements that stand, by id."""
    said = load_statements(programme_id=programme_id, mentee_ids=[mentee_id])
    history = fluency.History(*said.get(mentee_id, ((), ())), moves=moves).carried()
    removed = fluency.removals(history)
    return {
        o.id: o.milestone
        for o in history.observations
        if o.withdrawn_at is None and o.id not in removed
    }


def load_statements_of(*, mentee_id: int, programme_id: int) -> Statements:
    """Every statement about one mentee in a programme, with its answers; one statement."""
    found = load_statements(programme_id=programme_id, mentee_ids=[mentee_id])
    return found.get(mentee_id, ((), ()))


def awaiting_answer(pairing_id: int | QueryableAttribute[int]) -> tuple[ColumnElement[bool], ...]:
    """What is true of the standing statements of a pairing that nobody answered."""
    last = (
        select(func.max(Answer.sequence))
        .where(Answer.observation_id == Observation.id)
        .correlate(Observation)
        .scalar_subquery()
    )
    answered = (
        select(Answer.id)
        .where(
            Answer.observation_id == Observation.id,
            Answer.sequence == last,
            Answer.kind != AnswerKind.UNDO,
        )
        .exists()
    )
    correction = aliased(Observation)
    corrected = (
        select(correction.id)
        .join(Answer, Answer.observation_id == correction.id)
        .where(
            correction.corrects_id == Observation.id,
            Answer.kind == AnswerKind.CONFIRM,
        )
        .correlate(Observation)
        .exists()
    )
    return (
        Observation.pairing_id == pairing_id,
        Observation.withdrawn_at.is_(None),
        ~answered,
        ~corrected,
    )


def to_confirm(
    pairing_id: int | QueryableAttribute[int],
) -> tuple[ColumnElement[bool], ...]:
    """The same of those whose milestone still counts: what summaries and home count."""
    return (*awaiting_answer(pairing_id), ~Observation.dropped)

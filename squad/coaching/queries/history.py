"""What the pure rules of fluency need to know of one mentee in one programme."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select

from squad.coaching.models import Answer, Observation
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules import fluency
from squad.framework.rules.model import Area, Framework
from squad.pairings.models import (
    AgreementSetAside,
    AgreementVersion,
    Pairing,
    PairingTransition,
)
from squad.pairings.rules.states import FINISHED
from squad.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Story:
    """A mentee's history in a programme, with the framework that counts it."""

    framework: Framework
    history: fluency.History
    time_zone: str


def load_story(*, mentee_id: int, programme_id: int) -> Story:
    """Everything that was ever stated, answered, ended and agreed; four statements at most."""
    framework_version_id, time_zone = session.execute(
        select(Programme.framework_version_id, Programme.time_zone).where(
            Programme.id == programme_id
        )
    ).one()
    observations, answers = load_statements(mentee_id=mentee_id, programme_id=programme_id)
    history = fluency.History(
        observations=observations,
        answers=answers,
        ends=load_ends(mentee_id=mentee_id, programme_id=programme_id),
        agreements=load_agreements(mentee_id=mentee_id, programme_id=programme_id),
    )
    return Story(get_framework(framework_version_id), history, time_zone)


def load_statements(
    *, mentee_id: int, programme_id: int, codes: Collection[str] | None = None
) -> tuple[tuple[fluency.Observation, ...], tuple[fluency.Answer, ...]]:
    """Observations with their answers, of all milestones or of some; one statement."""
    query = _statements().where(
        Observation.mentee_id == mentee_id, Observation.programme_id == programme_id
    )
    if codes is not None:
        query = query.where(Observation.milestone_code.in_(codes))
    observations: dict[int, fluency.Observation] = {}
    answers: list[fluency.Answer] = []
    for row in session.execute(query):
        if row.id not in observations:
            observations[row.id] = _observation(row)
        if row.sequence is not None:
            answers.append(fluency.Answer(row.id, row.sequence, row.kind, row.answer_known_at))
    return tuple(observations.values()), tuple(answers)


def load_ends(*, mentee_id: int, programme_id: int) -> tuple[fluency.PairingEnd, ...]:
    """When the mentee's pairings in the programme ended; one statement."""
    rows = session.execute(
        select(
            PairingTransition.pairing_id,
            PairingTransition.happened_on,
            PairingTransition.known_at,
        )
        .join(Pairing, Pairing.id == PairingTransition.pairing_id)
        .where(
            Pairing.mentee_id == mentee_id,
            Pairing.programme_id == programme_id,
            PairingTransition.to_state.in_(FINISHED),
        )
    )
    return tuple(fluency.PairingEnd(*row) for row in rows)


def load_agreements(*, mentee_id: int, programme_id: int) -> tuple[fluency.AgreementVersion, ...]:
    """Every agreement version that both signed, with its set-asides; one statement."""
    targets = [getattr(AgreementVersion, f"target_{area.value}") for area in Area]
    rows = session.execute(
        select(
            AgreementVersion.id,
            AgreementVersion.pairing_id,
            AgreementVersion.number,
            AgreementVersion.in_force_at,
            AgreementSetAside.milestone_code,
            *targets,
        )
        .join(Pairing, Pairing.id == AgreementVersion.pairing_id)
        .outerjoin(AgreementSetAside, AgreementSetAside.agreement_version_id == AgreementVersion.id)
        .where(
            Pairing.mentee_id == mentee_id,
            Pairing.programme_id == programme_id,
            AgreementVersion.in_force_at.is_not(None),
        )
        .order_by(AgreementVersion.id)
    ).all()
    set_aside: dict[int, set[str]] = {}
    for row in rows:
        codes = set_aside.setdefault(row.id, set())
        if row.milestone_code:
            codes.add(row.milestone_code)
    versions = {row.id: row for row in rows}
    return tuple(
        fluency.AgreementVersion(
            pairing_id=row.pairing_id,
            in_force_at=row.in_force_at,
            targets={a: t for a in Area if (t := getattr(row, f"target_{a.value}"))},
            set_aside=frozenset(set_aside[version_id]),
            number=row.number,
        )
        for version_id, row in versions.items()
    )


def _statements() -> Select[tuple[object, ...]]:
    return (
        select(
            Observation.id,
            Observation.milestone_code,
            Observation.autonomy,
            Observation.evidence,
            Observation.happened_on,
            Observation.known_at,
            Observation.side,
            Observation.pairing_id,
            Observation.before,
            Observation.drill,
            Observation.corrects_id,
            Observation.withdrawn_at,
            Answer.sequence,
            Answer.kind,
            Answer.known_at.label("answer_known_at"),
        )
        .outerjoin(Answer, Answer.observation_id == Observation.id)
        .order_by(Observation.id, Answer.sequence)
    )


def _observation(row: object) -> fluency.Observation:
    values = row._asdict()  # type: ignore[attr-defined]  # a row of the select above
    return fluency.Observation(
        id=values["id"],
        milestone=values["milestone_code"],
        autonomy=values["autonomy"],
        evidence=values["evidence"],
        happened_on=values["happened_on"],
        known_at=values["known_at"],
        stated_by=values["side"],
        pairing_id=values["pairing_id"],
        before=values["before"],
        drill=values["drill"],
        corrects=values["corrects_id"],
        withdrawn_at=values["withdrawn_at"],
    )

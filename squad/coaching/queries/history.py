"""What the pure rules of fluency need to know of one mentee in one programme."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

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


def load_stories(*, programme_id: int, mentee_ids: Collection[int]) -> dict[int, Story]:
    """All that was ever stated, answered, ended, agreed of some mentees; four statements."""
    framework_version_id, time_zone = session.execute(
        select(Programme.framework_version_id, Programme.time_zone).where(
            Programme.id == programme_id
        )
    ).one()
    histories = load_histories(programme_id=programme_id, mentee_ids=mentee_ids)
    framework = get_framework(framework_version_id)
    return {
        mentee_id: Story(framework, history, time_zone) for mentee_id, history in histories.items()
    }


def load_histories(
    *, programme_id: int, mentee_ids: Collection[int] | None = None
) -> dict[int, fluency.History]:
    """The histories of some mentees of a programme, or of all, by mentee; three statements."""
    statements = load_statements(programme_id=programme_id, mentee_ids=mentee_ids)
    ends = load_ends(programme_id=programme_id, mentee_ids=mentee_ids)
    agreements = load_agreements(programme_id=programme_id, mentee_ids=mentee_ids)
    asked = mentee_ids if mentee_ids is not None else {*statements, *ends, *agreements}
    return {
        mentee_id: fluency.History(
            *statements.get(mentee_id, ((), ())),
            tuple(ends.get(mentee_id, ())),
            tuple(agreements.get(mentee_id, ())),
        )
        for mentee_id in asked
    }


Statements = tuple[tuple[fluency.Observation, ...], tuple[fluency.Answer, ...]]


def load_statements(
    *,
    programme_id: int,
    mentee_ids: Collection[int] | None = None,
    codes: Collection[str] | None = None,
) -> dict[int, Statements]:
    """Observations with their answers by mentee, of all milestones or of some; one statement."""
    query = _statements().where(Observation.programme_id == programme_id)
    if mentee_ids is not None:
        query = query.where(Observation.mentee_id.in_(mentee_ids))
    if codes is not None:
        query = query.where(Observation.milestone_code.in_(codes))
    found: dict[int, tuple[dict[int, fluency.Observation], list[fluency.Answer]]] = {}
    for row in session.execute(query):
        observations, answers = found.setdefault(row.mentee_id, ({}, []))
        if row.id not in observations:
            observations[row.id] = _observation(row)
        if row.sequence is not None:
            answers.append(fluency.Answer(row.id, row.sequence, row.kind, row.answer_known_at))
    return {
        mentee_id: (tuple(observations.values()), tuple(answers))
        for mentee_id, (observations, answers) in found.items()
    }


def load_ends(
    *, programme_id: int, mentee_ids: Collection[int] | None = None
) -> dict[int, list[fluency.PairingEnd]]:
    """When pairings of the programme ended, by mentee; one statement."""
    query = (
        select(
            Pairing.mentee_id,
            PairingTransition.pairing_id,
            PairingTransition.happened_on,
            PairingTransition.known_at,
        )
        .join(Pairing, Pairing.id == PairingTransition.pairing_id)
        .where(Pairing.programme_id == programme_id, PairingTransition.to_state.in_(FINISHED))
    )
    if mentee_ids is not None:
        query = query.where(Pairing.mentee_id.in_(mentee_ids))
    found: dict[int, list[fluency.PairingEnd]] = {}
    for row in session.execute(query):
        found.setdefault(row.mentee_id, []).append(fluency.PairingEnd(*row[1:]))
    return found


TARGETS = [getattr(AgreementVersion, f"target_{area.value}") for area in Area]


def load_agreements(
    *, programme_id: int, mentee_ids: Collection[int] | None = None
) -> dict[int, list[fluency.AgreementVersion]]:
    """Every agreement version that both signed, by mentee; one statement."""
    query = (
        select(
            Pairing.mentee_id,
            AgreementVersion.id,
            AgreementVersion.pairing_id,
            AgreementVersion.number,
            AgreementVersion.in_force_at,
            AgreementSetAside.milestone_code,
            *TARGETS,
        )
        .join(Pairing, Pairing.id == AgreementVersion.pairing_id)
        .outerjoin(AgreementSetAside, AgreementSetAside.agreement_version_id == AgreementVersion.id)
        .where(Pairing.programme_id == programme_id, AgreementVersion.in_force_at.is_not(None))
        .order_by(AgreementVersion.id)
    )
    if mentee_ids is not None:
        query = query.where(Pairing.mentee_id.in_(mentee_ids))
    rows = session.execute(query).all()
    set_aside: dict[int, set[str]] = {}
    for row in rows:
        codes = set_aside.setdefault(row.id, set())
        if row.milestone_code:
            codes.add(row.milestone_code)
    found: dict[int, list[fluency.AgreementVersion]] = {}
    for version_id, row in {row.id: row for row in rows}.items():
        version = _agreement(row, frozenset(set_aside[version_id]))
        found.setdefault(row.mentee_id, []).append(version)
    return found


def _agreement(row: Any, set_aside: frozenset[str]) -> fluency.AgreementVersion:
    return fluency.AgreementVersion(
        pairing_id=row.pairing_id,
        in_force_at=row.in_force_at,
        targets={a: t for a in Area if (t := getattr(row, f"target_{a.value}"))},
        set_aside=set_aside,
        number=row.number,
    )


def _statements() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Observation.mentee_id,
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
            Observation.last_answer_on,
            Observation.imported,
            Answer.sequence,
            Answer.kind,
            Answer.known_at.label("answer_known_at"),
        )
        .outerjoin(Answer, Answer.observation_id == Observation.id)
        .order_by(Observation.id, Answer.sequence)
    )


def _observation(row: Any) -> fluency.Observation:
    return fluency.Observation(
        id=row.id,
        milestone=row.milestone_code,
        autonomy=row.autonomy,
        evidence=row.evidence,
        happened_on=row.happened_on,
        known_at=row.known_at,
        stated_by=row.side,
        pairing_id=row.pairing_id,
        before=row.before,
        drill=row.drill,
        corrects=row.corrects_id,
        withdrawn_at=row.withdrawn_at,
        last_answer_on=row.last_answer_on,
        imported=row.imported,
    )

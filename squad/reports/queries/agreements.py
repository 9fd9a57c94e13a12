"""Agreements that both signed, with what reports need of them; one statement."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import Area, NetworkKind
from squad.pairings.models import AgreementPurpose, AgreementSetAside, AgreementVersion, Pairing
from squad.reports.shapes import AgreementCard

TARGETS = [getattr(AgreementVersion, f"target_{area.value}") for area in Area]


FIRST_PURPOSE = (
    select(AgreementPurpose.kind)
    .where(AgreementPurpose.agreement_version_id == AgreementVersion.id)
    .order_by(AgreementPurpose.position, AgreementPurpose.id)
    .limit(1)
    .correlate(AgreementVersion)
    .scalar_subquery()
)

_CARDS = (
    select(
        Pairing.mentee_id,
        AgreementVersion.id,
        AgreementVersion.pairing_id,
        AgreementVersion.number,
        AgreementVersion.drafted_at,
        AgreementVersion.in_force_at,
        AgreementVersion.happened_on,
        AgreementVersion.cadence_days,
        AgreementVersion.networks,
        FIRST_PURPOSE.label("purpose"),
        AgreementSetAside.milestone_code,
        *TARGETS,
    )
    .join(Pairing, Pairing.id == AgreementVersion.pairing_id)
    .outerjoin(AgreementSetAside, AgreementSetAside.agreement_version_id == AgreementVersion.id)
    .where(AgreementVersion.in_force_at.is_not(None))
    .order_by(AgreementVersion.id)
)


def load_agreement_cards(
    *, programme_id: int, mentee_ids: Collection[int] | None = None
) -> dict[int, list[AgreementCard]]:
    """Every version that both signed, by mentee; no word of the pair among it."""
    query = _CARDS.where(Pairing.programme_id == programme_id)
    if mentee_ids is not None:
        query = query.where(Pairing.mentee_id.in_(mentee_ids))
    rows = session.execute(query).all()
    aside: dict[int, set[str]] = {row.id: set() for row in rows}
    for row in rows:
        if row.milestone_code:
            aside[row.id].add(row.milestone_code)
    found: dict[int, list[AgreementCard]] = {}
    for version_id, row in {row.id: row for row in rows}.items():
        found.setdefault(row.mentee_id, []).append(_card(row, frozenset(aside[version_id])))
    return found


def _card(row: Any, set_aside: frozenset[str]) -> AgreementCard:
    return AgreementCard(
        id=row.id,
        version=fluency.AgreementVersion(
            pairing_id=row.pairing_id,
            in_force_at=row.in_force_at,
            targets={a: t for a in Area if (t := getattr(row, f"target_{a.value}"))},
            set_aside=set_aside,
            number=row.number,
            drafted_at=row.drafted_at,
        ),
        happened_on=row.happened_on or row.in_force_at.date(),
        cadence_days=row.cadence_days,
        purpose=row.purpose or "",
        networks=frozenset(NetworkKind(code) for code in row.networks.split(",") if code),
    )

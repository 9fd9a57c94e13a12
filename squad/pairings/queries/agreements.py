"""Reading agreements. Their words are for the pair alone; others read figures and codes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased, selectinload

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.pairings.models import (
    AgreementPurpose,
    AgreementSetAside,
    AgreementVersion,
    Pairing,
)
from squad.pairings.queries.pairings import subject_of
from squad.pairings.rules.agreement import AgreementDraft, PurposeDraft, SetAside, Version


@dataclass(frozen=True, slots=True)
class Terms:
    """What a coordinator and HR may read of an agreement: no word of it."""

    number: int
    in_force_at: datetime | None
    happened_on: date | None
    target: Mapping[Area, int]
    cadence_days: int
    kinds: tuple[str, ...]
    """Codes of the kinds of purpose, in the pair's order."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Which version is the newest and who signed it."""

    number: int
    signed: frozenset[Side]
    in_force: bool


def find_signing(pairing_id: int) -> Signing | None:
    """How far the newest version of a pairing's agreement is signed; not a word is decrypted."""
    row = session.execute(
        select(
            AgreementVersion.number,
            AgreementVersion.mentor_signed_at,
            AgreementVersion.mentee_signed_at,
            AgreementVersion.in_force_at,
        )
        .where(AgreementVersion.pairing_id == pairing_id)
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    at = {Side.MENTOR: row.mentor_signed_at, Side.MENTEE: row.mentee_signed_at}
    signed = frozenset(side for side, when in at.items() if when is not None)
    return Signing(row.number, signed, row.in_force_at is not None)


def list_versions_for(viewer: Viewer, pairing: Pairing) -> Sequence[AgreementVersion]:
    """Every version of a pairing's agreement with its words, the newest first."""
    demand(viewer, Permission.READ_AGREEMENT, subject_of(pairing))
    return session.scalars(
        _whole()
        .where(AgreementVersion.pairing_id == pairing.id)
        .order_by(AgreementVersion.number.desc())
    ).all()


def find_newest(pairing_id: int) -> AgreementVersion | None:
    """The newest version of a pairing's agreement, signed or not."""
    return session.scalars(
        _whole()
        .where(AgreementVersion.pairing_id == pairing_id)
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    ).one_or_none()


def find_agreement_in_force(mentee_id: int, programme_id: int) -> AgreementVersion | None:
    """The last version that both signed for a mentee in a programme, whatever its pairing."""
    return session.scalars(
        _whole()
        .join(Pairing, Pairing.id == AgreementVersion.pairing_id)
        .where(
            Pairing.mentee_id == mentee_id,
            Pairing.programme_id == programme_id,
            AgreementVersion.in_force_at.is_not(None),
        )
        .order_by(
            AgreementVersion.in_force_at.desc(),
            AgreementVersion.pairing_id.desc(),
            AgreementVersion.number.desc(),
        )
        .limit(1)
    ).one_or_none()


def agreement_in_force_for(viewer: Viewer, pairing: Pairing) -> AgreementVersion | None:
    """The agreement in force for a pairing's mentee, if the viewer may read its words.

    After a re-match it may still be the former pairing's: its words stay with that pair, so
    the new mentor reads only versions of the own pairing.
    """
    demand(viewer, Permission.READ_AGREEMENT, subject_of(pairing))
    found = find_agreement_in_force(pairing.mentee_id, pairing.programme_id)
    if found is None or found.pairing_id == pairing.id or viewer.person_id == pairing.mentee_id:
        return found
    return None


def list_agreement_history(
    mentee_id: int, programme_id: int
) -> tuple[fluency.AgreementVersion, ...]:
    """Every version that came into force for a mentee in a programme, as fluency counts."""
    rows = session.execute(
        select(
            AgreementVersion.id,
            AgreementVersion.pairing_id,
            AgreementVersion.in_force_at,
            AgreementVersion.number,
            *_TARGETS,
        )
        .join(Pairing, Pairing.id == AgreementVersion.pairing_id)
        .where(
            Pairing.mentee_id == mentee_id,
            Pairing.programme_id == programme_id,
            AgreementVersion.in_force_at.is_not(None),
        )
        .order_by(AgreementVersion.in_force_at)
    ).all()
    asides: dict[int, set[str]] = {row.id: set() for row in rows}
    for version_id, code in session.execute(
        select(AgreementSetAside.agreement_version_id, AgreementSetAside.milestone_code).where(
            AgreementSetAside.agreement_version_id.in_(asides)
        )
    ):
        asides[version_id].add(code)
    return tuple(
        fluency.AgreementVersion(
            pairing_id=row.pairing_id,
            in_force_at=row.in_force_at,
            targets=_stages(row),
            set_aside=frozenset(asides[row.id]),
            number=row.number,
        )
        for row in rows
    )


def find_terms(pairing_id: int) -> Terms | None:
    """Figures and codes of a pairing's newest version in force; not a word is decrypted."""
    row = session.execute(
        select(
            AgreementVersion.id,
            AgreementVersion.number,
            AgreementVersion.in_force_at,
            AgreementVersion.happened_on,
            AgreementVersion.cadence_days,
            *_TARGETS,
        )
        .where(AgreementVersion.pairing_id == pairing_id, AgreementVersion.in_force_at.is_not(None))
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    kinds = session.scalars(
        select(AgreementPurpose.kind)
        .where(AgreementPurpose.agreement_version_id == row.id)
        .order_by(AgreementPurpose.position)
    )
    return Terms(
        row.number, row.in_force_at, row.happened_on, _stages(row), row.cadence_days, tuple(kinds)
    )


def get_target_of(version: AgreementVersion) -> Mapping[Area, int]:
    """The target stage of each area in the target."""
    return _stages(version)


def get_draft(version: AgreementVersion) -> AgreementDraft:
    """A stored version, loaded whole, as its form and its rules read it."""
    return AgreementDraft(
        purposes=tuple(
            PurposeDraft(p.kind, p.sign_of_success, p.value_at_start) for p in version.purposes
        ),
        target=_stages(version),
        networks=frozenset(NetworkKind(code) for code in version.networks.split(",") if code),
        cadence_days=version.cadence_days,
        booked_by=version.booked_by,
        set_asides=tuple(SetAside(a.milestone_code, a.reason) for a in version.set_asides),
        communities=version.communities,
        place=version.place,
        out_of_bounds=version.out_of_bounds,
        ask_before_publishing=version.ask_before_publishing,
    )


def get_signatures(version: AgreementVersion) -> Version:
    """Who signed a version, as the rules read it."""
    at = {Side.MENTOR: version.mentor_signed_at, Side.MENTEE: version.mentee_signed_at}
    return Version(version.number, {side: when for side, when in at.items() if when is not None})


_TARGETS = tuple(getattr(AgreementVersion, f"target_{area}") for area in Area)


def _stages(row: object) -> Mapping[Area, int]:
    stages = {area: getattr(row, f"target_{area}") for area in Area}
    return {area: stage for area, stage in stages.items() if stage}


def _whole() -> Select[AgreementVersion]:
    return select(AgreementVersion).options(
        selectinload(AgreementVersion.purposes), selectinload(AgreementVersion.set_asides)
    )


def list_unsigned(pairing_ids: Collection[int]) -> frozenset[tuple[int, int, Side]]:
    """(pairing, number, side) of the newest version of each, where that side has not signed."""
    later = aliased(AgreementVersion)
    newest = ~exists().where(
        later.pairing_id == AgreementVersion.pairing_id, later.number > AgreementVersion.number
    )
    rows = session.execute(
        select(
            AgreementVersion.pairing_id,
            AgreementVersion.number,
            AgreementVersion.mentor_signed_at,
            AgreementVersion.mentee_signed_at,
        ).where(AgreementVersion.pairing_id.in_(pairing_ids), newest)
    )
    return frozenset(
        (pairing_id, number, side)
        for pairing_id, number, *signed in rows
        for side, at in zip((Side.MENTOR, Side.MENTEE), signed, strict=True)
        if at is None
    )

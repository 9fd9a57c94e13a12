"""Programmes as reports need them, and whose reports a viewer may read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from squad.access.viewer import Role, Viewer
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules import fluency
from squad.pairings.rules.clocks import Limits
from squad.programmes.framework_moves import load_moves
from squad.programmes.models import Programme, ProgrammeVersion
from squad.programmes.rules import ReadingMode
from squad.reports.shapes import ProgrammeCard, Reader

COLUMNS = (
    Programme.id,
    Programme.code,
    Programme.name,
    Programme.time_zone,
    Programme.starts_on,
    Programme.ends_on,
    Programme.framework_version_id,
    Programme.framework_moves,
    Programme.reading_mode,
    Programme.ratings_in_groups,
    Programme.archived_on,
    Programme.planned_sessions,
    Programme.weeks,
    Programme.minutes,
    Programme.cadence_days,
    Programme.overdue_amber_days,
    Programme.overdue_red_days,
    Programme.closing_offer_days,
)


def card_of(row: Any) -> ProgrammeCard:
    """A programme out of a row that has COLUMNS."""
    return ProgrammeCard(
        id=row.id,
        code=row.code,
        name=row.name,
        time_zone=row.time_zone,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        framework=get_framework(row.framework_version_id),
        named=row.reading_mode is ReadingMode.NAMED,
        ratings_in_groups=row.ratings_in_groups,
        archived_on=row.archived_on,
        planned_sessions=row.planned_sessions,
        weeks=row.weeks,
        minutes=row.minutes,
        limits=limits_of(row),
        moved=row.framework_moves,
    )


def with_moves(card: ProgrammeCard) -> ProgrammeCard:
    """The programme with its moves to other versions; no statement where it never moved."""
    return replace(card, moves=card.moves or load_moves(card.id, card.moved))


def card_as_known(card: ProgrammeCard, upto: datetime) -> ProgrammeCard:
    """The programme with what was known before `upto`: its figures, else its first ones; version.

    One statement, two where it has moved.
    """
    moves = with_moves(card).moves
    earlier = tuple(move for move in moves if move.known_at < upto)
    versions = session.scalars(
        select(ProgrammeVersion)
        .where(ProgrammeVersion.programme_id == card.id)
        .order_by(ProgrammeVersion.known_at, ProgrammeVersion.id)
    ).all()
    known = [version for version in versions if version.known_at < upto] or versions[:1]
    return replace(
        card,
        planned_sessions=known[-1].planned_sessions,
        minutes=known[-1].minutes,
        limits=limits_of(known[-1]),
        framework=fluency.framework_at(card.framework, moves, upto),
        moved=len(earlier),
        moves=earlier,
    )


def limits_of(figures: Any) -> Limits:
    """From when on silence counts, as a programme or one of its versions says."""
    return Limits(
        figures.cadence_days,
        figures.overdue_amber_days,
        figures.overdue_red_days,
        figures.closing_offer_days,
    )


def list_readable(viewer: Viewer) -> Sequence[ProgrammeCard]:
    """The programmes whose cohort the viewer may read, the latest first."""
    readable = viewer.programmes_as(Role.COORDINATOR, Role.HR_VIEWER)
    rows = session.execute(
        select(*COLUMNS)
        .where(Programme.id.in_(readable))
        .order_by(Programme.starts_on.desc(), Programme.id.desc())
    )
    return [card_of(row) for row in rows]


def find_by_code(code: str) -> ProgrammeCard | None:
    """Any programme by its code: for the operator's command."""
    row = session.execute(select(*COLUMNS).where(Programme.code == code)).one_or_none()
    return card_of(row) if row else None


def find_card(programme_id: int) -> ProgrammeCard | None:
    """Any programme by its id: for what the program does by itself."""
    row = session.execute(select(*COLUMNS).where(Programme.id == programme_id)).one_or_none()
    return card_of(row) if row else None


def reader_of_cohort(viewer: Viewer, programme_id: int) -> Reader | None:
    """With whose eyes the viewer reads a programme's report, None: not at all."""
    if programme_id in viewer.programmes_as(Role.COORDINATOR):
        return Reader.COORDINATOR
    if programme_id in viewer.programmes_as(Role.HR_VIEWER):
        return Reader.HR
    return None


def list_names(programme_ids: Collection[int]) -> Mapping[int, str]:
    """Names of programmes by id; none is asked for where there is none."""
    if not programme_ids:
        return {}
    rows = session.execute(
        select(Programme.id, Programme.name).where(Programme.id.in_(programme_ids))
    )
    return {row.id: row.name for row in rows}

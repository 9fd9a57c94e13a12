"""People of a programme by one thing at a time, and how far each group is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from squad.coaching.models import Span
from squad.db.session import session
from squad.framework.rules import fluency
from squad.pairings.models import AgreementPurpose, AgreementVersion, Pairing
from squad.reports.cohort_shapes import GroupFigures, Ladder, Partition
from squad.reports.ledger.models import Standing
from squad.reports.ledger.rows import word_of
from squad.reports.rules import Group, partition
from squad.reports.shapes import ProgrammeCard

COLUMNS: Mapping[Partition, Any] = {
    Partition.FUNCTION: Standing.function_key,
    Partition.SITE: Standing.site_key,
    Partition.LEVEL: Standing.level,
    Partition.LANGUAGE: Standing.language,
    Partition.PURPOSE: Standing.purpose,
}
KEYED = frozenset({Partition.FUNCTION, Partition.SITE})


def list_groups(
    programme: ProgrammeCard, *, day: date, today: date, exact: bool
) -> tuple[GroupFigures, ...]:
    """Every partition as of a day, one statement each.

    `exact`: for who may open each person, else as suppression allows.
    """
    return tuple(
        group
        for by in Partition
        for group in _groups(by, _ladders(programme, by, day=day, today=today), exact=exact)
    )


class _Counted(NamedTuple):
    value: str
    rung: int
    people: int


def _ladders(
    programme: ProgrammeCard, by: Partition, *, day: date, today: date
) -> dict[str, Ladder]:
    """How many people of each value stand on each rung."""
    found: dict[str, list[int]] = {}
    for counted in _count(programme, COLUMNS[by], day=day, past=day < today):
        value = word_of(counted.value) if by in KEYED else counted.value
        found.setdefault(value, [0, 0, 0, 0])[counted.rung] += counted.people
    return {value: (rungs[0], rungs[1], rungs[2], rungs[3]) for value, rungs in found.items()}


def _count(programme: ProgrammeCard, column: Any, *, day: date, past: bool) -> list[_Counted]:
    own = Standing.programme_id == programme.id
    if not past:
        rows = session.execute(
            select(column, Standing.headline, func.count())
            .where(own)
            .group_by(column, Standing.headline)
        )
        return [_Counted(*row) for row in rows]
    upto = fluency.end_of(day, programme.time_zone)
    then = and_(
        Span.mentee_id == Standing.mentee_id,
        Span.programme_id == Standing.programme_id,
        Span.subject == fluency.SpanKind.HEADLINE.value,
        Span.from_at < upto,
        or_(Span.to_at.is_(None), Span.to_at >= upto),
    )
    people = (
        select(
            (_purpose_at(upto) if column is Standing.purpose else column).label("value"),
            func.coalesce(Span.value, literal(0)).label("rung"),
        )
        .select_from(Standing)
        .outerjoin(Span, then)
        .where(own, Standing.begun_on <= day)
        .subquery()
    )
    by = people.c.value, people.c.rung
    return [_Counted(*row) for row in session.execute(select(*by, func.count()).group_by(*by))]


def _purpose_at(upto: datetime) -> ColumnElement[str]:
    """The first purpose of the agreement that was in force then; all else is today's."""
    version = (
        select(AgreementVersion.id)
        .join(Pairing, Pairing.id == AgreementVersion.pairing_id)
        .where(
            Pairing.mentee_id == Standing.mentee_id,
            Pairing.programme_id == Standing.programme_id,
            AgreementVersion.in_force_at < upto,
        )
        .order_by(
            AgreementVersion.in_force_at.desc(),
            AgreementVersion.pairing_id.desc(),
            AgreementVersion.number.desc(),
        )
        .limit(1)
        .correlate(Standing)
        .scalar_subquery()
    )
    purpose = (
        select(AgreementPurpose.kind)
        .where(AgreementPurpose.agreement_version_id == version)
        .order_by(AgreementPurpose.position, AgreementPurpose.id)
        .limit(1)
        .correlate(Standing)
        .scalar_subquery()
    )
    return func.coalesce(purpose, literal(""))


def _groups(
    by: Partition, ladders: Mapping[str, Ladder], *, exact: bool
) -> tuple[GroupFigures, ...]:
    counts = {value: sum(ladder) for value, ladder in ladders.items()}
    shown = _all_groups(counts) if exact else partition(counts)
    if shown is None:
        return (GroupFigures(by, None),)
    return tuple(
        GroupFigures(by, each.value, each.count, _together(each, ladders), each.merged)
        for each in shown
    )


def _together(group: Group, ladders: Mapping[str, Ladder]) -> Ladder:
    rungs = [sum(column) for column in zip(*(ladders[v] for v in group.members), strict=True)]
    return (rungs[0], rungs[1], rungs[2], rungs[3])


def _all_groups(counts: Mapping[str, int]) -> tuple[Group, ...]:
    return tuple(Group(value, (value,), count) for value, count in sorted(counts.items()))

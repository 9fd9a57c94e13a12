"""People of a programme by everything that they are grouped by; one statement for all tables."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, extract, func, literal, null, or_, select

from squad.coaching.models import Span
from squad.db.session import session
from squad.framework.rules import fluency
from squad.pairings.models import AgreementPurpose, AgreementVersion, Pairing
from squad.reports.cohort_shapes import GroupFigures, Partition
from squad.reports.group_figures import Alike, all_groups, groups_shown
from squad.reports.ledger.models import Standing
from squad.reports.ledger.rows import word_of
from squad.reports.shapes import ProgrammeCard


def list_groups(
    programme: ProgrammeCard, *, day: date, today: date, exact: bool
) -> tuple[GroupFigures, ...]:
    """Every partition as of a day. `exact`: for who may open each person, else as is allowed."""
    alike = _list_alike(programme, day=day, past=day < today)
    return all_groups(alike) if exact else groups_shown(alike)


def _list_alike(programme: ProgrammeCard, *, day: date, past: bool) -> list[Alike]:
    """How many people are alike in all that they are grouped by, on each rung.

    Of a day gone by the rung and the purpose are those of that day, and all else is today's:
    targets are counted as of today alone.
    """
    people = _as_it_was(programme, day) if past else _as_it_is(programme)
    begun = extract("year", people.c.begun_on), extract("month", people.c.begun_on)
    by = (
        people.c.function_key,
        people.c.site_key,
        people.c.level,
        people.c.language,
        people.c.purpose,
        people.c.rung,
        *begun,
    )
    sums = [func.sum(people.c[name]) for name in ("met", "held", "total")]
    rows = session.execute(select(*by, func.count(), *sums).group_by(*by))
    return [_alike(*row) for row in rows]


def _alike(
    function: str,
    site: str,
    level: str,
    language: str,
    purpose: str,
    rung: int,
    year: int,
    month: int,
    people: int,
    *sums: int | None,
) -> Alike:
    met, held, total = (None if each is None else int(each) for each in sums)
    return Alike(
        values={
            Partition.FUNCTION: word_of(function),
            Partition.SITE: word_of(site),
            Partition.LEVEL: level,
            Partition.LANGUAGE: language,
            Partition.PURPOSE: purpose,
        },
        begun_in=date(int(year), int(month), 1),
        rung=rung,
        people=people,
        targets_met=met,
        held=held,
        total=total,
    )


def _as_it_is(programme: ProgrammeCard) -> Any:
    return (
        select(
            *_today(),
            Standing.purpose,
            Standing.headline.label("rung"),
            cast(Standing.target_met, Standing.held.type).label("met"),
            Standing.held,
            Standing.total,
        )
        .where(Standing.programme_id == programme.id)
        .subquery()
    )


def _as_it_was(programme: ProgrammeCard, day: date) -> Any:
    upto = fluency.end_of(day, programme.time_zone)
    then = and_(
        Span.mentee_id == Standing.mentee_id,
        Span.programme_id == Standing.programme_id,
        Span.subject == fluency.SpanKind.HEADLINE.value,
        Span.from_at < upto,
        or_(Span.to_at.is_(None), Span.to_at >= upto),
    )
    unknown = cast(null(), Standing.held.type)
    return (
        select(
            *_today(),
            _purpose_at(upto).label("purpose"),
            func.coalesce(Span.value, literal(0)).label("rung"),
            unknown.label("met"),
            unknown.label("held"),
            unknown.label("total"),
        )
        .select_from(Standing)
        .outerjoin(Span, then)
        .where(Standing.programme_id == programme.id, Standing.begun_on <= day)
        .subquery()
    )


def _today() -> tuple[Any, ...]:
    return (
        Standing.function_key,
        Standing.site_key,
        Standing.level,
        Standing.language,
        Standing.begun_on,
    )


def _purpose_at(upto: datetime) -> ColumnElement[str]:
    """The first purpose of the agreement that was in force then."""
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

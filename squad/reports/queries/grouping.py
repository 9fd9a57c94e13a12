"""People of a programme by one thing at a time, and how far each group is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, literal, null, or_, select

from squad.coaching.models import Span
from squad.db.session import session
from squad.framework.rules import fluency
from squad.pairings.models import AgreementPurpose, AgreementVersion, Pairing
from squad.reports.cohort_shapes import GroupFigures, Partition
from squad.reports.grouping import Begun, Combined, tables_shown
from squad.reports.ledger.models import Standing
from squad.reports.ledger.rows import word_of
from squad.reports.rules import Group
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
    """Every partition as of a day, one statement each; one more where suppression asks for it.

    `exact`: for who may open each person, else as suppression allows.
    """
    past = day < today
    counted = {by: _count(programme, by, day=day, past=past, exact=exact) for by in Partition}
    shown: list[tuple[Group, ...] | None]
    if exact:
        shown = [_all_groups(_people(rows)) for rows in counted.values()]
    else:
        begun = [_begun(rows) for rows in counted.values()]
        shown = tables_shown(begun, _combine(programme, day=day, past=past), day)
    return tuple(
        figures
        for (by, rows), groups in zip(counted.items(), shown, strict=True)
        for figures in _figures(by, groups, rows)
    )


class _Counted(NamedTuple):
    """People of one value on one rung; and who came in on one day, where suppression asks."""

    value: str
    rung: int
    begun_on: date | None
    people: int
    targets_met: int | None
    held: int | None
    total: int | None


def _count(
    programme: ProgrammeCard, by: Partition, *, day: date, past: bool, exact: bool
) -> list[_Counted]:
    people = _select_people(programme, [by], day=day, past=past).subquery()
    keys = [people.c[by.value], people.c.rung, *([] if exact else [people.c.begun_on])]
    sums = [func.sum(people.c[name]) for name in ("targets_met", "held", "total")]
    rows = session.execute(select(*keys, func.count(), *sums).group_by(*keys))
    found = []
    for value, rung, *rest in rows:
        begun_on, numbers = (None, rest) if exact else (rest[0], rest[1:])
        count, *figures = numbers
        whole = [None if figure is None else int(figure) for figure in figures]
        found.append(_Counted(_value(by, value), rung, begun_on, count, *whole))
    return found


def _combine(programme: ProgrammeCard, *, day: date, past: bool) -> Combined:
    """How many people share all five values."""
    people = _select_people(programme, list(Partition), day=day, past=past).subquery()
    keys = [people.c[by.value] for by in Partition]
    found: Counter[tuple[str, ...]] = Counter()
    for row in session.execute(select(*keys, func.count().label("people")).group_by(*keys)):
        values = tuple(_value(by, value) for by, value in zip(Partition, row, strict=False))
        found[values] += row.people
    return found


def _value(by: Partition, stored: str) -> str:
    return word_of(stored) if by in KEYED else stored


def _select_people(
    programme: ProgrammeCard, wanted: Sequence[Partition], *, day: date, past: bool
) -> Select[Any]:
    """A row a person: their values, rung and day of coming in; today also their target."""
    own = Standing.programme_id == programme.id
    values = [COLUMNS[by].label(by.value) for by in wanted]
    if not past:
        return select(
            *values,
            Standing.headline.label("rung"),
            Standing.begun_on,
            cast(Standing.target_met, Integer).label("targets_met"),
            Standing.held,
            Standing.total,
        ).where(own)
    upto = fluency.end_of(day, programme.time_zone)
    then = and_(
        Span.mentee_id == Standing.mentee_id,
        Span.programme_id == Standing.programme_id,
        Span.subject == fluency.SpanKind.HEADLINE.value,
        Span.from_at < upto,
        or_(Span.to_at.is_(None), Span.to_at >= upto),
    )
    values = [
        (_purpose_at(upto) if by is Partition.PURPOSE else COLUMNS[by]).label(by.value)
        for by in wanted
    ]
    return (
        select(
            *values,
            func.coalesce(Span.value, literal(0)).label("rung"),
            Standing.begun_on,
            *(cast(null(), Integer).label(name) for name in ("targets_met", "held", "total")),
        )
        .select_from(Standing)
        .outerjoin(Span, then)
        .where(own, Standing.begun_on <= day)
    )


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


def _people(rows: Sequence[_Counted]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.value] += row.people
    return counts


def _begun(rows: Sequence[_Counted]) -> Begun:
    counts: Counter[tuple[str, date]] = Counter()
    for row in rows:
        if row.begun_on is not None:
            counts[row.value, row.begun_on] += row.people
    return counts


def _figures(
    by: Partition, groups: Sequence[Group] | None, rows: Sequence[_Counted]
) -> Iterator[GroupFigures]:
    if groups is None:
        yield GroupFigures(by, None)
        return
    for group in groups:
        own = [row for row in rows if row.value in group.members]
        rungs = [sum(row.people for row in own if row.rung == rung) for rung in range(4)]
        yield GroupFigures(
            by=by,
            value=group.value,
            mentees=group.count,
            ladder=(rungs[0], rungs[1], rungs[2], rungs[3]),
            merged=group.merged,
            targets_met=_sum(row.targets_met for row in own),
            held=_sum(row.held for row in own),
            total=_sum(row.total for row in own),
        )


def _sum(figures: Iterable[int | None]) -> int | None:
    """None as soon as one is not known."""
    known = list(figures)
    return None if any(figure is None for figure in known) else sum(f or 0 for f in known)


def _all_groups(counts: Mapping[str, int]) -> tuple[Group, ...]:
    return tuple(Group(value, (value,), count) for value, count in sorted(counts.items()))

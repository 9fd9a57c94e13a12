"""What pairings brought: all of it for the two, for everybody else what the mentee shares."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, select

from squad.coaching.models import Brought, BroughtShare
from squad.coaching.rules.brought import MOMENTS, BroughtAnswer
from squad.coaching.rules.ratings import Moment
from squad.db.session import session
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.pairings.models import AgreementPurpose, Pairing
from squad.reports.brought_rules import Shared, SignCounts, brought_at
from squad.reports.ledger.reading import Sums, load_sums
from squad.reports.ledger.rules.measures import Measure, sign
from squad.reports.report_shapes import BroughtSaid
from squad.reports.rules import figures_shown, month_end_shown
from squad.reports.shapes import ProgrammeCard


@dataclass(frozen=True, slots=True)
class BroughtTotals:
    """How many signs of success have come how far, among those shared."""

    as_of: date
    latest: SignCounts
    """By the latest answer; in groups only, those of the latest moment that can be shown."""
    moments: Mapping[Moment, SignCounts] | None = None
    """In groups only: the tables of half-way and of the end that can be shown."""


def list_for_pair(
    programme_id: int, mentee_id: int, upto: datetime, *, own: Collection[int] | None
) -> tuple[BroughtSaid, ...]:
    """All that was said before `upto`, with the signs; of some pairings, or of all."""
    shared = exists().where(
        BroughtShare.brought_id == Brought.id,
        BroughtShare.known_at < upto,
        BroughtShare.withdrawn_at.is_(None),
    )
    query = (
        select(
            Brought.moment,
            Brought.purpose_id,
            Brought.happened_on,
            Brought.answer,
            Brought.value_now,
            Brought.words,
            AgreementPurpose.kind,
            AgreementPurpose.value_at_start,
            AgreementPurpose.sign_of_success,
            shared.label("shared"),
        )
        .join(Pairing, Pairing.id == Brought.pairing_id)
        .join(AgreementPurpose, AgreementPurpose.id == Brought.purpose_id)
        .where(
            Pairing.programme_id == programme_id,
            Pairing.mentee_id == mentee_id,
            Brought.known_at < upto,
        )
        .order_by(Brought.number)
    )
    if own is not None:
        query = query.where(Brought.pairing_id.in_(own))
    return tuple(
        _said(row, row.value_at_start, sign=row.sign_of_success, shared=row.shared)
        for row in _newest(query)
    )


def list_shared(programme_id: int, mentee_id: int, upto: datetime) -> tuple[BroughtSaid, ...]:
    """What was shared before `upto` and has not been taken back; nothing of it is decrypted."""
    query = _shared(programme_id, upto).where(Pairing.mentee_id == mentee_id)
    return tuple(_said(row, row.value_at_start) for row in _newest(query))


def find_brought_totals(
    programme: ProgrammeCard, wanted: date | None = None, sums: Sums | None = None
) -> BroughtTotals | None:
    """The count of signs by their answer; None while fewer than five mentees share any.

    In groups only as of the last month end, like every figure there, and five people at a time.
    `sums`: those of the day, for who has them already.
    """
    today = clock.today(programme.time_zone)
    day = min(wanted or today, today)
    if not programme.named:
        return _find_in_groups(programme, month_end_shown(day, today))
    counts = _count_latest(sums or load_sums(programme.id, day))
    return BroughtTotals(day, counts) if figures_shown(counts.mentees) else None


def _count_latest(sums: Sums) -> SignCounts:
    signs = {answer: sums.total(sign(answer)) for answer in BroughtAnswer}
    return SignCounts(sums.total(Measure.SHARING), signs)


def _find_in_groups(programme: ProgrammeCard, day: date) -> BroughtTotals | None:
    """With what was taken back since: it once stood in a table."""
    rows = session.execute(
        select(
            Pairing.mentee_id,
            Brought.purpose_id,
            Brought.moment,
            BroughtShare.answer,
            BroughtShare.known_at,
            BroughtShare.withdrawn_at,
        )
        .join(Brought, Brought.id == BroughtShare.brought_id)
        .join(Pairing, Pairing.id == Brought.pairing_id)
        .where(Pairing.programme_id == programme.id)
        .order_by(Brought.number, BroughtShare.id)
    )
    zone = programme.time_zone
    shared = [
        Shared(
            row.mentee_id,
            row.purpose_id,
            row.moment,
            row.answer,
            day_of(row.known_at, zone),
            day_of(row.withdrawn_at, zone) if row.withdrawn_at else None,
        )
        for row in rows
    ]
    moments = brought_at(shared, day)
    if not moments:
        return None
    return BroughtTotals(day, moments[max(moments, key=MOMENTS.index)], moments)


def _shared(programme_id: int, upto: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Pairing.mentee_id,
            Brought.moment,
            Brought.purpose_id,
            BroughtShare.happened_on,
            BroughtShare.kind,
            BroughtShare.answer,
            BroughtShare.value_at_start,
            BroughtShare.value_now,
            BroughtShare.words,
        )
        .join(Brought, Brought.id == BroughtShare.brought_id)
        .join(Pairing, Pairing.id == Brought.pairing_id)
        .where(
            Pairing.programme_id == programme_id,
            BroughtShare.known_at < upto,
            BroughtShare.withdrawn_at.is_(None),
        )
        .order_by(Brought.number, BroughtShare.id)
    )


def _newest(query: Select[*tuple[Any, ...]]) -> list[Any]:
    """The last row of each sign and moment, by sign, half-way before the end."""
    last = {(row.purpose_id, MOMENTS.index(row.moment)): row for row in session.execute(query)}
    return [last[key] for key in sorted(last)]


def _said(row: Any, at_start: str, *, sign: str = "", shared: bool = True) -> BroughtSaid:
    return BroughtSaid(
        moment=row.moment,
        on=row.happened_on,
        kind=row.kind,
        answer=BroughtAnswer(row.answer),
        at_start=at_start,
        now=row.value_now,
        words=row.words,
        sign=sign,
        shared=shared,
    )

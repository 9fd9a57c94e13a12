"""A programme's report: from stored rows for today, replayed from statements for a day gone by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.coaching.models import Span
from squad.db.paging import PAGE_SIZE, Page, make_page, read_cursor
from squad.db.session import session
from squad.framework.rules import fluency
from squad.kernel.clock import clock
from squad.reports.assembling import (
    figures_of,
    first_known,
    limits_for,
    member_of,
    month_ends,
    rate_of,
    totals_of,
)
from squad.reports.cohort_shapes import Cohort, MonthEnd
from squad.reports.grouping import all_groups, groups_shown
from squad.reports.lists import after_cursor, choices_of, listed, sort_key
from squad.reports.queries.known import Known, load_replayed, load_stored
from squad.reports.queries.programmes import card_as_known, reader_of_cohort, with_moves
from squad.reports.rules import LEAST_PEOPLE, figures_shown, month_end_shown
from squad.reports.shapes import Filters, Member, ProgrammeCard, Reader, Sort


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted of a cohort. `size` None: everybody, as exports give them."""

    as_of: date | None = None
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.NAME
    cursor: str | None = None
    size: int | None = PAGE_SIZE
    export: bool = False
    """Exports circulate: in groups only they hold groups, whoever asks."""
    months: bool = False


def cohort_for(viewer: Viewer, programme: ProgrammeCard, ask: Ask) -> Cohort | None:
    """A programme's report as the viewer may read it, None if they may not at all."""
    reader = reader_of_cohort(viewer, programme.id)
    return load_cohort(programme, reader, ask) if reader else None


def load_cohort(programme: ProgrammeCard, reader: Reader, ask: Ask) -> Cohort:
    """The report of a programme with the eyes of `reader`; a constant number of statements."""
    today = clock.today(programme.time_zone)
    day = min(ask.as_of or programme.archived_on or today, today)
    by_name = programme.named or (reader is Reader.COORDINATOR and not ask.export)
    if not by_name:
        day = month_end_shown(day, today)
    upto = fluency.end_of(day, programme.time_zone)
    programme = card_as_known(programme, upto) if day < today else with_moves(programme)
    known = (load_replayed if day < today else load_stored)(programme, day, upto)
    members = _members(programme, known, on=day, reader=reader)
    if not by_name and not figures_shown(len(members)):
        return Cohort(programme, reader, day, today, by_name, len(members), None, (), ())
    chosen = listed(members, ask.filters, ask.sort) if by_name else []
    page = _page(chosen, ask)
    progress = known.progress_of([m.person.id for m in page.rows])
    seen: dict[str, Any] = {"on": day, "reader": reader, "past": day < today}
    return Cohort(
        programme=programme,
        reader=reader,
        as_of=day,
        today=today,
        by_name=by_name,
        mentees=len(members),
        totals=totals_of(members, known.sessions),
        groups=all_groups(members)
        if by_name
        else groups_shown(members, on=day, time_zone=programme.time_zone),
        rows=tuple(
            figures_of(m, progress[m.person.id], programme=programme.code, **seen)
            for m in page.rows
        ),
        listed=len(chosen),
        next_cursor=page.next_cursor,
        choices=choices_of(members),
        months=_months(programme, known, day, by_name=by_name) if ask.months else (),
        second_looks=rate_of(known.times.looks, day, programme.time_zone),
    )


def _page(chosen: Sequence[Member], ask: Ask) -> Page[Member]:
    if ask.size is None:
        return Page(chosen, None)
    rest = after_cursor(chosen, ask.sort, read_cursor(ask.cursor) or ())
    return make_page(rest, ask.size, lambda m: (ask.sort.value, *sort_key(m, ask.sort)))


def _members(programme: ProgrammeCard, known: Known, *, on: date, reader: Reader) -> list[Member]:
    members = []
    for mentee_id, pairings in known.pairings.items():
        agreement = known.agreements.get(mentee_id)
        members.append(
            member_of(
                known.people[mentee_id],
                pairings,
                counted=known.counted[mentee_id],
                limits=limits_for(programme, agreement.cadence_days if agreement else None),
                purpose=agreement.purpose if agreement else "",
                times=known.times,
                on=on,
                reader=reader,
            )
        )
    return members


def _months(
    programme: ProgrammeCard, known: Known, day: date, *, by_name: bool
) -> tuple[MonthEnd, ...]:
    """The ladder at each month's end; one statement."""
    begun: dict[int, datetime] = {}
    for mentee_id, pairings in known.pairings.items():
        moments = [first_known(known.times.moves.get(p.id, ())) for p in pairings]
        if found := [at for at in moments if at]:
            begun[mentee_id] = min(found)
    rows = session.execute(
        select(Span.mentee_id, Span.value, Span.from_at, Span.to_at)
        .where(Span.programme_id == programme.id, Span.subject == fluency.SpanKind.HEADLINE.value)
        .order_by(Span.from_at)
    )
    spans: dict[int, list[fluency.Span]] = {}
    for mentee_id, value, from_at, to_at in rows:
        span = fluency.Span(fluency.SpanKind.HEADLINE, "headline", value, from_at, to_at)
        spans.setdefault(mentee_id, []).append(span)
    return month_ends(
        begun,
        spans,
        as_of=day,
        time_zone=programme.time_zone,
        least=0 if by_name else LEAST_PEOPLE,
    )

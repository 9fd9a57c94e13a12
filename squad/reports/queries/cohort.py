"""A programme's report: totals from its ledger, people page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from squad.access.viewer import Viewer
from squad.db.paging import PAGE_SIZE, Page
from squad.framework.rules import fluency
from squad.kernel.clock import clock
from squad.reports.assembling import rate_of
from squad.reports.cohort_figures import states_of, totals_of
from squad.reports.cohort_shapes import Choices, Cohort, GroupFigures
from squad.reports.dashboard_figures import months_of
from squad.reports.ledger.reading import Sums, load_sums
from squad.reports.ledger.rules.measures import Measure
from squad.reports.queries.grouping import list_groups
from squad.reports.queries.known import load_figures
from squad.reports.queries.listing import (
    count_listed,
    iter_pages,
    list_page,
    list_words,
    sort_of,
)
from squad.reports.queries.programmes import card_as_known, reader_of_cohort, with_moves
from squad.reports.queries.second_looks import load_looks
from squad.reports.rules import LEAST_PEOPLE, figures_shown, month_end_shown
from squad.reports.shapes import Filters, MenteeFigures, ProgrammeCard, Reader, Sort

PORTION = 500
LARGEST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted of a cohort. `size`: of its list, at once; None: everybody."""

    as_of: date | None = None
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.NAME
    cursor: str | None = None
    size: int | None = PAGE_SIZE
    export: bool = False
    """Exports circulate: in groups only they hold groups, whoever asks."""
    groups: bool = False


@dataclass(frozen=True, slots=True)
class _At:
    """How a programme is read: on which day, and whether people are read by name."""

    programme: ProgrammeCard
    """As it was known on the day."""
    day: date
    today: date
    by_name: bool

    @property
    def past(self) -> bool:
        return self.day < self.today


def cohort_for(viewer: Viewer, programme: ProgrammeCard, ask: Ask) -> Cohort | None:
    """A programme's report as the viewer may read it, None if they may not at all."""
    reader = reader_of_cohort(viewer, programme.id)
    return load_cohort(programme, reader, ask) if reader else None


def load_cohort(programme: ProgrammeCard, reader: Reader, ask: Ask) -> Cohort:
    """The report of a programme with the eyes of `reader`; a constant number of statements."""
    at = _reading(programme, reader, ask)
    sums = load_sums(programme.id, at.day)
    people = sums.total(Measure.PEOPLE)
    empty = Cohort(
        programme=at.programme,
        reader=reader,
        as_of=at.day,
        today=at.today,
        by_name=at.by_name,
        mentees=people,
        totals=None,
        groups=(),
        rows=(),
    )
    if not at.by_name and not figures_shown(people):
        return empty
    least = 0 if at.by_name else LEAST_PEOPLE
    upto = fluency.end_of(at.day, programme.time_zone)
    counted = replace(
        empty,
        totals=totals_of(sums),
        sums=sums,
        groups=_groups(at) if ask.groups or not at.by_name else (),
        months=months_of(sums, at.day, least=least),
        second_looks=rate_of(load_looks(programme.id, upto), at.day, programme.time_zone),
    )
    return _with_people(counted, at, ask, sums) if at.by_name and ask.size != 0 else counted


def iter_figures(programme: ProgrammeCard, reader: Reader, ask: Ask) -> Iterator[MenteeFigures]:
    """Everybody who fits, in order, a portion at a time; nobody where people have no rows."""
    at = _reading(programme, reader, ask)
    if not at.by_name:
        return
    sort = sort_of(ask.sort, past=at.past)
    for ids in iter_pages(at.programme, ask.filters, sort, on=at.day, past=at.past, size=PORTION):
        yield from _figures(at, ids, reader)


def _reading(programme: ProgrammeCard, reader: Reader, ask: Ask) -> _At:
    today = clock.today(programme.time_zone)
    day = min(ask.as_of or programme.archived_on or today, today)
    by_name = programme.named or (reader is Reader.COORDINATOR and not ask.export)
    if not by_name:
        day = month_end_shown(day, today)
    upto = fluency.end_of(day, programme.time_zone)
    known = card_as_known(programme, upto) if day < today else with_moves(programme)
    return _At(known, day, today, by_name)


def _groups(at: _At) -> tuple[GroupFigures, ...]:
    return list_groups(at.programme, day=at.day, today=at.today, exact=at.by_name)


def _with_people(cohort: Cohort, at: _At, ask: Ask, sums: Sums) -> Cohort:
    narrowed = ask.filters != Filters()
    page = _page(at, ask)
    return replace(
        cohort,
        rows=tuple(_figures(at, page.rows, cohort.reader)),
        listed=count_listed(at.programme, ask.filters, on=at.day, past=at.past)
        if narrowed
        else cohort.mentees,
        next_cursor=page.next_cursor,
        choices=Choices(*list_words(at.programme.id), states_of(sums)),
    )


def _page(at: _At, ask: Ask) -> Page[int]:
    size = ask.size or LARGEST_PAGE
    sort = sort_of(ask.sort, past=at.past)
    return list_page(
        at.programme,
        ask.filters,
        sort,
        on=at.day,
        past=at.past,
        cursor=ask.cursor,
        size=size,
    )


def _figures(at: _At, mentee_ids: Sequence[int], reader: Reader) -> list[MenteeFigures]:
    return load_figures(at.programme, mentee_ids, day=at.day, today=at.today, reader=reader)

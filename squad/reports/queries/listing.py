"""Who stands on which page of a programme's list; never all of it at once."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from squad.db.paging import Page, make_page, read_cursor
from squad.db.session import session
from squad.framework.rules.fluency import end_of
from squad.kernel.text import search_words
from squad.pairings.models import Pairing, PairingTransition
from squad.pairings.rules.clocks import Level
from squad.pairings.rules.states import PairingState
from squad.reports.cohort_shapes import ViewName
from squad.reports.kept_views.names import PROGRAMME, VIEWS, in_order
from squad.reports.ledger.models import SilentTime, Standing
from squad.reports.ledger.rows import LAST_OF_ALL, word_key, word_of
from squad.reports.shapes import Filters, ProgrammeCard, Sort

BY_NAME = (Standing.sort_key, Standing.mentee_id)
ORDERS: dict[Sort, tuple[Any, ...]] = {
    Sort.NAME: BY_NAME,
    Sort.FUNCTION: (Standing.function_key, *BY_NAME),
    Sort.SITE: (Standing.site_key, *BY_NAME),
    Sort.LAST: (Standing.last_order, *BY_NAME),
    Sort.SILENT: (Standing.silent_order, *BY_NAME),
}
TODAY_ONLY = frozenset({Sort.LAST, Sort.SILENT})
"""Orders that are stored as they are today; a day gone by is sorted by name instead."""


def sort_of(wanted: Sort, *, past: bool) -> Sort:
    """The order that a list can have."""
    return Sort.NAME if past and wanted in TODAY_ONLY else wanted


def list_page(
    programme: ProgrammeCard,
    filters: Filters,
    sort: Sort,
    *,
    on: date,
    past: bool,
    cursor: str | None,
    size: int,
) -> Page[int]:
    """The people of one page, by id; one statement."""
    columns = ORDERS[sort]
    query = select(*columns).where(*_chosen(programme, filters, on=on, past=past))
    if (after := _after(sort, cursor)) is not None:
        query = query.where(after)
    rows = session.execute(query.order_by(*columns).limit(size + 1)).all()
    page = make_page(rows, size, lambda row: (sort.value, *row))
    return Page([row.mentee_id for row in page.rows], page.next_cursor)


def iter_pages(
    programme: ProgrammeCard, filters: Filters, sort: Sort, *, on: date, past: bool, size: int
) -> Iterator[Sequence[int]]:
    """All who fit, page after page: a page begins behind the one before, whatever changed."""
    cursor: str | None = None
    while True:
        page = list_page(programme, filters, sort, on=on, past=past, cursor=cursor, size=size)
        yield page.rows
        if (cursor := page.next_cursor) is None:
            return


def list_silent(programme_id: int, on: date) -> list[int]:
    """Everybody whose pairing is silent, by id, the longest silences first; one statement."""
    level = case((SilentTime.level == Level.RED, 0), else_=1)
    of_standing = and_(
        SilentTime.programme_id == Standing.programme_id,
        SilentTime.mentee_id == Standing.mentee_id,
    )
    return list(
        session.scalars(
            select(Standing.mentee_id)
            .join(SilentTime, of_standing)
            .where(Standing.programme_id == programme_id, *_lasting(on))
            .order_by(level, *ORDERS[Sort.SILENT])
        )
    )


def count_listed(programme: ProgrammeCard, filters: Filters, *, on: date, past: bool) -> int:
    """How many people fit; one statement."""
    chosen = _chosen(programme, filters, on=on, past=past)
    return session.scalars(select(func.count()).select_from(Standing).where(*chosen)).one()


def list_words(
    programme_id: int,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[ViewName, ...]]:
    """The functions and the sites of a programme's people, its kept views, in order.

    One statement. Each word is found behind the one before it in the index, so that people are
    not counted.
    """
    found: dict[str, list[str]] = {"function": [], "site": []}
    views: list[ViewName] = []
    for kind, word, view_id, by_id in session.execute(_WORDS, {"programme_id": programme_id}):
        if kind in found:
            found[kind].append(word)
        else:
            views.append(ViewName(view_id, word, by_id))
    words = [
        tuple(word_of(key) for key in sorted(keys) if key != LAST_OF_ALL) for keys in found.values()
    ]
    return words[0], words[1], in_order(views)


def _distinct(column: Any, kind: str) -> Select[Any]:
    own = Standing.programme_id == PROGRAMME
    first = select(func.min(column).label("word")).where(own)
    words = first.cte(f"{kind}_words", recursive=True)
    following = (
        select(func.min(column))
        .where(own, column > words.c.word)
        .correlate(words)
        .scalar_subquery()
    )
    words = words.union_all(select(following).where(words.c.word.is_not(None)))
    word = select(literal(kind), words.c.word, literal(0), literal(0))
    return word.where(words.c.word.is_not(None))


_WORDS: CompoundSelect[Any] = union_all(
    _distinct(Standing.function_key, "function"), _distinct(Standing.site_key, "site"), VIEWS
)


def _chosen(
    programme: ProgrammeCard, filters: Filters, *, on: date, past: bool
) -> list[ColumnElement[bool]]:
    chosen = [Standing.programme_id == programme.id]
    if past:
        chosen.append(Standing.begun_on <= on)
    if filters.function:
        chosen.append(Standing.function_key == word_key(filters.function))
    if filters.site:
        chosen.append(Standing.site_key == word_key(filters.site))
    if filters.state:
        chosen.append(_in_state(programme, filters.state, on=on, past=past))
    if filters.silent:
        chosen.append(_silent(on))
    if filters.only is not None:
        chosen.append(Standing.mentee_id == filters.only)
    words = search_words(filters.name)
    return [*chosen, *(Standing.sort_key.contains(word, autoescape=True) for word in words)]


def _silent(on: date) -> ColumnElement[bool]:
    return exists().where(
        SilentTime.programme_id == Standing.programme_id,
        SilentTime.mentee_id == Standing.mentee_id,
        *_lasting(on),
    )


def _lasting(on: date) -> tuple[ColumnElement[bool], ...]:
    return SilentTime.from_on <= on, or_(SilentTime.to_on.is_(None), SilentTime.to_on >= on)


def _in_state(programme: ProgrammeCard, state: str, *, on: date, past: bool) -> ColumnElement[bool]:
    """The state of the pairing that lives, or else was last; of a day gone by, as known then."""
    wanted = {each.value: each for each in PairingState}.get(state)
    if wanted is None:
        return literal(value=False)
    if not past:
        return Standing.state == wanted
    upto = end_of(on, programme.time_zone)
    accepted = PairingTransition.__table__.alias("accepted")
    begun = exists().where(
        accepted.c.pairing_id == Pairing.id,
        accepted.c.to_state == PairingState.ACCEPTED,
        accepted.c.known_at < upto,
    )
    last: Select[Any] = (
        select(PairingTransition.to_state)
        .join(Pairing, Pairing.id == PairingTransition.pairing_id)
        .where(
            Pairing.programme_id == Standing.programme_id,
            Pairing.mentee_id == Standing.mentee_id,
            PairingTransition.known_at < upto,
            begun,
        )
        .order_by(PairingTransition.known_at.desc(), PairingTransition.id.desc())
        .limit(1)
        .correlate(Standing)
    )
    return last.scalar_subquery() == wanted


def _after(sort: Sort, cursor: str | None) -> ColumnElement[bool] | None:
    """Behind the last row of the page before; a cursor of another list is left out."""
    columns = ORDERS[sort]
    own, *key = read_cursor(cursor) or [""]
    if own != sort.value or [type(part) for part in key] != [c.type.python_type for c in columns]:
        return None
    last = (literal(part, column.type) for part, column in zip(key, columns, strict=True))
    return tuple_(*columns) > tuple_(*last)

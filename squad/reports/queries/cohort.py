"""A programme's report: from stored rows for today, replayed from statements for a day gone by."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.coaching.models import Attainment, Span
from squad.coaching.queries.history import load_statements
from squad.db.paging import PAGE_SIZE, Page, make_page, read_cursor
from squad.db.session import session
from squad.framework.rules import fluency
from squad.kernel.clock import clock
from squad.pairings.rules.states import FINISHED
from squad.reports.assembling import (
    SessionCount,
    figures_of,
    first_known,
    groups_of,
    limits_for,
    member_of,
    month_ends,
    rate_of,
    totals_of,
)
from squad.reports.lists import after_cursor, choices_of, listed, sort_key
from squad.reports.queries.agreements import all_in_force, load_agreement_cards
from squad.reports.queries.people import (
    counted_of,
    known_pairing,
    load_rows,
    person_of,
    stored_pairing,
)
from squad.reports.queries.programmes import card_as_known, reader_of_cohort
from squad.reports.queries.sessions import (
    count_sessions,
    counts_of,
    figures_by_pairing,
    load_known,
)
from squad.reports.queries.times import load_times
from squad.reports.rules import LEAST_PEOPLE, figures_shown, month_end_shown
from squad.reports.shapes import (
    AgreementCard,
    Cohort,
    Counted,
    Filters,
    Member,
    MonthEnd,
    PairingFacts,
    PersonCard,
    ProgrammeCard,
    Reader,
    Sort,
    Times,
)

ProgressOf = Callable[[Collection[int]], Mapping[int, fluency.Progress]]


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


@dataclass(frozen=True, slots=True)
class Known:
    """A cohort as of a day, before anything is counted over people."""

    people: Mapping[int, PersonCard]
    pairings: Mapping[int, Sequence[PairingFacts]]
    counted: Mapping[int, Counted]
    agreements: Mapping[int, AgreementCard]
    times: Times
    sessions: Sequence[SessionCount]
    progress_of: ProgressOf


def cohort_for(viewer: Viewer, programme: ProgrammeCard, ask: Ask) -> Cohort | None:
    """A programme's report as the viewer may read it, None if they may not at all."""
    reader = reader_of_cohort(viewer, programme.id)
    return load_cohort(programme, reader, ask) if reader else None


def load_cohort(programme: ProgrammeCard, reader: Reader, ask: Ask) -> Cohort:
    """The report of a programme with the eyes of `reader`; a constant number of statements."""
    today = clock.today(programme.time_zone)
    day = min(ask.as_of or today, today)
    by_name = programme.named or (reader is Reader.COORDINATOR and not ask.export)
    if not by_name:
        day = month_end_shown(day, today)
    upto = fluency.end_of(day, programme.time_zone)
    programme = card_as_known(programme, upto) if day < today else programme
    known = (_replayed if day < today else _stored)(programme, day, upto)
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
        groups=groups_of(members, exact=by_name),
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


def _stored(programme: ProgrammeCard, day: date, upto: datetime) -> Known:
    """Today, from what is stored when it changes."""
    rows = load_rows(programme_id=programme.id)
    agreements = all_in_force(load_agreement_cards(programme_id=programme.id), upto)
    pairings: dict[int, list[PairingFacts]] = {}
    for row in rows:
        pairings.setdefault(row.id, []).append(stored_pairing(row, programme.time_zone))

    def progress_of(mentee_ids: Collection[int]) -> Mapping[int, fluency.Progress]:
        attained = load_attained(programme, mentee_ids)
        return {
            mentee_id: fluency.progress_from(
                programme.framework,
                _only_agreement(agreements.get(mentee_id)),
                upto,
                day,
                attained=attained[mentee_id],
            )
            for mentee_id in mentee_ids
        }

    return Known(
        people={row.id: person_of(row) for row in rows},
        pairings=pairings,
        counted={row.id: counted_of(row) for row in rows},
        agreements=agreements,
        times=load_times(programme_id=programme.id, upto=upto),
        sessions=count_sessions(programme.id),
        progress_of=progress_of,
    )


def _only_agreement(agreement: AgreementCard | None) -> fluency.History:
    return fluency.History(agreements=(agreement.version,) if agreement else ())


def load_attained(
    programme: ProgrammeCard, mentee_ids: Collection[int]
) -> dict[int, dict[str, fluency.Attainment]]:
    """What is stored of every milestone of some mentees; one statement."""
    rows: Sequence[Any] = ()
    if mentee_ids:
        rows = session.execute(
            select(
                Attainment.mentee_id,
                Attainment.milestone_code,
                Attainment.held,
                Attainment.held_since,
                Attainment.at_start,
                Attainment.refresh_due,
                Attainment.pending,
                Attainment.pending_until,
                Attainment.look_again,
            ).where(Attainment.programme_id == programme.id, Attainment.mentee_id.in_(mentee_ids))
        ).all()
    nothing = dict.fromkeys(programme.framework.milestones, fluency.Attainment())
    attained = {mentee_id: dict(nothing) for mentee_id in mentee_ids}
    for row in rows:
        if row.milestone_code in nothing:
            attained[row.mentee_id][row.milestone_code] = fluency.Attainment(*row[2:])
    return attained


def _replayed(programme: ProgrammeCard, day: date, upto: datetime) -> Known:
    """A day gone by, from exactly what was known before its end."""
    times = load_times(programme_id=programme.id, upto=upto)
    sessions = load_known(programme_id=programme.id, upto=upto)
    figures = figures_by_pairing(sessions)
    people: dict[int, PersonCard] = {}
    pairings: dict[int, list[PairingFacts]] = {}
    for row in load_rows(programme_id=programme.id):
        facts = known_pairing(row, times, figures)
        if facts is not None:
            people[row.id] = person_of(row)
            pairings.setdefault(row.id, []).append(facts)
    begun = {pairing.id for of_one in pairings.values() for pairing in of_one}
    cards = load_agreement_cards(programme_id=programme.id)
    statements = load_statements(programme_id=programme.id)
    progress = {
        mentee_id: fluency.progress(
            programme.framework,
            fluency.History(
                *statements.get(mentee_id, ((), ())),
                ends_of(times, of_one),
                tuple(card.version for card in cards.get(mentee_id, ())),
            ),
            upto,
            day,
        )
        for mentee_id, of_one in pairings.items()
    }
    return Known(
        people=people,
        pairings=pairings,
        counted={
            mentee_id: Counted(p.headline, p.target_met, p.held, p.total)
            for mentee_id, p in progress.items()
        },
        agreements=all_in_force(cards, upto),
        times=times,
        sessions=counts_of(s for s in sessions if s.pairing_id in begun),
        progress_of=lambda mentee_ids: {i: progress[i] for i in mentee_ids},
    )


def ends_of(times: Times, pairings: Sequence[PairingFacts]) -> tuple[fluency.PairingEnd, ...]:
    """When the pairings of one mentee ended, as far as it was known."""
    return tuple(
        fluency.PairingEnd(pairing.id, move.on, move.known_at)
        for pairing in pairings
        for move in times.moves.get(pairing.id, ())
        if move.to in FINISHED
    )


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

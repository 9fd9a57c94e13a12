"""The ratings of a whole programme, counted by decrypting; five statements at any size."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from squad.coaching.models import Rating
from squad.coaching.rules import ratings as coaching
from squad.coaching.rules.log import CoachingState
from squad.coaching.rules.ratings import ASKED, Course, Given, Moment
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.pairings.models import Pairing
from squad.pairings.rules.clocks import pauses
from squad.pairings.rules.states import FINISHED
from squad.reports.agreed import all_in_force
from squad.reports.assembling import state_of_moves
from squad.reports.queries.agreements import load_agreement_cards
from squad.reports.queries.programmes import card_as_known
from squad.reports.queries.sessions import load_known
from squad.reports.queries.times import load_times
from squad.reports.rating_rules import Cell, RatingsInGroups, Said, Series, ratings_at
from squad.reports.rules import month_end_shown
from squad.reports.shapes import AgreementCard, ProgrammeCard, Times

THREE = (Moment.START, Moment.THEN, Moment.END)
ALONE: Mapping[Series, Given] = {
    Series.AFTER_BY_MENTOR: (Moment.END, Side.MENTOR),
    Series.HALF_BY_MENTEE: (Moment.HALF, Side.MENTEE),
    Series.HALF_BY_MENTOR: (Moment.HALF, Side.MENTOR),
}


def find_ratings_in_groups(
    programme: ProgrammeCard, wanted: date | None = None
) -> RatingsInGroups | None:
    """The programme's ratings at the month's end before `wanted`.

    None where the programme did not say, before anyone accepted, that they are counted.
    """
    if not programme.ratings_in_groups:
        return None
    today = clock.today(programme.time_zone)
    day = month_end_shown(min(wanted or today, today), today)
    upto = fluency.end_of(day, programme.time_zone)
    said: dict[Cell, list[Said]] = {}
    for pair in _load_pairs(programme, upto):
        for cell, one in _said(pair):
            said.setdefault(cell, []).append(one)
    return ratings_at(said, _load_asked(programme, day, upto), day)


@dataclass(frozen=True, slots=True)
class _Pair:
    """One pairing's ratings that both may read."""

    mentee_id: int
    mentor_id: int
    revealed: Mapping[Moment, date]
    """Half-way and the end: the day on which both were in."""
    ratings: Mapping[Given, coaching.Rating]


def _load_pairs(programme: ProgrammeCard, upto: datetime) -> list[_Pair]:
    rows = session.execute(
        select(
            Rating.pairing_id,
            Pairing.mentee_id,
            Pairing.mentor_id,
            Rating.moment,
            Rating.side,
            Rating.number,
            Rating.area,
            Rating.level,
            Rating.happened_on,
            Rating.known_at,
        )
        .join(Pairing, Pairing.id == Rating.pairing_id)
        .where(Pairing.programme_id == programme.id, Rating.known_at < upto)
        .order_by(Rating.id)
    )
    of_pairs: dict[int, list[Any]] = {}
    for row in rows:
        of_pairs.setdefault(row.pairing_id, []).append(row)
    return [_pair(of_one, programme.time_zone) for of_one in of_pairs.values()]


def _pair(rows: Sequence[Any], time_zone: str) -> _Pair:
    first_known: dict[Given, datetime] = {}
    for row in rows:
        key = (row.moment, row.side)
        first_known[key] = min(first_known.get(key, row.known_at), row.known_at)
    revealed = {
        moment: day_of(max(first_known[moment, side] for side in ASKED[moment]), time_zone)
        for moment in (Moment.HALF, Moment.END)
        if coaching.is_revealed(moment, first_known)
    }
    readable = [row for row in rows if coaching.is_revealed(row.moment, first_known)]
    ratings = coaching.in_force(_versions(readable))
    return _Pair(rows[0].mentee_id, rows[0].mentor_id, revealed, ratings)


def _versions(rows: Iterable[Any]) -> Iterator[coaching.Rating]:
    versions: dict[tuple[Moment, Side, int], list[Any]] = {}
    for row in rows:
        versions.setdefault((row.moment, row.side, row.number), []).append(row)
    for (moment, side, number), of_one in versions.items():
        levels = {row.area: int(row.level) for row in of_one if row.level is not None}
        yield coaching.Rating(moment, side, number, of_one[0].happened_on, levels)


def _said(pair: _Pair) -> Iterator[tuple[Cell, Said]]:
    """What one pair said, by series and area; of the three moments all or nothing."""
    by = {Side.MENTEE: pair.mentee_id, Side.MENTOR: pair.mentor_id}
    for series, given in ALONE.items():
        moment, side = given
        if moment in pair.revealed and given in pair.ratings:
            on = pair.revealed[moment]
            for area, level in pair.ratings[given].levels.items():
                yield (series, area), Said(pair.mentee_id, by[side], on, (level,))
    if Moment.END not in pair.revealed:
        return
    three = [pair.ratings.get((moment, Side.MENTEE)) for moment in THREE]
    for area in Area:
        levels = tuple(r.levels[area] for r in three if r is not None and area in r.levels)
        if len(levels) == len(THREE):
            on = pair.revealed[Moment.END]
            yield (Series.TOGETHER, area), Said(pair.mentee_id, pair.mentee_id, on, levels)


def _load_asked(programme: ProgrammeCard, day: date, upto: datetime) -> dict[Cell, set[int]]:
    """Mentees for whom half-way or the end had come, by area of their target."""
    cards = load_agreement_cards(programme_id=programme.id)
    targets = all_in_force(cards, upto, ())
    asked: dict[Cell, set[int]] = {}
    for mentee_id, course in _load_courses(programme, cards, upto):
        for series in Series:
            if mentee_id in targets and coaching.had_come(course, series.moment, day):
                for area in targets[mentee_id].version.targets:
                    asked.setdefault((series, area), set()).add(mentee_id)
    return asked


def _load_courses(
    programme: ProgrammeCard, cards: Mapping[int, Sequence[AgreementCard]], upto: datetime
) -> Iterator[tuple[int, Course]]:
    """Each pairing’s course as it was known, by mentee."""
    programme = card_as_known(programme, upto)
    times = load_times(programme_id=programme.id, upto=upto)
    held: dict[int, list[date]] = {}
    for sitting in load_known(programme_id=programme.id, upto=upto):
        if sitting.state is CoachingState.HELD:
            held.setdefault(sitting.pairing_id, []).append(sitting.held_on)
    agreed: dict[int, list[date]] = {}
    for card in (card for of_one in cards.values() for card in of_one):
        if card.version.in_force_at < upto:
            agreed.setdefault(card.version.pairing_id, []).append(card.happened_on)
    rows = session.execute(
        select(Pairing.id, Pairing.mentee_id, Pairing.accepted_on).where(
            Pairing.programme_id == programme.id, Pairing.accepted_on.is_not(None)
        )
    )
    for row in rows:
        days = sorted(held.get(row.id, ()))
        course = _course(programme, row, times, min(agreed.get(row.id, ()), default=None), days)
        if course is not None:
            yield row.mentee_id, course


def _course(
    programme: ProgrammeCard, row: Any, times: Times, agreed_on: date | None, held: list[date]
) -> Course | None:
    """A pairing’s course; quiet periods are no concern of HR's and do not move its figures."""
    moves = times.moves.get(row.id, ())
    state = state_of_moves(moves)
    if state is None:
        return None
    return Course(
        state=state,
        accepted_on=row.accepted_on,
        agreed_on=agreed_on,
        held_on=held,
        ended_on=next((move.on for move in moves if move.to in FINISHED), None),
        planned_sessions=programme.planned_sessions,
        weeks=programme.weeks,
        stopped=(*times.closed, *pauses([(move.to, move.on) for move in moves])),
    )

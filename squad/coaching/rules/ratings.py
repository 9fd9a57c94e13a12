"""Ratings: who is asked when and until when, what is blind to whom, what is to be talked over.

A level is a stage of an area, described by the framework; 0 stands for « not there yet ».
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from squad.framework.rules.fluency import Side
from squad.framework.rules.model import STAGES, Area
from squad.kernel.errors import DomainError
from squad.pairings.rules.states import LOGGABLE, PairingState
from squad.programmes.rules import Period, add_open_days, is_open

LEVELS = (0, *STAGES)
WORDS_LENGTH = 300
OPEN_DAYS = 14
DAYS_A_WEEK = 7


class Moment(StrEnum):
    """Of which moment a rating speaks."""

    START = "start"
    HALF = "half"
    THEN = "then"
    """The start, rated again at the end, together with the end."""
    END = "end"


class RatingProblem(StrEnum):
    """Why a rating is refused."""

    NOT_OPEN = "rating_not_open"
    REVEALED = "rating_revealed"
    NOTHING_SAID = "rating_nothing_said"
    WORDS_TOO_LONG = "rating_words_too_long"


ASKED: Mapping[Moment, frozenset[Side]] = {
    Moment.START: frozenset({Side.MENTEE}),
    Moment.HALF: frozenset(Side),
    Moment.THEN: frozenset({Side.MENTEE}),
    Moment.END: frozenset(Side),
}
FORMS = (Moment.START, Moment.HALF, Moment.END)
"""The moments with a form of their own."""
Given = tuple[Moment, Side]


@dataclass(frozen=True, slots=True)
class Rating:
    """What one of the two said of one moment; `number` counts the versions of it."""

    moment: Moment
    side: Side
    number: int
    on: date
    levels: Mapping[Area, int]
    words: Mapping[Area, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """What somebody is about to say; `then` is the start as it looks from the end."""

    levels: Mapping[Area, int]
    words: Mapping[Area, str] = field(default_factory=dict)
    then: Mapping[Area, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """The facts of a pairing by which ratings are asked for."""

    state: PairingState
    accepted_on: date
    agreed_on: date | None
    """The day of its first agreement in force."""
    held_on: Sequence[date]
    """Days of its held sessions, in order."""
    ended_on: date | None
    planned_sessions: int
    weeks: int
    stopped: Sequence[Period] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A rating that is open for one of the two."""

    moment: Moment
    until: date
    """Its last day; the last of the calendar while a pause has no end."""
    given: bool
    """Whether it is in already: until the reveal it may be changed."""


def is_revealed(moment: Moment, given: Collection[Given]) -> bool:
    """Whether both may read what was said of a moment, given which ratings are in.

    What only the mentee is asked for opens with what both are: the start with the first reveal,
    « then » with the end. Read earlier, it would colour what the mentor says.
    """
    if moment is Moment.START:
        return is_revealed(Moment.HALF, given) or is_revealed(Moment.END, given)
    if moment is Moment.THEN:
        return is_revealed(Moment.END, given)
    return all((moment, side) in given for side in ASKED[moment])


def in_force(ratings: Iterable[Rating]) -> dict[Given, Rating]:
    """The newest version of each rating; « then » goes with the version of the end it came with."""
    newest: dict[Given, Rating] = {}
    for rating in sorted(ratings, key=lambda r: r.number):
        newest[rating.moment, rating.side] = rating
    end, then = (newest.get((moment, Side.MENTEE)) for moment in (Moment.END, Moment.THEN))
    if then is not None and (end is None or end.number != then.number):
        del newest[Moment.THEN, Side.MENTEE]
    return newest


def visible_to(side: Side, ratings: Iterable[Rating]) -> dict[Given, Rating]:
    """What one of the two may read of the ratings in force: their own, and what is revealed."""
    newest = in_force(ratings)
    return {
        key: rating
        for key, rating in newest.items()
        if rating.side is side or is_revealed(rating.moment, newest.keys())
    }


def half_on(course: Course) -> date | None:
    """The day of half-way: half of the planned sessions held (the third of six), or of the weeks.

    None before an agreement is in force; the last day of the calendar in a pause without end.
    """
    if course.agreed_on is None:
        return None
    nth = (course.planned_sessions + 1) // 2
    reached = [add_open_days(course.accepted_on, course.weeks * DAYS_A_WEEK // 2, course.stopped)]
    reached += course.held_on[nth - 1 : nth]
    return max(min(reached), course.agreed_on)


def end_days(course: Course) -> list[date]:
    """The days from which the end may be rated: the last planned session held, the pairing over."""
    if course.agreed_on is None:
        return []
    nth = course.planned_sessions
    return [*course.held_on[nth - 1 : nth], *([course.ended_on] if course.ended_on else [])]


def open_until(course: Course, moment: Moment, today: date) -> date | None:
    """The last day on which a moment can be rated, if it is open today.

    Fourteen days that count, from the agreement, half-way, or each of the two ends. What comes
    later closes what came before.
    """
    ends = [day for day in end_days(course) if day <= today]
    if moment is Moment.END or moment is Moment.THEN:
        return _latest_open(ends, course, today)
    half = half_on(course)
    if ends or half is None or course.state not in LOGGABLE:
        return None
    if moment is Moment.HALF:
        return _latest_open([half], course, today)
    began = [course.agreed_on] if course.agreed_on and today < half else []
    return _latest_open(began, course, today)


def _latest_open(days: Iterable[date], course: Course, today: date) -> date | None:
    untils = (add_open_days(day, OPEN_DAYS, course.stopped) for day in days if day <= today)
    return max((until for until in untils if today <= until), default=None)


def had_come(course: Course, moment: Moment, day: date) -> bool:
    """Whether half-way, or the end, had come by `day`; what ended before half-way had none."""
    ends = end_days(course)
    if moment is Moment.HALF:
        half = half_on(course)
        return half is not None and half <= day and half < min(ends, default=date.max)
    return any(end <= day for end in ends)


def asks_of(course: Course, side: Side, today: date, given: Collection[Given]) -> list[Ask]:
    """What one of the two is asked for today, or may still change."""
    asks = []
    for moment in FORMS:
        until = open_until(course, moment, today)
        if until is not None and side in ASKED[moment] and not is_revealed(moment, given):
            asks.append(Ask(moment, until, (moment, side) in given))
    return asks


def reminds(course: Course, today: date) -> bool:
    """Whether anybody is reminded today: not on days that do not count."""
    return is_open(today, course.stopped)


def check_open(
    course: Course, moment: Moment, side: Side, today: date, given: Collection[Given]
) -> None:
    """Refuse a rating that nobody asked for, or one that the other has read."""
    if is_revealed(moment, given):
        raise DomainError(RatingProblem.REVEALED)
    if side not in ASKED[moment] or open_until(course, moment, today) is None:
        raise DomainError(RatingProblem.NOT_OPEN)


def check_rating(draft: RatingDraft) -> None:
    """Refuse a rating without a level, and words that are more than a sentence."""
    for area, words in draft.words.items():
        if len(words) > WORDS_LENGTH:
            raise DomainError(
                RatingProblem.WORDS_TOO_LONG,
                field=f"words_{area}",
                most=WORDS_LENGTH,
                over=len(words) - WORDS_LENGTH,
            )
    if not draft.levels:
        raise DomainError(RatingProblem.NOTHING_SAID)


def newest_own_view(visible: Mapping[Given, Rating]) -> Rating | None:
    """The latest that the mentee said of themself, as far as it may be read."""
    moments = (Moment.END, Moment.HALF, Moment.START)
    found = (visible.get((moment, Side.MENTEE)) for moment in moments)
    return next((rating for rating in found if rating is not None), None)


def to_talk_over(rating: Rating | None, stages: Mapping[Area, int]) -> list[Area]:
    """Areas where the mentee sees another stage than the one that is held: no gap, an agenda."""
    if rating is None:
        return []
    return [
        area for area in Area if area in rating.levels and rating.levels[area] != stages.get(area)
    ]

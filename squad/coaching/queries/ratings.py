"""Ratings as one of the pair may read them, and which are open for whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.models import Progress, Rating
from squad.coaching.queries.contexts import PairingContext, given_name
from squad.coaching.queries.courses import (
    GivenIn,
    agreed_on,
    list_given,
    load_course,
    load_courses,
)
from squad.coaching.queries.milestones import Statement, is_former_mentor, load_statements_for
from squad.coaching.rules import ratings as rules
from squad.coaching.rules.brought import asks_of
from squad.coaching.rules.ratings import Ask, Course, Given, Moment
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.pairings.queries.agreements import find_terms


@dataclass(frozen=True, slots=True)
class OpenRating:
    """A rating that is open for the viewer in one of their pairings."""

    pairing_id: int
    side: Side
    """Which of the two the viewer is."""
    name: str
    """How the other one is called."""
    ask: Ask
    reminds: bool
    """Whether today counts: on closed or quiet days and in pauses nobody is reminded."""
    of_brought: bool = False
    """Whether it asks what the pairing brought, not where the mentee stands."""

    @property
    def until(self) -> date | None:
        """The last day, unless a pause without end keeps the clock from running."""
        return None if self.ask.until == date.max else self.ask.until

    @property
    def waits(self) -> bool:
        """Whether the viewer is reminded of it today."""
        return self.reminds and not self.ask.given


@dataclass(frozen=True, slots=True)
class RatingsPage:
    """All that one of the pair reads of the ratings."""

    areas: Sequence[Area]
    """Areas of the target in force, and those that a rating speaks of."""
    visible: Mapping[Given, rules.Rating]
    given: frozenset[Given]
    open: Sequence[OpenRating]
    stages: Mapping[Area, int] | None
    """What is held, by area; None for a former mentor."""
    talk_over: Sequence[Area]
    statements: Mapping[Area, Sequence[Statement]]
    """What was stated in those areas, newest first."""

    @property
    def hidden(self) -> bool:
        """Whether something is in that the viewer does not read yet."""
        return not self.given <= self.visible.keys()

    @property
    def own_view(self) -> rules.Rating | None:
        """The latest that the mentee said of themself, as far as it may be read."""
        return rules.newest_own_view(self.visible)


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """What a rating is checked against."""

    course: Course
    found: GivenIn
    target: Mapping[Area, int]

    @property
    def given(self) -> frozenset[Given]:
        """Which ratings are in."""
        return self.found.ratings


def load_facts(context: PairingContext) -> RatingFacts:
    """What is open in a pairing, and which ratings are in; seven statements."""
    terms = find_terms(context.pairing.id)
    course = load_course(context.pairing)
    found = list_given([context.pairing.id])[context.pairing.id]
    return RatingFacts(course, found, terms.target if terms else {})


def find_own_rating(viewer: Viewer, context: PairingContext, moment: Moment) -> rules.Rating | None:
    """The newest version of what the viewer themself said of a moment."""
    demand(viewer, Permission.RATE_FLUENCY, context.subject)
    side = context.side_of(viewer.person_id)
    own = [r for r in _load_ratings(context) if (r.moment, r.side) == (moment, side)]
    return max(own, key=lambda rating: rating.number, default=None)


def load_ratings_page(viewer: Viewer, context: PairingContext) -> RatingsPage:
    """The ratings that the viewer may read, beside what was observed."""
    demand(viewer, Permission.RATE_FLUENCY, context.subject)
    facts = load_facts(context)
    side = context.side_of(viewer.person_id)
    ratings = _load_ratings(context)
    visible = rules.visible_to(side, ratings)
    said_of = {area for rating in visible.values() for area in (*rating.levels, *rating.words)}
    stages = None if is_former_mentor(viewer, context) else _load_stages(context)
    own_view = rules.newest_own_view(visible)
    talk_over = [] if stages is None else rules.to_talk_over(own_view, stages)
    return RatingsPage(
        areas=[area for area in Area if area in facts.target or area in said_of],
        visible=visible,
        given=frozenset(rules.in_force(ratings)),
        open=_open_ratings(viewer, context.pairing, facts.course, facts.found, context.today),
        stages=stages,
        talk_over=talk_over,
        statements=_statements_by_area(viewer, context, talk_over),
    )


def list_open_ratings(viewer: Viewer) -> list[OpenRating]:
    """What is open for the viewer in all their pairings; six statements, none without any."""
    ids = [own.id for own in viewer.pairings]
    return _list_open(viewer, Pairing.id.in_(ids)) if ids else []


def list_open_ratings_of(viewer: Viewer, pairing_id: int) -> list[OpenRating]:
    """What is open for the viewer in one of their own pairings; nothing in another's."""
    own = pairing_id in {pairing.id for pairing in viewer.pairings}
    return _list_open(viewer, Pairing.id == pairing_id) if own else []


def _list_open(viewer: Viewer, which: ColumnElement[bool]) -> list[OpenRating]:
    me = viewer.person_id
    rows = session.execute(
        select(Pairing, agreed_on(Pairing.id))
        .join(Pairing.programme)
        .options(
            contains_eager(Pairing.programme),
            joinedload(Pairing.mentor, innerjoin=True),
            joinedload(Pairing.mentee, innerjoin=True),
        )
        .where(
            which,
            or_(Pairing.mentor_id == me, Pairing.mentee_id == me),
            Pairing.accepted_on.is_not(None),
        )
        .order_by(Pairing.id)
    )
    agreed = {p.id: (p, on) for p, on in rows if on is not None}
    if not agreed:
        return []
    courses, given = load_courses(agreed), list_given(agreed)
    found: list[OpenRating] = []
    for id_, (pairing, _) in agreed.items():
        today = clock.today(pairing.programme.time_zone)
        found += _open_ratings(viewer, pairing, courses[id_], given[id_], today)
    return found


def _open_ratings(
    viewer: Viewer, pairing: Pairing, course: Course, found: GivenIn, today: date
) -> list[OpenRating]:
    """What it brought follows the rating of the same moment: one line, not two."""
    is_mentor = viewer.person_id == pairing.mentor_id
    side = Side.MENTOR if is_mentor else Side.MENTEE
    name = given_name(pairing.mentee if is_mentor else pairing.mentor)
    reminds = rules.reminds(course, today)
    asks = rules.asks_of(course, side, today, found.ratings)
    rating = [OpenRating(pairing.id, side, name, ask, reminds) for ask in asks]
    first = {ask.moment for ask in asks if not ask.given}
    if side is Side.MENTOR:
        return rating
    after = [ask for ask in asks_of(course, today, found.brought) if ask.moment not in first]
    return rating + [OpenRating(pairing.id, side, name, ask, reminds, True) for ask in after]


def _load_ratings(context: PairingContext) -> list[rules.Rating]:
    """Every version of every rating, both sides': for `visible_to` only."""
    rows = session.scalars(select(Rating).where(Rating.pairing_id == context.pairing.id))
    versions: dict[tuple[Moment, Side, int], list[Rating]] = {}
    for row in rows:
        versions.setdefault((row.moment, row.side, row.number), []).append(row)
    return [_rating(version) for version in versions.values()]


def _rating(rows: Sequence[Rating]) -> rules.Rating:
    first = rows[0]
    return rules.Rating(
        moment=first.moment,
        side=first.side,
        number=first.number,
        on=first.happened_on,
        levels={row.area: int(row.level) for row in rows if row.level is not None},
        words={row.area: row.words for row in rows if row.words},
    )


def _load_stages(context: PairingContext) -> Mapping[Area, int]:
    row = session.get(Progress, (context.pairing.mentee_id, context.pairing.programme_id))
    return {area: getattr(row, f"stage_{area}") if row else 0 for area in Area}


def _statements_by_area(
    viewer: Viewer, context: PairingContext, areas: Iterable[Area]
) -> Mapping[Area, Sequence[Statement]]:
    wanted = list(areas)
    said = load_statements_for(viewer, context) if wanted else []
    milestones = context.framework.milestones
    return {
        area: [s for s in said if s.code in milestones and milestones[s.code].area is area]
        for area in wanted
    }

"""What is so of some pairings today: as many statements for one as for a thousand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from squad.accounts.queries.accounts import is_shut_out
from squad.coaching.models import CoachingSession, Observation
from squad.coaching.queries.courses import GivenIn, agreed_on, list_given, load_courses
from squad.coaching.queries.statements import to_confirm
from squad.coaching.rules.log import CancelledBy, CoachingState
from squad.coaching.rules.ratings import Ask, Course, asks_of
from squad.db.session import session
from squad.framework.rules.fluency import Side, last_day_to_answer
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.nudges.models import Nudge, NudgeCall
from squad.nudges.rules import Called, Facts, Sent, Signal, signals_of
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.rules.clocks import Limits, Planned
from squad.pairings.rules.states import LOGGABLE, PairingState
from squad.people.models import Person
from squad.programmes.models import Programme
from squad.programmes.rules import Period

STILL_ASKED = timedelta(days=90)
"""So long after its end a completed pairing may still be asked to be rated."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A pairing with what is so of it today, and what was done about it so far."""

    pairing: Pairing
    today: date
    stopped: Sequence[Period]
    signals: Sequence[Signal]
    sent: Sequence[tuple[Nudge, Sent]]
    """The oldest first."""
    called: NudgeCall | None
    """The last call."""
    shut_out: frozenset[Side]
    """Who may not come in any more."""

    def person(self, side: Side) -> Person:
        """One of the two."""
        return self.pairing.mentor if side is Side.MENTOR else self.pairing.mentee

    def is_there(self, side: Side) -> bool:
        """Whether one of the two is in the company, and may come in."""
        return self.person(side).active and side not in self.shut_out

    @property
    def last_call(self) -> Called | None:
        """The last call, as the rules read it."""
        it = self.called
        return Called(it.outcome, it.happened_on) if it else None

    def sent_days(self, signal: Signal, side: Side) -> list[date]:
        """When one of the two was written to about this."""
        same = (signal.rule, signal.about, side)
        return [it.on for _, it in self.sent if (it.rule, it.about, it.side) == same]


def list_ids(after: int, size: int) -> Sequence[int]:
    """The next pairings that anything may be noticed of, by id, of whatever programme."""
    lately = clock.now().date() - STILL_ASKED
    return session.scalars(
        select(Pairing.id)
        .join(Pairing.programme)
        .where(Pairing.id > after, Programme.archived_on.is_(None), _is_followed(lately))
        .order_by(Pairing.id)
        .limit(size)
    ).all()


def _is_followed(lately: date) -> ColumnElement[bool]:
    completed = and_(Pairing.state == PairingState.COMPLETED, Pairing.ended_on >= lately)
    return or_(Pairing.state.in_(LOGGABLE), completed)


def load_noticed(pairing_ids: Collection[int]) -> Sequence[Noticed]:
    """By id; thirteen statements."""
    shut = (is_shut_out(Pairing.mentor_id), is_shut_out(Pairing.mentee_id))
    rows = session.execute(
        select(Pairing, agreed_on(Pairing.id), *shut)
        .join(Pairing.programme)
        .options(
            contains_eager(Pairing.programme),
            joinedload(Pairing.summary, innerjoin=True),
            joinedload(Pairing.mentor, innerjoin=True),
            joinedload(Pairing.mentee, innerjoin=True),
        )
        .where(Pairing.id.in_(pairing_ids), Pairing.accepted_on.is_not(None))
        .order_by(Pairing.id)
    ).all()
    if not rows:
        return []
    known = _load_known({row[0].id: (row[0], row[1]) for row in rows})
    sent, calls = _list_sent(known.courses), _list_calls(known.courses)
    found = []
    for pairing, _agreed, mentor_out, mentee_out in rows:
        zone = pairing.programme.time_zone
        today = clock.today(zone)
        facts = known.facts_of(pairing, today)
        out = {Side.MENTOR: mentor_out, Side.MENTEE: mentee_out}
        found.append(
            Noticed(
                pairing=pairing,
                today=today,
                stopped=facts.stopped,
                signals=signals_of(facts, today),
                sent=[(it, _sent(it, zone)) for it in sent.get(pairing.id, ())],
                called=calls.get(pairing.id),
                shut_out=frozenset(side for side in Side if out[side]),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read of some pairings beside themselves, by pairing."""

    courses: Mapping[int, Course]
    given: Mapping[int, GivenIn]
    paces: Mapping[int, int]
    off: Mapping[int, tuple[int, date]]
    waiting: Mapping[int, Mapping[Side, tuple[int, date]]]

    def facts_of(self, pairing: Pairing, today: date) -> Facts:
        """One of them, as the rules read it."""
        id_, zone, summary = pairing.id, pairing.programme.time_zone, pairing.summary
        course = self.courses[id_]
        return Facts(
            state=pairing.state,
            accepted_on=course.accepted_on,
            last_held_on=summary.last_held_on,
            planned=[Planned(day_of(it.at, zone), it.moves) for it in summary.planned],
            limits=_limits(pairing.programme, self.paces.get(id_)),
            stopped=course.stopped,
            called_off=self.off.get(id_),
            waiting=_answerable(pairing, self.waiting.get(id_, {}), today),
            asks=_asks(course, self.given[id_], today),
        )


def _load_known(agreed: Mapping[int, tuple[Pairing, date | None]]) -> _Known:
    ids = list(agreed)
    return _Known(
        courses=load_courses(agreed),
        given=list_given(ids),
        paces=_list_paces(ids),
        off=_load_called_off(ids),
        waiting=_load_waiting(ids),
    )


def _load_called_off(pairing_ids: Collection[int]) -> dict[int, tuple[int, date]]:
    """The last session of each whose mentee's side called off that one and the one before it."""
    last_first = (CoachingSession.held_on.desc(), CoachingSession.id.desc())
    place = func.row_number().over(partition_by=CoachingSession.pairing_id, order_by=last_first)
    settled = (
        select(
            CoachingSession.id,
            CoachingSession.pairing_id,
            CoachingSession.held_on,
            CoachingSession.state,
            CoachingSession.cancelled_by,
            place.label("place"),
        )
        .where(
            CoachingSession.pairing_id.in_(pairing_ids),
            CoachingSession.state != CoachingState.PLANNED,
            CoachingSession.voided_at.is_(None),
        )
        .subquery()
    )
    columns = settled.c
    rows = session.execute(
        select(columns.pairing_id, columns.id, columns.held_on)
        .where(
            columns.place <= 2,
            columns.state == CoachingState.CANCELLED,
            columns.cancelled_by == CancelledBy.MENTEE,
        )
        .order_by(columns.pairing_id, columns.place)
    )
    by_pairing: dict[int, list[tuple[int, date]]] = {}
    for pairing_id, id_, held_on in rows:
        by_pairing.setdefault(pairing_id, []).append((id_, held_on))
    return {id_: two[0] for id_, two in by_pairing.items() if len(two) == 2}


def _load_waiting(pairing_ids: Collection[int]) -> dict[int, dict[Side, tuple[int, date]]]:
    """The oldest statement that waits, and its day, by pairing and by who is to answer."""
    rows = session.execute(
        select(
            Observation.pairing_id, Observation.side, Observation.id, Observation.known_at,
            Programme.time_zone,
        )
        .join(Pairing, Pairing.id == Observation.pairing_id)
        .join(Pairing.programme)
        .where(*to_confirm(Pairing.id), Observation.pairing_id.in_(pairing_ids))
        .order_by(Observation.known_at.desc(), Observation.id.desc())
    )  # fmt: skip
    found: dict[int, dict[Side, tuple[int, date]]] = {}
    for pairing_id, side, id_, known_at, zone in rows:
        found.setdefault(pairing_id, {})[side.other] = id_, day_of(known_at, zone)
    return found


def count_lately(person_ids: Collection[int], since: datetime) -> dict[int, list[datetime]]:
    """When people were written to since then, in whatever programme."""
    rows = session.execute(
        select(Nudge.person_id, Nudge.sent_at).where(
            Nudge.person_id.in_(person_ids), Nudge.sent_at > since
        )
    )
    found: dict[int, list[datetime]] = {}
    for person_id, sent_at in rows:
        found.setdefault(person_id, []).append(sent_at)
    return found


def _list_paces(pairing_ids: Collection[int]) -> dict[int, int]:
    """The days between two sessions that each pairing last agreed."""
    rows = session.execute(
        select(AgreementVersion.pairing_id, AgreementVersion.cadence_days)
        .where(
            AgreementVersion.pairing_id.in_(pairing_ids), AgreementVersion.in_force_at.is_not(None)
        )
        .order_by(AgreementVersion.number)
    )
    return {row.pairing_id: row.cadence_days for row in rows}


def _list_sent(pairing_ids: Collection[int]) -> dict[int, list[Nudge]]:
    found: dict[int, list[Nudge]] = {}
    query = select(Nudge).where(Nudge.pairing_id.in_(pairing_ids)).order_by(Nudge.id)
    for each in session.scalars(query):
        found.setdefault(each.pairing_id, []).append(each)
    return found


def _list_calls(pairing_ids: Collection[int]) -> dict[int, NudgeCall]:
    """The last one of each."""
    query = select(NudgeCall).where(NudgeCall.pairing_id.in_(pairing_ids)).order_by(NudgeCall.id)
    return {each.pairing_id: each for each in session.scalars(query)}


def _sent(it: Nudge, time_zone: str) -> Sent:
    return Sent(it.rule, it.about, it.side, day_of(it.sent_at, time_zone))


def _limits(programme: Programme, pace: int | None) -> Limits:
    return Limits(
        cadence_days=programme.cadence_days,
        overdue_amber_days=programme.overdue_amber_days,
        overdue_red_days=programme.overdue_red_days,
        closing_offer_days=programme.closing_offer_days,
    ).with_cadence(pace)


def _answerable(
    pairing: Pairing, waiting: Mapping[Side, tuple[int, date]], today: date
) -> Mapping[Side, tuple[int, date]]:
    ended = pairing.ended_on
    return waiting if ended is None or today <= last_day_to_answer(ended) else {}


def _asks(course: Course, given: GivenIn, today: date) -> dict[Side, list[Ask]]:
    return {
        side: [ask for ask in asks_of(course, side, today, given.ratings) if not ask.given]
        for side in Side
    }

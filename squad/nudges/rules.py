"""Who is written to about what, when, in whose voice; and who needs a call. Pure.

Every day here is one that counts: closed periods, quiet periods, leave and pauses stop the clocks,
and on such a day nothing is so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from squad.coaching.rules.ratings import OPEN_DAYS, Ask
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError
from squad.pairings.rules.clocks import Level, Limits, Planned, counts, silence
from squad.pairings.rules.states import LOGGABLE, PairingState
from squad.programmes.rules import SATURDAY, Period, is_open, open_days

AGAIN_DAYS = 7
"""So long after the first nudge the second is sent; and after the last one, a call is due."""
APART = timedelta(days=1)
A_WEEK = timedelta(days=7)
MOST_DAYS = 60
MOST_A_WEEK = 7
LAST_HOUR = 24


class Rule(StrEnum):
    """What is noticed; of two that are due for one person, the first is sent."""

    CANCELLED = "cancelled_twice"
    """The mentee's side has called off the last two sessions."""
    OVERDUE = "overdue"
    SILENT = "silent"
    CONFIRM = "confirmation_pending"
    RATING = "rating_due"


class To(StrEnum):
    """Whom a rule writes to; of what is asked of one side alone, never more than that side."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"


class Voice(StrEnum):
    """In whose name a mentee is written to; a mentor always in the programme's."""

    SPONSOR = "sponsor"
    PROGRAMME = "programme"


class Outcome(StrEnum):
    """What came of a call."""

    WILL_MEET = "will_meet"
    AGAIN = "again"
    NOT_REACHED = "not_reached"
    LEFT_ALONE = "left_alone"


class NudgeProblem(StrEnum):
    """Why a table of rules, or a call, is refused."""

    DAYS_RANGE = "nudge_days_range"
    WEEK_RANGE = "nudge_week_range"
    HOURS = "nudge_hours"
    SPONSOR_UNKNOWN = "nudge_sponsor_unknown"
    NOT_UNDER_WAY = "nudge_not_under_way"


# The mentor never has to chase: where a pair has not met, the mentee is written to.
MAY_WRITE_TO: Mapping[Rule, tuple[To, ...]] = {
    Rule.CANCELLED: (To.MENTEE,),
    Rule.OVERDUE: (To.MENTEE, To.BOTH),
    Rule.SILENT: (To.MENTEE, To.BOTH),
    Rule.CONFIRM: (To.BOTH, To.MENTEE, To.MENTOR),
    Rule.RATING: (To.BOTH, To.MENTEE, To.MENTOR),
}
MOST: Mapping[Rule, int] = {rule: 1 if rule is Rule.CANCELLED else 2 for rule in Rule}
"""How often one is written to about the same thing."""
NOT_MET = frozenset({Rule.CANCELLED, Rule.OVERDUE, Rule.SILENT})
"""These say that the two do not meet: a call puts them at rest."""
CALLED_FOR = NOT_MET | {Rule.CONFIRM}
"""A call is due where these nudges brought nothing; nobody is called over a rating."""
RESTS: Mapping[Outcome, int] = {
    Outcome.WILL_MEET: 14,
    Outcome.AGAIN: 7,
    Outcome.NOT_REACHED: 2,
    Outcome.LEFT_ALONE: 30,
}
"""For how many days after a call nobody is written to, and no call is due."""


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: whether it is on, after how many days, whom it writes to, in whose voice."""

    on: bool
    after_days: int
    to: To
    voice: Voice


_DEFAULTS: Mapping[Rule, Row] = MappingProxyType(
    {
        Rule.CANCELLED: Row(True, 0, To.MENTEE, Voice.SPONSOR),
        Rule.OVERDUE: Row(True, 0, To.MENTEE, Voice.SPONSOR),
        Rule.SILENT: Row(True, 0, To.MENTEE, Voice.SPONSOR),
        Rule.CONFIRM: Row(True, 4, To.BOTH, Voice.PROGRAMME),
        Rule.RATING: Row(True, 4, To.BOTH, Voice.PROGRAMME),
    }
)


@dataclass(frozen=True, slots=True)
class Table:
    """A programme's rules; as constructed, those that it starts from."""

    rows: Mapping[Rule, Row] = field(default_factory=lambda: _DEFAULTS)
    a_week: int = 2
    """At most so many to one person in seven days, of all programmes."""
    from_hour: int = 9
    """On weekdays from this hour of the person's own clock …"""
    until_hour: int = 17
    """… to before this one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a pairing today."""

    state: PairingState
    accepted_on: date
    last_held_on: date | None
    planned: Sequence[Planned]
    limits: Limits
    stopped: Sequence[Period]
    called_off: tuple[int, date] | None = None
    """The last session and its day, if the mentee's side called off that one and the one before."""
    waiting: Mapping[Side, tuple[int, date]] = field(default_factory=dict)
    """By who is to answer: the oldest statement that waits, and its day."""
    asks: Mapping[Side, Sequence[Ask]] = field(default_factory=dict)
    """Ratings that are open and not given, by who is asked."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that is so of a pairing today."""

    rule: Rule
    about: str
    """The thing that it is about, as a code: with pairing and person, what makes two of them one.
    A day since which nothing was held, a session, a statement, or a moment of rating."""
    days: int
    """For how many days that count it has been so."""
    sides: frozenset[Side]
    urgent: bool = False
    """Silent for long: red in reports."""
    planned: bool = False
    """A session is planned within one cadence."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A nudge that was sent."""

    rule: Rule
    about: str
    side: Side
    on: date


@dataclass(frozen=True, slots=True)
class Called:
    """The last call about a pairing."""

    outcome: Outcome
    on: date


def check_table(table: Table) -> None:
    """Refuse days, a number a week, or hours that cannot be meant."""
    for rule, row in table.rows.items():
        if not 0 <= row.after_days <= MOST_DAYS:
            raise DomainError(NudgeProblem.DAYS_RANGE, field=f"after_{rule}", most=MOST_DAYS)
    if not 1 <= table.a_week <= MOST_A_WEEK:
        raise DomainError(NudgeProblem.WEEK_RANGE, field="a_week", most=MOST_A_WEEK)
    if not 0 <= table.from_hour < table.until_hour <= LAST_HOUR:
        raise DomainError(NudgeProblem.HOURS, field="until_hour")


def signals_of(facts: Facts, today: date) -> list[Signal]:
    """What is so of a pairing today; nothing on a day that does not count."""
    if not is_open(today, facts.stopped):
        return []
    found = _asked(facts, today)
    return found + _not_met(facts, today) if facts.state in LOGGABLE else found


def _not_met(facts: Facts, today: date) -> list[Signal]:
    planned = any(
        counts(plan, today, facts.limits.cadence_days, facts.stopped) for plan in facts.planned
    )
    found = []
    if facts.called_off is not None:
        id_, on = facts.called_off
        days = open_days(on, today, facts.stopped)
        mentee = frozenset({Side.MENTEE})
        found.append(Signal(Rule.CANCELLED, str(id_), days, mentee, planned=planned))
    quiet = silence(
        accepted_on=facts.accepted_on,
        last_held_on=facts.last_held_on,
        planned=facts.planned,
        on=today,
        limits=facts.limits,
        closed=facts.stopped,
    )
    # A first session that is planned needs no reminder, though reports call it overdue.
    if quiet.level is not Level.NONE and not planned:
        first = facts.last_held_on is None
        limits = facts.limits
        since = limits.overdue_amber_days if first else limits.silent_amber_days
        urgent = quiet.level is Level.RED
        rule = Rule.OVERDUE if first else Rule.SILENT
        about = quiet.since.isoformat()
        found.append(Signal(rule, about, quiet.days - since, frozenset(Side), urgent))
    return found


def _asked(facts: Facts, today: date) -> list[Signal]:
    found = [
        Signal(Rule.CONFIRM, str(id_), open_days(on, today, facts.stopped), frozenset({side}))
        for side, (id_, on) in facts.waiting.items()
    ]
    for side, asks in facts.asks.items():
        for ask in asks:
            gone = max(0, OPEN_DAYS - open_days(today, ask.until, facts.stopped))
            found.append(Signal(Rule.RATING, ask.moment.value, gone, frozenset({side})))
    return found


def sides_of(signal: Signal, row: Row) -> list[Side]:
    """Whom of the two a rule writes to about this."""
    chosen = frozenset(Side) if row.to is To.BOTH else frozenset({Side(row.to.value)})
    return sorted(signal.sides & chosen)


def is_due(
    signal: Signal, row: Row, sent: Sequence[date], today: date, stopped: Sequence[Period]
) -> bool:
    """Whether somebody is to be written to, who was `sent` about this on these days so far."""
    if not row.on or signal.days < row.after_days or len(sent) >= MOST[signal.rule]:
        return False
    return not sent or open_days(max(sent), today, stopped) >= AGAIN_DAYS


def rests(called: Called | None, today: date, stopped: Sequence[Period]) -> bool:
    """Whether a call is so recent that nobody is written to about not meeting, nor called."""
    return called is not None and open_days(called.on, today, stopped) < RESTS[called.outcome]


def may_write_at(now: datetime, time_zone: str, table: Table) -> bool:
    """Whether somebody's own clock says that it is no quiet hour: a weekday, within the hours."""
    there = now.astimezone(ZoneInfo(time_zone))
    in_hours = time(table.from_hour) <= there.time()
    before_end = table.until_hour == LAST_HOUR or there.time() < time(table.until_hour)
    return there.weekday() < SATURDAY and in_hours and before_end


def opens_at(now: datetime, time_zone: str, table: Table) -> datetime:
    """From when somebody may be written to: now, or the next hour that is no quiet one."""
    if may_write_at(now, time_zone, table):
        return now
    there = now.astimezone(ZoneInfo(time_zone))
    first = time(table.from_hour, tzinfo=there.tzinfo)
    day = there.date() + timedelta(days=there.time() >= time(table.from_hour))
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, first).astimezone(UTC)


def has_room(lately: Iterable[datetime], now: datetime, a_week: int) -> bool:
    """Whether one more fits: below the number a week, and none within the last day."""
    week = [at for at in lately if at > now - A_WEEK]
    return len(week) < a_week and all(at <= now - APART for at in week)


def why_called(
    signals: Iterable[Signal],
    sent: Iterable[Sent],
    called: Called | None,
    today: date,
    stopped: Sequence[Period],
) -> Signal | None:
    """What a pairing needs a call for: long silence, or nudges that brought nothing."""
    if rests(called, today, stopped):
        return None
    told = list(sent)
    due = [each for each in signals if each.urgent or _in_vain(each, told, today, stopped)]
    return min(due, key=urgency, default=None)


def urgency(signal: Signal) -> tuple[bool, bool, int]:
    """By which what cannot wait comes first: long silence, cancelled twice, then the longest."""
    return not signal.urgent, signal.rule is not Rule.CANCELLED, -signal.days


def _in_vain(signal: Signal, sent: Iterable[Sent], today: date, stopped: Sequence[Period]) -> bool:
    if signal.rule not in CALLED_FOR or signal.planned:
        return False
    for side in signal.sides:
        days = [
            each.on
            for each in sent
            if (each.rule, each.about, each.side) == (signal.rule, signal.about, side)
        ]
        if len(days) >= MOST[signal.rule] and open_days(max(days), today, stopped) >= AGAIN_DAYS:
            return True
    return False

"""Who is due, when nobody may be written to, and who needs a call."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules.ratings import Ask, Moment
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError
from squad.nudges.rules import (
    AGAIN_DAYS,
    APART,
    MAY_WRITE_TO,
    MOST,
    RESTS,
    Called,
    Facts,
    Outcome,
    Row,
    Rule,
    Sent,
    Signal,
    Table,
    To,
    Voice,
    check_table,
    has_room,
    is_due,
    may_write_at,
    opens_at,
    rests,
    sides_of,
    signals_of,
    why_called,
)
from squad.pairings.rules.clocks import Limits, Planned
from squad.pairings.rules.states import PairingState
from squad.programmes.rules import Period, is_open, open_days

ACCEPTED = date(2026, 3, 2)
LIMITS = Limits(cadence_days=21, overdue_amber_days=10, overdue_red_days=21, closing_offer_days=60)
ZONES = ("Europe/Paris", "America/Montreal", "Asia/Kolkata", "Pacific/Kiritimati")
days = st.integers(min_value=0, max_value=120)
periods = st.lists(
    st.builds(
        lambda at, long: Period(
            ACCEPTED + timedelta(days=at), ACCEPTED + timedelta(days=at + long)
        ),
        days,
        st.integers(min_value=0, max_value=20),
    ),
    max_size=3,
)


def facts(**values) -> Facts:
    usual = {
        "state": PairingState.ACTIVE, "accepted_on": ACCEPTED, "last_held_on": None,
        "planned": (), "limits": LIMITS, "stopped": (),
    }  # fmt: skip
    return Facts(**{**usual, **values})


def signals(day: int, **values) -> dict[Rule, Signal]:
    return {it.rule: it for it in signals_of(facts(**values), ACCEPTED + timedelta(days=day))}


def test_not_met_is_told_as_reports_count_it():
    assert signals(9) == {}
    overdue = signals(10)[Rule.OVERDUE]
    assert (overdue.days, overdue.about, overdue.urgent) == (0, "2026-03-02", False)
    assert signals(21)[Rule.OVERDUE].urgent
    assert signals(28, last_held_on=ACCEPTED).keys() == {Rule.SILENT}
    assert signals(42, last_held_on=ACCEPTED)[Rule.SILENT].urgent
    soon = [Planned(ACCEPTED + timedelta(days=30))]
    assert signals(28, planned=soon) == signals(28, planned=soon, last_held_on=ACCEPTED) == {}
    moved = [Planned(ACCEPTED + timedelta(days=30), moves=2)]
    assert signals(28, planned=moved).keys() == {Rule.OVERDUE}
    assert signals(28, state=PairingState.COMPLETED) == {}


def test_what_is_asked_goes_to_whoever_is_asked():
    ask = Ask(Moment.HALF, ACCEPTED + timedelta(days=20), given=False)
    waits = {Side.MENTEE: (7, ACCEPTED)}
    found = signals(9, waiting=waits, asks={Side.MENTOR: [ask]})
    assert (found[Rule.CONFIRM].about, found[Rule.CONFIRM].days) == ("7", 9)
    assert (found[Rule.RATING].about, found[Rule.RATING].days) == ("half", 3)
    rows = Table().rows
    assert sides_of(found[Rule.CONFIRM], rows[Rule.CONFIRM]) == [Side.MENTEE]
    assert sides_of(found[Rule.RATING], rows[Rule.RATING]) == [Side.MENTOR]
    to_mentee = Row(True, 0, To.MENTEE, Voice.SPONSOR)
    assert sides_of(found[Rule.RATING], to_mentee) == []
    twice = signals(3, called_off=(5, ACCEPTED))[Rule.CANCELLED]
    assert sides_of(twice, rows[Rule.CANCELLED]) == [Side.MENTEE]


def test_a_mentor_is_never_alone_to_chase():
    for rule in (Rule.CANCELLED, Rule.OVERDUE, Rule.SILENT):
        assert To.MENTOR not in MAY_WRITE_TO[rule]


@given(days, periods)
def test_nothing_is_so_on_a_day_that_does_not_count(day, stopped):
    """And a clock that stood still is behind one that ran by as many days as it stood."""
    on = ACCEPTED + timedelta(days=day)
    found = signals_of(
        facts(stopped=stopped, waiting={Side.MENTOR: (1, ACCEPTED)}, called_off=(2, ACCEPTED)), on
    )
    if not is_open(on, stopped):
        assert found == []
        return
    counted = open_days(ACCEPTED, on, stopped)
    by_rule = {it.rule: it.days for it in found}
    assert by_rule[Rule.CONFIRM] == by_rule[Rule.CANCELLED] == counted
    assert by_rule.get(Rule.OVERDUE) == (counted - 10 if counted >= 10 else None)


@given(st.sampled_from(Rule), st.integers(min_value=0, max_value=20), periods)
def test_one_is_written_to_as_often_as_a_rule_says_and_no_sooner(rule, after, stopped):
    """Asked each day for months: the days on which something is sent."""
    row = Row(True, after, To.BOTH, Voice.PROGRAMME)
    sent: list[date] = []
    for n in range(150):
        today = ACCEPTED + timedelta(days=n)
        if not is_open(today, stopped):
            continue
        so_long = open_days(ACCEPTED, today, stopped)
        signal = Signal(rule, "x", so_long, frozenset(Side))
        if is_due(signal, row, sent, today, stopped):
            sent.append(today)
    assert len(sent) == MOST[rule]
    assert open_days(ACCEPTED, sent[0], stopped) >= after
    if len(sent) > 1:
        assert open_days(sent[0], sent[1], stopped) >= AGAIN_DAYS
    assert not is_due(signal, Row(False, 0, To.BOTH, Voice.PROGRAMME), [], today, stopped)


@given(
    st.integers(min_value=0, max_value=366 * 24 * 60),
    st.sampled_from(ZONES),
    st.integers(min_value=0, max_value=22),
    st.integers(min_value=1, max_value=24),
)
def test_quiet_hours_are_those_of_the_persons_clock(minutes, zone, first, long):
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    table = Table(from_hour=first, until_hour=min(first + long, 24))
    there = now.astimezone(ZoneInfo(zone))
    waking = there.isoweekday() <= 5 and first <= there.hour < min(first + long, 24)
    assert may_write_at(now, zone, table) is waking
    opens = opens_at(now, zone, table)
    assert may_write_at(opens, zone, table)
    before = [h for n in range(100) if (h := now + timedelta(hours=n)) < opens]
    assert not any(may_write_at(hour, zone, table) for hour in before)


@given(st.lists(st.integers(min_value=0, max_value=400), max_size=8), st.integers(1, 7))
def test_never_more_than_so_many_a_week_nor_two_within_a_day(hours, a_week):
    now = datetime(2026, 6, 1, 10, tzinfo=UTC)
    lately = [now - timedelta(hours=h) for h in hours]
    week = [at for at in lately if now - at < timedelta(days=7)]
    room = has_room(lately, now, a_week)
    assert room is (len(week) < a_week and min((now - at for at in week), default=APART) >= APART)


def test_a_call_is_due_for_long_silence_or_where_nudges_brought_nothing():
    on = ACCEPTED + timedelta(days=40)
    amber = Signal(Rule.SILENT, "x", 3, frozenset(Side))
    sent = [
        Sent(Rule.SILENT, "x", Side.MENTEE, on - timedelta(days=ago)) for ago in (14, AGAIN_DAYS)
    ]
    assert why_called([amber], sent[:1], None, on, ()) is None
    assert why_called([amber], sent, None, on, ()) is amber
    assert why_called([amber], sent, None, on - timedelta(days=1), ()) is None
    away = Period(on - timedelta(days=3), on - timedelta(days=2))
    assert why_called([amber], sent, None, on, [away]) is None
    red = Signal(Rule.SILENT, "y", 1, frozenset(Side), urgent=True)
    assert why_called([amber, red], sent, None, on, ()) is red
    off = Signal(Rule.CANCELLED, "5", 9, frozenset({Side.MENTEE}))
    told = Sent(Rule.CANCELLED, "5", Side.MENTEE, on - timedelta(days=9))
    assert why_called([amber, off], [*sent, told], None, on, ()) is off
    planned = Signal(Rule.CANCELLED, "5", 9, frozenset({Side.MENTEE}), planned=True)
    assert why_called([planned], [told], None, on, ()) is None
    asked = Signal(Rule.RATING, "half", 9, frozenset({Side.MENTEE}))
    rated = [Sent(Rule.RATING, "half", Side.MENTEE, it.on) for it in sent]
    assert why_called([asked], rated, None, on, ()) is None


@given(st.sampled_from(Outcome), days)
def test_after_a_call_they_are_left_in_peace_for_some_days(outcome, later):
    called = Called(outcome, ACCEPTED)
    on = ACCEPTED + timedelta(days=later)
    red = Signal(Rule.SILENT, "y", 1, frozenset(Side), urgent=True)
    resting = later < RESTS[outcome]
    assert rests(called, on, ()) is resting
    assert (why_called([red], (), called, on, ()) is None) is resting


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"a_week": 0}, "a_week"),
        ({"a_week": 8}, "a_week"),
        ({"from_hour": 9, "until_hour": 9}, "until_hour"),
        ({"until_hour": 25}, "until_hour"),
        ({"rows": {Rule.SILENT: Row(True, 61, To.BOTH, Voice.SPONSOR)}}, "after_silent"),
        ({"rows": {Rule.SILENT: Row(True, -1, To.BOTH, Voice.SPONSOR)}}, "after_silent"),
    ],
)
def test_figures_that_cannot_be_meant_are_refused_on_their_field(values, field):
    check_table(Table())
    with pytest.raises(DomainError) as refused:
        check_table(Table(**values))
    assert refused.value.field == field

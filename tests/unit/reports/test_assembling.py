"""Months, order and paging of lists: the pure part of reports."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.framework.rules.fluency import Span, SpanKind
from squad.pairings.rules.states import PairingState as P
from squad.reports.assembling import month_ends, state_of_moves
from squad.reports.lists import after_cursor, listed, sort_key
from squad.reports.shapes import (
    Counted,
    Filters,
    Member,
    Moved,
    PairingFacts,
    PersonCard,
    SessionFigures,
    Sort,
)

DAY = date(2026, 3, 2)


def moved(to, days):
    on = DAY + timedelta(days=days)
    return Moved(to, on, datetime(on.year, on.month, on.day, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ((), None),
        ((P.PROPOSED,), None),
        ((P.PROPOSED, P.DECLINED), None),
        ((P.PROPOSED, P.ACCEPTED), P.ACCEPTED),
        ((P.PROPOSED, P.ACCEPTED, P.WITHDRAWN), P.WITHDRAWN),
    ],
)
def test_a_pairing_counts_once_both_had_accepted(states, state):
    assert state_of_moves([moved(s, n) for n, s in enumerate(states)]) is state


def test_months_end_at_the_programme_s_midnight():
    begun = {1: datetime(2026, 1, 10, tzinfo=UTC), 2: datetime(2026, 2, 28, 23, 30, tzinfo=UTC)}
    reached = datetime(2026, 1, 31, 22, 59, tzinfo=UTC)  # 23:59 in Paris
    spans = {1: [Span(SpanKind.HEADLINE, "headline", 2, reached)]}
    found = month_ends(begun, spans, as_of=date(2026, 3, 5), time_zone="Europe/Paris")
    assert [(m.on, m.ladder) for m in found] == [
        (date(2026, 1, 31), (0, 0, 1, 0)),
        (date(2026, 2, 28), (0, 0, 1, 0)),
        (date(2026, 3, 5), (1, 0, 1, 0)),
    ]
    few = month_ends(begun, spans, as_of=date(2026, 3, 5), time_zone="Europe/Paris", least=2)
    assert [m.on for m in few] == [date(2026, 3, 5)]
    assert month_ends({}, {}, as_of=DAY, time_zone="UTC") == ()


def member(n, function, days, last):
    person = PersonCard(n, f"P{n}", f"P{n}", f"p{n % 3}", f"{n}@x", function, "", "", "en")
    sessions = SessionFigures(last=last)
    pairing = PairingFacts(n, 0, "", P.ACTIVE, DAY, sessions)
    return Member(person, pairing, sessions, Counted(), None, days, "")


members = st.lists(
    st.tuples(
        st.sampled_from(["", "Sales", "Écoute", "ecoute"]),
        st.none() | st.integers(0, 90),
        st.none() | st.dates(DAY, DAY + timedelta(days=60)),
    ),
    max_size=30,
).map(lambda rows: [member(n, *row) for n, row in enumerate(rows)])


@given(members, st.sampled_from(Sort), st.integers(1, 7))
def test_pages_one_after_the_other_are_the_whole_list(people, sort, size):
    ordered = listed(people, Filters(), sort)
    seen, rest = [], ordered
    while rest:
        page = rest[:size]
        seen += page
        rest = after_cursor(ordered, sort, [sort.value, *sort_key(page[-1], sort)])
    assert seen == ordered


@given(members, st.sampled_from(Sort), st.lists(st.integers() | st.text(), max_size=4))
def test_a_foreign_cursor_is_no_error(people, sort, cursor):
    ordered = listed(people, Filters(), sort)
    assert {m.person.id for m in after_cursor(ordered, sort, cursor)} <= {
        m.person.id for m in ordered
    }

"""The own record: months add up to the whole, and a part is complete on the right day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.kernel.errors import DomainError
from squad.mentoring.rules import (
    MOST_HOURS,
    Claim,
    Moment,
    Part,
    Spent,
    by_month,
    check_hours,
    read_levels,
    total,
    write_levels,
)
from squad.pairings.rules.states import PairingState as P

MINUTES = st.integers(0, 600)
SPENT = st.builds(
    Spent, st.dates(date(2026, 1, 1), date(2027, 12, 31)), MINUTES, MINUTES, MINUTES
)  # fmt: skip
END = date(2026, 12, 20)


@given(st.lists(SPENT))
def test_months_add_up_to_the_whole(spent):
    months, whole = by_month(spent), total(spent)
    assert list(months) == sorted(months, reverse=True)
    for name in ("sessions", "held", "preparation", "travel", "used"):
        assert sum(getattr(time, name) for time in months.values()) == getattr(whole, name)
    assert whole.used == sum(each.held + each.preparation for each in spent)


@given(st.dictionaries(st.sampled_from(Claim), st.integers(1, 5)))
def test_levels_are_read_as_they_were_written(levels):
    assert read_levels(write_levels(levels)) == levels


@pytest.mark.parametrize(
    ("states", "sessions", "days", "complete"),
    [
        ((P.ACTIVE,), 3, 0, False),
        ((P.ACTIVE,), 3, 1, True),
        ((P.ENDED, P.COMPLETED), 3, -90, True),
        ((P.ENDED, P.PROPOSED), 3, -90, False),
        ((P.ENDED,), 0, 90, False),
    ],
)
def test_a_part_is_complete_with_the_last_pairing_or_the_programme(
    states, sessions, days, complete
):
    today = END + timedelta(days=days)
    part = Part(states, END, today, (Spent(END, 45, 0, 0),) * sessions)
    assert part.is_complete is complete
    assert (part.asked is Moment.END) is complete


def test_confidence_is_asked_until_the_second_session_and_then_at_the_end():
    asked = [
        Part((P.ACTIVE,), END, END, (Spent(END, 45, 0, 0),) * n).asked for n in range(4)
    ]  # fmt: skip
    assert asked == [Moment.START, Moment.START, None, None]


@pytest.mark.parametrize("hours", [0, -1, MOST_HOURS + 1])
def test_nobody_agrees_on_such_hours(hours):
    with pytest.raises(DomainError):
        check_hours(hours)

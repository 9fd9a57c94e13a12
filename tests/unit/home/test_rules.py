"""Whom a mentor sees next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from squad.home.rules import Due, due_of, focus_key

TODAY = date(2026, 12, 1)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("planned", "due"),
    [
        (NOON, Due.TODAY),
        (NOON.replace(hour=0), Due.TODAY),
        (NOON + DAY, Due.AHEAD),
        (NOON - DAY, Due.NOT_LOGGED),
        (None, Due.NO_DATE),
    ],
)
def test_when_the_next_session_is(planned, due):
    assert due_of(planned, TODAY) is due


def test_today_comes_first_then_what_was_not_logged_then_what_is_ahead():
    people = {
        "this morning": (NOON - timedelta(hours=4), None),
        "this evening": (NOON + timedelta(hours=6), None),
        "yesterday": (NOON - DAY, None),
        "long ago": (NOON - 30 * DAY, None),
        "tomorrow": (NOON + DAY, None),
        "next week": (NOON + 7 * DAY, None),
        "never met": (None, None),
        "not met for long": (None, TODAY - 60 * DAY),
        "met lately": (None, TODAY - 3 * DAY),
    }
    ordered = sorted(people, key=lambda name: focus_key(*people[name], TODAY))
    assert ordered == list(people)

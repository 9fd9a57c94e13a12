"""What a kept view may hold, what of it a reader gets, and on which day."""

from datetime import date

import pytest

from squad.kernel.errors import DomainError
from squad.reports.kept_views.rules import (
    LONGEST_NAME,
    ShownDay,
    check_name,
    day_to_ask,
    shown_to,
    without_people,
)
from squad.reports.shapes import Filters, Reader

ALL = Filters("Sales", "Lyon", "active", "Ada Mentee", silent=True)


def test_a_view_holds_no_word_searched_for_and_no_word_that_the_programme_has_not():
    held = without_people(ALL, functions=["Sales"], sites=["Lyon"])
    assert held == Filters("Sales", "Lyon", "active", silent=True)
    smuggled = Filters("Ada Mentee", "Ada Mentee", "Ada Mentee", "Ada Mentee", only=7)
    assert without_people(smuggled, functions=["Sales"], sites=["Lyon"]) == Filters()


@pytest.mark.parametrize(
    ("reader", "named", "gets"),
    [
        (Reader.COORDINATOR, True, ALL),
        (Reader.COORDINATOR, False, ALL),
        (Reader.HR, True, Filters("Sales", "Lyon", "active", "Ada Mentee")),
        (Reader.HR, False, Filters()),
    ],
)
def test_each_reader_gets_what_is_theirs(reader, named, gets):
    assert shown_to(ALL, reader, named=named) == gets


def test_the_day_follows_the_calendar_or_stands():
    today, fixed = date(2026, 3, 1), date(2025, 12, 24)
    assert day_to_ask(ShownDay.TODAY, None, today) is None
    assert day_to_ask(ShownDay.MONTH_END, None, today) == date(2026, 2, 28)
    assert day_to_ask(ShownDay.FIXED, fixed, today) == fixed


@pytest.mark.parametrize("name", ["", " ", "…", "\u200b", "x" * (LONGEST_NAME + 1)])
def test_a_name_can_be_read(name):
    check_name("é")
    check_name("x" * LONGEST_NAME)
    with pytest.raises(DomainError):
        check_name(name)

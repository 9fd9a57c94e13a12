"""Quiet days: which ones are refused."""

from datetime import date

import pytest

from squad.kernel.errors import DomainError
from squad.people.rules.person import PersonProblem, check_quiet_period

TODAY = date(2026, 12, 1)


def test_a_day_and_a_year_are_possible():
    check_quiet_period(TODAY, TODAY, today=TODAY)
    check_quiet_period(TODAY, date(2027, 12, 1), today=TODAY)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 12, 3), date(2026, 12, 2), PersonProblem.QUIET_ENDS_BEFORE_START),
        (date(2026, 11, 1), date(2026, 11, 30), PersonProblem.QUIET_IS_OVER),
        (TODAY, date(2027, 12, 2), PersonProblem.QUIET_TOO_LONG),
        (date.min, TODAY, PersonProblem.QUIET_TOO_LONG),
        (date(9999, 12, 30), date.max, PersonProblem.QUIET_YEAR),
    ],
)
def test_others_are_refused(first, last, code):
    with pytest.raises(DomainError) as refused:
        check_quiet_period(first, last, today=TODAY)
    assert (refused.value.code, refused.value.field) == (code, "ends_on")

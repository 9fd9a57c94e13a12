"""When a programme can be archived."""

from datetime import date, timedelta

import pytest

from squad.kernel.errors import DomainError
from squad.pairings.rules.archiving import (
    AFTER_DAYS,
    ArchiveProblem,
    archivable_from,
    check_archivable,
)

LAST, ENDS = date(2026, 3, 1), date(2026, 5, 1)


def test_it_counts_from_the_last_end_or_else_from_the_programmes_own():
    assert archivable_from(LAST, ENDS) == LAST + timedelta(days=AFTER_DAYS)
    assert archivable_from(None, ENDS) == ENDS + timedelta(days=AFTER_DAYS)


def test_from_its_first_day_on_it_can_be_archived():
    check_archivable(live=0, first_day=LAST, today=LAST)


@pytest.mark.parametrize(
    ("live", "today", "problem"),
    [
        (1, LAST, ArchiveProblem.LIVE),
        (0, LAST - timedelta(days=1), ArchiveProblem.TOO_EARLY),
    ],
)
def test_while_one_is_live_or_too_early_it_cannot(live, today, problem):
    with pytest.raises(DomainError, match=problem):
        check_archivable(live=live, first_day=LAST, today=today)

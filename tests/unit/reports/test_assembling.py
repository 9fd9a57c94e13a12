"""How the state of a pairing follows from its moves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from squad.pairings.rules.states import PairingState as P
from squad.reports.assembling import state_of_moves
from squad.reports.shapes import Moved

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

"""The sentence that opens a mentor's home, case by case, in both languages."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask_babel import force_locale

from squad.home.messages import opening
from squad.home.rules import due_of
from squad.pairings.rules.states import PairingState

TODAY = date(2026, 12, 1)
NOON = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ACTIVE, PAUSED = PairingState.ACTIVE, PairingState.PAUSED

# case · planned · the pairing · English · French
CASES = [
    ("today", NOON, ACTIVE, "Claire, today at 8:30.", "Claire, aujourd’hui à 8 h 30."),
    ("tomorrow", NOON + DAY, ACTIVE, "Claire, tomorrow at 8:30.", "Claire, demain à 8 h 30."),
    ("yesterday, not logged", NOON - DAY, ACTIVE,
        "Claire, yesterday at 8:30.", "Claire, hier à 8 h 30."),
    ("ahead", NOON + 7 * DAY, ACTIVE,
        "Claire, Tuesday 8 December at 8:30.", "Claire, mardi 8 décembre à 8 h 30."),
    ("no date", None, ACTIVE, "Claire, no date yet.", "Claire, pas encore de date."),
    ("paused", None, PAUSED, "Claire, paused for now.", "Claire, en pause pour le moment."),
    ("paused, with a date", NOON + DAY, PAUSED,
        "Claire, tomorrow at 8:30.", "Claire, demain à 8 h 30."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("planned", "state", "english", "french"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_home_opens_with_whom_one_sees_next(babel, planned, state, english, french):
    row = SimpleNamespace(
        name="Claire", today=TODAY, planned=planned, due=due_of(planned, TODAY),
        pairing=SimpleNamespace(state=state),
    )  # fmt: skip
    said = []
    for language in ("en", "fr"):
        with force_locale(language):
            said.append(opening(row).replace("\N{NO-BREAK SPACE}", " "))
    assert said == [english, french]

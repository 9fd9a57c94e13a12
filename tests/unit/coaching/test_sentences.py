"""Each code of programmes, pairings and coaching has its sentence, in both languages."""

from datetime import date
from enum import StrEnum

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

import squad.coaching.messages as coaching
import squad.pairings.messages as pairings
import squad.programmes.messages as programmes
from squad.coaching.rules import log, rows, statements, times
from squad.kernel.errors import DomainError
from squad.pairings.rules import agreement, clocks, hard, imports, states
from squad.pairings.rules import rows as pairing_rows
from squad.programmes import rules as programme_rules
from squad.resources import PACKAGE

PARAMS = {
    "accepted_on": date(2026, 12, 1),
    "did_you_mean": 45,
    "ends_on": date(2026, 12, 1),
    "ended_on": date(2026, 12, 1),
    "expires_on": date(2026, 12, 1),
    "known_on": date(2026, 12, 1),
    "least": 5,
    "link": "x",
    "milestone": "care-1a",
    "most": 240,
    "name": "date",
    "newest": 2,
    "on": date(2026, 12, 1),
    "over": 3,
    "starts_on": date(2026, 12, 1),
    "until": date(2026, 12, 1),
    "value": "x",
}
PROBLEMS = [
    (programmes, [programme_rules.ProgrammeProblem]),
    (
        pairings,
        [
            hard.Refusal,
            hard.MatchNotice,
            states.StateProblem,
            agreement.AgreementProblem,
            imports.RowCode,
            pairing_rows.PairingRowProblem,
        ],
    ),
    (
        coaching,
        [
            log.LogProblem,
            times.TimeProblem,
            statements.StatementProblem,
            rows.SessionRowProblem,
            imports.RowCode,
        ],
    ),
]
LABELS = [
    (programmes.READING_MODES, programme_rules.ReadingMode),
    (pairings.STATES, states.PairingState),
    (pairings.MOVES, states.Move),
    (pairings.END_REASONS, states.EndReason),
    (pairings.BOOKERS, agreement.Booker),
    (pairings.LEVELS, clocks.Level),
    (pairings.SIDES, log.Side),
    (coaching.STATES, log.CoachingState),
    (coaching.CANCELLED_BY, log.CancelledBy),
    (coaching.NOTICES, log.Notice),
    (coaching.REASONS, log.Reason),
    (coaching.MEDIA, log.Medium),
]
CODES = [(messages, code) for messages, enums in PROBLEMS for one in enums for code in one]


@pytest.fixture(scope="module")
def babel():
    app = Flask("test")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(PACKAGE / "translations")
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize(("messages", "code"), CODES, ids=lambda value: str(value)[:60])
def test_each_code_says_what_to_do_in_both_languages(babel, messages, code: StrEnum):
    with force_locale("en"):
        english = messages.message(code, **PARAMS)
    with force_locale("fr"):
        french = messages.message(code, **PARAMS)
    assert english.endswith((".", "?"))
    assert french.endswith((".", "?"))
    assert english != french
    assert "%(" not in english + french


@pytest.mark.parametrize(("labels", "codes"), LABELS, ids=lambda value: str(value)[:40])
def test_each_state_and_choice_has_its_label(babel, labels, codes):
    assert set(labels) == set(codes)
    for locale in ("en", "fr"):
        with force_locale(locale):
            shown = [str(label) for label in labels.values()]
        assert len(set(shown)) == len(shown)
        assert all(shown)


def test_codes_of_problems_are_not_shared():
    codes = [code.value for _, enums in PROBLEMS for one in enums for code in one]
    own = len(list(imports.RowCode))
    assert len(set(codes)) == len(codes) - own


def test_dates_are_written_out(babel):
    error = DomainError(states.StateProblem.PROPOSAL_OVER, expires_on=date(2026, 12, 1))
    with force_locale("en"):
        assert "1 December 2026" in pairings.sentence_of(error)
    with force_locale("fr"):
        assert "1 décembre 2026" in pairings.sentence_of(error)


def test_a_row_is_named_by_line_and_column(babel):
    problem = imports.RowProblem(7, imports.RowCode.WORD_UNKNOWN, "Issue", {"value": "peut-être"})
    with force_locale("fr"):
        shown = coaching.sentence(problem)
    assert "7" in shown
    assert "Issue" in shown
    assert "peut-être" in shown


def test_a_cell_that_no_parser_reads_has_the_sentence_of_files(babel):
    problem = imports.RowProblem(3, "date_month_first", "date", {"value": "12/25/2026"})
    with force_locale("en"):
        assert "12/25/2026" in coaching.sentence(problem)

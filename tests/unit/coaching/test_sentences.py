"""Labels of programmes, pairings and coaching, and how a sentence is filled in."""

from datetime import date

import pytest
from flask_babel import force_locale

import squad.coaching.messages as coaching
import squad.pairings.messages as pairings
import squad.programmes.messages as programmes
from squad.coaching.rules import log, moving
from squad.kernel.errors import DomainError
from squad.pairings.rules import agreement, clocks, imports, states
from squad.programmes import rules as programme_rules
from squad.web.sentences import sentence_of

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


@pytest.mark.parametrize(("labels", "codes"), LABELS, ids=lambda value: str(value)[:40])
def test_each_state_and_choice_has_its_label(babel, labels, codes):
    assert set(labels) == set(codes)
    for locale in ("en", "fr"):
        with force_locale(locale):
            shown = [str(label) for label in labels.values()]
        assert len(set(shown)) == len(shown)
        assert all(shown)


def test_dates_are_written_out(babel):
    error = DomainError(states.StateProblem.PROPOSAL_OVER, expires_on=date(2026, 12, 1))
    with force_locale("en"):
        assert "1\u00a0December 2026" in sentence_of(error)
    with force_locale("fr"):
        assert "1er\u00a0décembre 2026" in sentence_of(error)


def test_an_area_is_called_by_its_title(babel):
    name = {"en": "Care & action", "fr": "Soin et action"}
    error = DomainError(moving.MoveProblem.TARGET, area=name, stage=2)
    for locale, title in name.items():
        with force_locale(locale):
            assert title in sentence_of(error)


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

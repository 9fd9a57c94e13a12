"""What may be stated, where, and with which evidence."""

from dataclasses import replace

import pytest

from squad.coaching.rules.statements import (
    OFFERED_EVIDENCE,
    Place,
    StatedMilestone,
    StatementContext,
    StatementProblem,
    before_is_offered,
    check_statements,
    is_strong,
    problems_of_statements,
)
from squad.framework.rules.model import Area, Autonomy, Evidence, Framework, Milestone
from squad.kernel.errors import DomainError

SEEN_ONLY = Milestone(
    "presence-2a",
    Area.PRESENCE,
    2,
    core=True,
    text={"en": "x", "fr": "x"},
    evidence=frozenset({Evidence.SEEN}),
    drill=True,
)
OPENED = replace(
    SEEN_ONLY,
    code="listening-1b",
    area=Area.LISTENING,
    stage=1,
    evidence=frozenset({Evidence.SEEN, Evidence.CHECKED}),
    drill=False,
)
FRAMEWORK = Framework("test", {}, {m.code: m for m in (SEEN_ONLY, OPENED)})
LOG = StatementContext(FRAMEWORK, Place.LOG, agreement_in_force=True)
PAGE = replace(LOG, place=Place.MILESTONE, before_offered=True)
ALONE = StatedMilestone("listening-1b", Autonomy.ALONE)


def codes(*statements: StatedMilestone, context: StatementContext = LOG) -> list[str]:
    return [problem.code for problem in problems_of_statements(statements, context)]


def test_together_and_alone_are_stated_in_the_log_as_seen():
    assert ALONE.evidence is Evidence.SEEN
    check_statements([ALONE, StatedMilestone("presence-2a", Autonomy.TOGETHER)], LOG)


def test_measured_is_not_offered():
    assert Evidence.MEASURED not in OFFERED_EVIDENCE
    assert codes(replace(ALONE, evidence=Evidence.MEASURED)) == [StatementProblem.MEASURED]


def test_without_an_agreement_in_force_nothing_is_stated():
    without = replace(LOG, agreement_in_force=False)
    assert codes(ALONE, context=without) == [StatementProblem.NO_AGREEMENT]
    check_statements([], without)


def test_passes_it_on_is_stated_on_the_milestones_page_only():
    passed_on = replace(ALONE, autonomy=Autonomy.PASSES_ON)
    assert codes(passed_on) == [StatementProblem.PASSES_ON_ELSEWHERE]
    assert codes(passed_on, context=PAGE) == []


def test_already_so_before_is_stated_on_the_milestones_page_only_and_early():
    before = replace(ALONE, before=True)
    assert codes(before) == [StatementProblem.BEFORE_ELSEWHERE]
    assert codes(before, context=PAGE) == []
    late = replace(PAGE, before_offered=False)
    assert codes(before, context=late) == [StatementProblem.BEFORE_TOO_LATE]


@pytest.mark.parametrize("change", [{"autonomy": Autonomy.TOGETHER}, {"evidence": Evidence.TOLD}])
def test_already_so_before_needs_a_strong_statement(change):
    weak = replace(ALONE, before=True, **change)
    assert codes(weak, context=PAGE) == [StatementProblem.BEFORE_NOT_STRONG]


def test_it_is_offered_until_the_second_held_session_of_the_first_pairing_is_logged():
    assert before_is_offered(first_pairing=True, held_logged=0)
    assert before_is_offered(first_pairing=True, held_logged=1)
    assert not before_is_offered(first_pairing=True, held_logged=2)
    assert not before_is_offered(first_pairing=False, held_logged=0)


def test_only_the_evidence_that_the_list_names_is_strong():
    assert is_strong(ALONE, OPENED)
    assert is_strong(replace(ALONE, evidence=Evidence.CHECKED), OPENED)
    assert not is_strong(replace(ALONE, evidence=Evidence.CHECKED), SEEN_ONLY)
    told = replace(OPENED, evidence=frozenset(Evidence))
    assert not is_strong(replace(ALONE, evidence=Evidence.TOLD), told)


def test_a_drill_shows_only_milestones_that_say_so_and_is_seen_or_checked():
    drill = StatedMilestone("presence-2a", Autonomy.ALONE, drill=True)
    assert codes(drill) == []
    assert codes(replace(drill, evidence=Evidence.CHECKED)) == []
    assert codes(replace(drill, evidence=Evidence.TOLD)) == [StatementProblem.DRILL_UNSEEN]
    assert codes(replace(ALONE, drill=True)) == [StatementProblem.NOT_A_DRILL]


def test_a_milestone_is_known_and_stated_once_in_a_session():
    assert codes(replace(ALONE, code="care-9z")) == [StatementProblem.UNKNOWN]
    again = replace(ALONE, autonomy=Autonomy.TOGETHER)
    assert codes(ALONE, again) == [StatementProblem.TWICE]


def test_a_correction_names_a_standing_statement_of_the_same_milestone():
    context = replace(PAGE, standing={7: "listening-1b", 8: "presence-2a"})
    assert codes(replace(ALONE, corrects=7), context=context) == []
    assert codes(replace(ALONE, corrects=8), context=context) == [StatementProblem.CORRECTS_OTHER]
    assert codes(replace(ALONE, corrects=9), context=context) == [StatementProblem.CORRECTS_NOTHING]


def test_the_first_problem_is_raised_with_its_milestone():
    with pytest.raises(DomainError) as refused:
        check_statements([replace(ALONE, words="x" * 2001)], LOG)
    assert refused.value.code == StatementProblem.WORDS_TOO_LONG
    assert refused.value.field == "listening-1b"

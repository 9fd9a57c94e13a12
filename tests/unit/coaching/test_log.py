"""What the log of a session must say, and what it may."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules.log import (
    CancelledBy,
    CoachingState,
    LogContext,
    LogProblem,
    Notice,
    Reason,
    SessionDraft,
    Step,
    check_log,
    did_you_mean,
    is_web_link,
    problems_of,
)
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError

TODAY = date(2026, 12, 1)
CONTEXT = LogContext(
    now=datetime(2026, 12, 1, 9, tzinfo=UTC), today=TODAY, accepted_on=date(2026, 9, 1)
)
HELD = SessionDraft(CoachingState.HELD, TODAY, minutes=45)
CANCELLED = SessionDraft(
    CoachingState.CANCELLED, TODAY, cancelled_by=CancelledBy.MENTEE, notice=Notice.SAME_DAY
)


def codes(draft: SessionDraft, **context) -> list[str]:
    return [problem.code for problem in problems_of(draft, replace(CONTEXT, **context))]


def test_three_facts_are_enough():
    check_log(HELD, CONTEXT)
    check_log(CANCELLED, CONTEXT)
    check_log(SessionDraft(CoachingState.MISSED, TODAY), CONTEXT)
    check_log(SessionDraft(CoachingState.PLANNED, TODAY + timedelta(days=9)), CONTEXT)


@pytest.mark.parametrize("state", [CoachingState.HELD, CoachingState.MISSED])
def test_the_future_is_only_planned(state):
    minutes = 45 if state is CoachingState.HELD else None
    draft = SessionDraft(state, TODAY + timedelta(days=1), minutes=minutes)
    assert codes(draft) == [LogProblem.DATE_IN_FUTURE]


def test_a_planned_session_can_be_called_off_before_its_day():
    ahead = replace(CANCELLED, on=TODAY + timedelta(days=3), notice=Notice.TWO_DAYS_OR_MORE)
    assert codes(ahead, was_planned=True) == []
    assert codes(ahead) == [LogProblem.DATE_IN_FUTURE]


def test_nothing_is_planned_in_the_past():
    draft = SessionDraft(CoachingState.PLANNED, TODAY - timedelta(days=1))
    assert codes(draft) == [LogProblem.PLANNED_IN_PAST]


def test_sessions_may_be_logged_from_acceptance_but_imports_bring_older_ones():
    early = replace(HELD, on=date(2026, 8, 31))
    assert codes(replace(HELD, on=CONTEXT.accepted_on)) == []
    assert codes(early) == [LogProblem.DATE_BEFORE_ACCEPTANCE]
    assert codes(early, imported=True) == []


@pytest.mark.parametrize("minutes", [5, 240])
def test_five_to_240_minutes(minutes):
    assert codes(replace(HELD, minutes=minutes)) == []


@pytest.mark.parametrize(
    ("minutes", "meant"), [(1, 60), (2, 120), (4, 240), (450, 45), (600, 60), (2400, 240)]
)
def test_a_slip_of_the_length_asks_did_you_mean(minutes, meant):
    with pytest.raises(DomainError) as refused:
        check_log(replace(HELD, minutes=minutes), CONTEXT)
    assert refused.value.code == LogProblem.MINUTES_DID_YOU_MEAN
    assert refused.value.params["did_you_mean"] == meant


@pytest.mark.parametrize("minutes", [0, -45, 241, 455, 100_000])
def test_a_length_without_a_likely_meaning_is_refused_all_the_same(minutes):
    assert codes(replace(HELD, minutes=minutes)) == [LogProblem.MINUTES_RANGE]


@given(st.integers(-1000, 10_000))
def test_what_is_meant_is_always_a_possible_length(minutes):
    guess = did_you_mean(minutes)
    assert guess is None or codes(replace(HELD, minutes=guess)) == []


def test_only_a_held_session_has_a_length():
    assert codes(replace(HELD, minutes=None)) == [LogProblem.MINUTES_MISSING]
    assert codes(replace(CANCELLED, minutes=45)) == [LogProblem.MINUTES_NOT_HELD]


def test_a_cancellation_says_who_and_how_much_notice_but_not_why():
    assert codes(replace(CANCELLED, cancelled_by=None, notice=None)) == [
        LogProblem.WHO_CANCELLED,
        LogProblem.HOW_MUCH_NOTICE,
    ]
    assert codes(replace(CANCELLED, notice=None), imported=True) == []
    assert codes(replace(CANCELLED, reason=Reason.TRAVEL)) == []
    assert codes(replace(HELD, notice=Notice.SAME_DAY)) == [LogProblem.NOT_CANCELLED]


def test_no_reason_speaks_of_health():
    assert not {"illness", "sick", "health"} & {reason.value for reason in Reason}


def test_the_next_one_is_to_come_or_not_yet():
    assert codes(replace(HELD, next_at=None)) == []
    assert codes(replace(HELD, next_at=CONTEXT.now + timedelta(minutes=1))) == []
    assert codes(replace(HELD, next_at=CONTEXT.now)) == [LogProblem.NEXT_IN_PAST]
    assert codes(replace(HELD, next_at=CONTEXT.now + timedelta(days=400))) == [
        LogProblem.NEXT_TOO_FAR
    ]


@pytest.mark.parametrize("name", ["preparation_minutes", "travel_minutes"])
def test_preparation_and_travel_are_up_to_eight_hours(name):
    assert codes(replace(HELD, **{name: 480})) == []
    assert codes(replace(HELD, **{name: 481})) == [LogProblem.OTHER_MINUTES_RANGE]
    assert codes(replace(HELD, **{name: -1})) == [LogProblem.OTHER_MINUTES_RANGE]


def test_a_note_has_its_limit_and_says_by_how_much():
    assert codes(replace(HELD, note="x" * 10_000)) == []
    with pytest.raises(DomainError) as refused:
        check_log(replace(HELD, note="x" * 10_003), CONTEXT)
    assert (refused.value.code, refused.value.params["over"]) == (LogProblem.NOTE_TOO_LONG, 3)


def test_a_next_step_has_words_and_a_day_not_before_the_session():
    whole = Step(Side.MENTEE, "Reply to three people", TODAY + timedelta(days=7))
    assert codes(replace(HELD, steps=(whole, Step(Side.MENTOR, "Send the list")))) == []
    assert codes(replace(HELD, steps=(replace(whole, due_on=TODAY),))) == []
    assert codes(replace(HELD, steps=(Step(Side.MENTOR, " "),))) == [LogProblem.STEP_EMPTY]
    assert codes(replace(HELD, steps=(replace(whole, words="x" * 501),))) == [
        LogProblem.STEP_TOO_LONG
    ]
    assert codes(replace(HELD, steps=(replace(whole, due_on=TODAY - timedelta(days=1)),))) == [
        LogProblem.STEP_BEFORE
    ]
    assert codes(replace(HELD, steps=(whole,) * 21)) == [LogProblem.TOO_MANY_STEPS]


@pytest.mark.parametrize("link", ["https://example.org/a?b=c", "http://intranet/wiki/Équipe"])
def test_web_addresses_are_links(link):
    assert codes(replace(HELD, links=(link,))) == []


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://example.org/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "example.org",
        "https://",
        "https://[half",
        "https://exam ple.org",
        "https://example.org/\u202egpj",
        "java\nscript:alert(1)",
        "https://example.org/" + "x" * 2000,
        "",
    ],
)
def test_nothing_else_is(link):
    assert codes(replace(HELD, links=(link,))) == [LogProblem.LINK_FORM]


def test_ten_links_are_enough():
    assert codes(replace(HELD, links=("https://example.org",) * 11)) == [LogProblem.TOO_MANY_LINKS]


@given(st.text())
def test_any_text_is_a_link_or_not(text):
    assert is_web_link(text) in {True, False}

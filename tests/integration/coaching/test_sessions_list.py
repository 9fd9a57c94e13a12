"""The list of a pair's sessions: the year with its day, and who called off by name."""

from squad.coaching.rules.log import CancelledBy, CoachingState, Notice


def list_of(visitor, pairing, **args):
    return visitor.get("coaching.list_sessions", pairing_id=pairing.id, **args)


def test_without_a_session_there_is_nothing_to_search(mentor, pairing):
    page = list_of(mentor, pairing)
    assert "Past sessions" in page.text
    assert not [f for f in page.forms() if f.get("role") == "search"]


def test_the_year_belongs_to_the_day_and_the_two_are_named(make, mentor, mentee, pairing):
    make.coaching_session(pairing)
    make.coaching_session(
        pairing,
        state=CoachingState.CANCELLED,
        cancelled_by=CancelledBy.MENTEE,
        notice=Notice.SAME_DAY,
    )
    page = list_of(mentor, pairing)
    assert "2026, 45 minutes." in page.text
    assert "2026. Called off by Claire" in page.text
    assert "2026. Called off by you" in list_of(mentee, pairing).text
    assert [f for f in page.forms() if f.get("role") == "search"]

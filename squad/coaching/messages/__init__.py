"""Coaching's codes as sentences and labels: one name for pages and templates."""

from squad.coaching.messages.backings import BACKING_PROBLEMS
from squad.coaching.messages.brought import BROUGHT_PROBLEMS
from squad.coaching.messages.labels import (
    ANSWERED,
    ANSWERS,
    AUTONOMY,
    CANCELLED_BY,
    CHECKED_BY_MENTOR,
    EVIDENCE,
    LOGGED_EVIDENCE,
    MEDIA,
    MILESTONE_STATES,
    MOMENTS,
    NOTICES,
    REASONS,
    SAID,
    SAID_BY_ME,
    SAID_BY_OTHER,
    SEEN_OUTSIDE,
    STATES,
)
from squad.coaching.messages.moving import MOVE_PROBLEMS
from squad.coaching.messages.problems import SENTENCES as _SENTENCES
from squad.coaching.messages.second_looks import LOOK_PROBLEMS, SEEN, VERDICTS
from squad.coaching.rules.columns import FRENCH
from squad.pairings.messages import sentence as row_sentence
from squad.pairings.rules.imports import RowProblem

__all__ = [
    "ANSWERED",
    "ANSWERS",
    "AUTONOMY",
    "CANCELLED_BY",
    "CHECKED_BY_MENTOR",
    "EVIDENCE",
    "LOGGED_EVIDENCE",
    "MEDIA",
    "MILESTONE_STATES",
    "MOMENTS",
    "NOTICES",
    "REASONS",
    "SAID",
    "SAID_BY_ME",
    "SAID_BY_OTHER",
    "SEEN",
    "SEEN_OUTSIDE",
    "SENTENCES",
    "STATES",
    "VERDICTS",
    "sentence",
]

SENTENCES = {
    **_SENTENCES,
    **BACKING_PROBLEMS,
    **BROUGHT_PROBLEMS,
    **LOOK_PROBLEMS,
    **MOVE_PROBLEMS,
}


def sentence(problem: RowProblem) -> str:
    """What is wrong with a row of an import and what to do, with its line and column."""
    return row_sentence(problem, FRENCH)

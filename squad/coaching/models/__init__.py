"""The tables of coaching, a file for what belongs together."""

from squad.coaching.models.derived import Attainment, Progress, Span
from squad.coaching.models.retention import RetentionAnswer, RetentionShare
from squad.coaching.models.second_looks import SecondLook, SecondLookAnswer
from squad.coaching.models.sessions import (
    CloseCode,
    CoachingSession,
    CoachingSessionVersion,
    Draft,
    NextStep,
)
from squad.coaching.models.sights import Brought, BroughtShare, Rating
from squad.coaching.models.statements import Answer, Backing, BackingPart, Observation

__all__ = [
    "Answer",
    "Attainment",
    "Backing",
    "BackingPart",
    "Brought",
    "BroughtShare",
    "CloseCode",
    "CoachingSession",
    "CoachingSessionVersion",
    "Draft",
    "NextStep",
    "Observation",
    "Progress",
    "Rating",
    "RetentionAnswer",
    "RetentionShare",
    "SecondLook",
    "SecondLookAnswer",
    "Span",
]

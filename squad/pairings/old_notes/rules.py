"""When the notes of an ended pairing are open to the mentor who took it over. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from squad.pairings.rules.states import LIVE, LOGGABLE, PairingState


class NotesAnswer(StrEnum):
    """What one of the old two says."""

    YES = "yes"
    NO = "no"


class NotesProblem(StrEnum):
    """Why an answer came to nothing."""

    OVER = "old_notes_over"


def may_answer(followed_by: PairingState) -> bool:
    """Whether the old two are asked, and can say something else: while the new pairing lives."""
    return followed_by in LIVE


def are_open(answers: Iterable[str | None], followed_by: PairingState) -> bool:
    """Whether the new mentor reads them: two yeses, from acceptance to the new pairing's end.

    After the end nobody could take a yes back, so nothing rests on it any more.
    """
    return followed_by in LOGGABLE and all(answer == NotesAnswer.YES for answer in answers)

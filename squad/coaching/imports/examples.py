"""A small log, whose words are those that its import reads."""

from squad.coaching.rules.columns import FRENCH
from squad.files.examples import example_day
from squad.files.messages import header_name, in_french

COLUMNS = (
    "date", "mentor", "mentee", "minutes", "outcome", "medium", "cancelled_by", "notes",
    "milestones", "known_on",
)  # fmt: skip
_ENGLISH_WORDS = ("held", "cancelled", "in_person", "video", "mentee", "alone:checked")
_FRENCH_WORDS = ("tenue", "annulée", "en personne", "visio", "personne mentorée", "seul:vérifié")


def sessions_example(mentor: str, *, own: bool) -> tuple[list[str], list[list[str]]]:
    """Headers and rows in the reader's language: a mentor's own, or with days of confirmation."""
    words = _FRENCH_WORDS if in_french() else _ENGLISH_WORDS
    held, cancelled, in_person, video, by, how = words
    mentee = "helene.roy@example.com"
    first, second, third = (example_day(f"2026-{day}") for day in ("09-14", "10-05", "10-12"))
    sure = how if own else f"{how}:{first}"
    rows = [
        [first, mentor, mentee, "45", held, in_person, "", "",
         f"presence-1a:{sure} purpose-1b:{sure}", first],
        [second, mentor, mentee, "", cancelled, "", by, "", "", second],
        [third, mentor, mentee, "50", held, video, "", "", "listening-1b", ""],
    ]  # fmt: skip
    return [header_name(name, FRENCH) for name in COLUMNS], rows

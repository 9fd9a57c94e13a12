"""The points of the induction in words, each with where it is learnt."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.pairings.induction.rules import InductionProblem, Point

PROBLEMS: Mapping[str, LazyString] = {
    InductionProblem.NOTHING_TICKED: _l("Tick what you have read, or go back: nothing is lost."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a mentor says of themself by ticking, and the page on which it is learnt."""

    says: LazyString
    endpoint: str
    """Where it is learnt."""
    anchor: str
    link: LazyString


POINTS: Mapping[Point, Words] = {
    Point.CONFIDENTIAL: Words(
        _l(
            "What is said between the two of us stays between us. I write no note that the other "
            "one could not read: both of us read every one."
        ),
        "home.show_readers", "notebook", _l("No secret notebook"),
    ),
    Point.READERS: Words(
        _l("I can say who reads what: HR and the coordinator read counts and days, never a note."),
        "home.show_readers", "kinds", _l("Who reads what"),
    ),
    Point.FIRST_SESSION: Words(
        _l("I have read the page for a first session that fits what my mentee wants to reach."),
        "framework.show_framework", "openers", _l("First-session pages"),
    ),
    Point.LOG: Words(
        _l(
            "After each session I log three facts: that it took place, how long, when the next one "
            "is. The rest can wait seven days."
        ),
        "home.show_help", "mentor", _l("Help, as a mentor"),
    ),
    Point.ATTEST: Words(
        _l(
            "I state what I saw, together or alone, and the other one answers. I grade nobody, and "
            "“look again” is no refusal."
        ),
        "framework.show_glossary", "stating", _l("What is stated"),
    ),
    Point.HANDS_OFF: Words(
        _l(
            "I never post, answer or sign in for my mentee: they decide and press the button, and "
            "I keep my hands off."
        ),
        "framework.show_glossary", "alone", _l("What “alone” means"),
    ),
    Point.NOT_RIGHT: Words(
        _l(
            "When something is not right, for one of us or the other, I write it to the "
            "coordinator: it stands outside of the record."
        ),
        "home.show_readers", "kinds", _l("Who reads what I write to the coordinator"),
    ),
}  # fmt: skip

"""A second pair of eyes: who may be asked, until when, what is said, what a programme may know.

A look stands apart: nothing here changes what is held.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from squad.kernel.errors import DomainError
from squad.pairings.rules.hard import PersonFacts, judge
from squad.pairings.rules.states import LOGGABLE, PairingState
from squad.programmes.rules import Period, add_open_days

OPEN_DAYS = 21
CORRECTION_DAYS = timedelta(days=7)
WORDS_LENGTH = 300
# Suppression: the first figure stands on ten looks, each later one on five more, and each of
# these steps on five people, so that no difference of two figures speaks of fewer.
LEAST_LOOKS = 10
STEP = 5
LEAST_MENTEES = 5
OFFERED_FROM = frozenset({"held", "start", "refresh", "confirm"})
"""Marks of a milestone at which another mentor may look."""


class LookState(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    """Whoever was asked has become the mentee's own mentor: read from pairings, never stored."""


# After these the same person may be asked about the same milestone again.
UNASKED = frozenset({LookState.WITHDRAWN, LookState.EXPIRED})


class Verdict(StrEnum):
    """What another mentor saw in ten minutes."""

    ALONE = "alone"
    TOGETHER = "together"
    NOT_SEEN = "not_seen"
    COULD_NOT = "could_not"
    """They could not look: it says nothing about the milestone."""


class LookProblem(StrEnum):
    """Why an offer or what was seen is refused."""

    NOT_FROM_HERE = "look_not_from_here"
    NOT_ASKABLE = "look_not_askable"
    ALREADY_ASKED = "look_already_asked"
    WITHDRAWN = "look_withdrawn"
    EXPIRED = "look_expired"
    CLOSED = "look_closed"
    OWN_MENTOR = "look_own_mentor"
    CORRECTION_TOO_LATE = "look_correction_too_late"
    WORDS_MISSING = "look_words_missing"
    WORDS_TOO_LONG = "look_words_too_long"
    DAY_OUTSIDE = "look_day_outside"


@dataclass(frozen=True, slots=True)
class LookDraft:
    """What somebody is about to say: what they saw, in a sentence, on which day."""

    verdict: Verdict
    words: str
    on: date


def may_offer(pairing: PairingState, mark: str) -> bool:
    """Whether a look may be offered at a milestone that stands so, in such a pairing."""
    return pairing in LOGGABLE and mark in OFFERED_FROM


def open_until(offered_on: date, stopped: Sequence[Period]) -> date:
    """The last day on which an offer can be answered; the calendar's last in an endless pause."""
    return add_open_days(offered_on, OPEN_DAYS, stopped)


def state_on(state: LookState, until: date, today: date, *, own_mentor: bool = False) -> LookState:
    """The state as the clock and the mentee's pairings have it, whoever has touched it yet."""
    if state is not LookState.OPEN:
        return state
    if own_mentor:
        return LookState.LAPSED
    return LookState.EXPIRED if today > until else state


def correct_until(said_on: date) -> date:
    """The last day on which what was said may be corrected."""
    return said_on + CORRECTION_DAYS


def askable(
    mentors: Iterable[PersonFacts],
    mentee: PersonFacts,
    line: Mapping[int, int | None],
    *,
    boss_distance: int,
    not_again: Collection[int],
) -> list[int]:
    """Ids of the mentors who may be asked, as the hard rules of matching allow two people.

    `line` gives each person's manager; `not_again`: the mentee's own mentors, and who was asked.
    """
    return [
        mentor.id
        for mentor in mentors
        if mentor.id not in not_again
        and judge(
            mentor, mentee, line, mentee_has_other_live=False, boss_distance=boss_distance
        ).allowed
    ]


def check_open(state: LookState) -> None:
    """Refuse to close an offer that is closed already."""
    if state is not LookState.OPEN:
        codes = {
            LookState.WITHDRAWN: LookProblem.WITHDRAWN,
            LookState.EXPIRED: LookProblem.EXPIRED,
            LookState.LAPSED: LookProblem.OWN_MENTOR,
        }
        raise DomainError(codes.get(state, LookProblem.CLOSED))


def check_answerable(
    state: LookState, said_on: date | None, today: date, *, own_mentor: bool = False
) -> None:
    """Refuse what is said of a closed offer, from within the pair, or corrected too late."""
    if said_on is None:
        check_open(state)
    elif own_mentor:
        raise DomainError(LookProblem.OWN_MENTOR)
    elif today > correct_until(said_on):
        raise DomainError(LookProblem.CORRECTION_TOO_LATE, until=correct_until(said_on))


def check_look(draft: LookDraft, *, offered_on: date, today: date) -> None:
    """Refuse a look without a sentence where there was something to see, or on a day outside."""
    if not draft.words and draft.verdict is not Verdict.COULD_NOT:
        raise DomainError(LookProblem.WORDS_MISSING, field="words")
    check_words(draft.words, "words")
    if not offered_on <= draft.on <= today:
        raise DomainError(LookProblem.DAY_OUTSIDE, field="on", first=offered_on)


def check_words(words: str, field: str) -> None:
    """Refuse more than a sentence or two."""
    over = len(words) - WORDS_LENGTH
    if over > 0:
        raise DomainError(LookProblem.WORDS_TOO_LONG, field=field, most=WORDS_LENGTH, over=over)


def agrees(verdict: str, *, held: bool) -> bool | None:
    """Whether a look says what the pair says; None where nothing could be looked at."""
    if verdict == Verdict.COULD_NOT:
        return None
    return (verdict == Verdict.ALONE) is held


@dataclass(frozen=True, slots=True)
class CountedLook:
    """A look that can no longer be corrected, as a rate counts it."""

    mentee_id: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class AgreementRate:
    """So many looks, so many of them in agreement with the pair."""

    looks: int
    agreed: int


def rate_shown(looks: Iterable[CountedLook]) -> AgreementRate | None:
    """What a programme may know of its looks, given in the order in which they were said.

    Not the newest of them: the figure moves once at least five more, of at least five people,
    have come together. Subtracting two figures then never tells of fewer.
    """
    shown, agreed = None, 0
    waiting: list[int] = []
    for number, look in enumerate(looks, start=1):
        agreed += look.agrees
        waiting.append(look.mentee_id)
        enough = len(waiting) >= (STEP if shown else LEAST_LOOKS)
        if enough and len(set(waiting)) >= LEAST_MENTEES:
            shown, waiting = AgreementRate(number, agreed), []
    return shown

"""What a pairing brought: what the mentee says of each sign of success, and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from squad.coaching.rules.ratings import WORDS_LENGTH, Ask, Course, Moment, open_until
from squad.kernel.errors import DomainError
from squad.pairings.rules.agreement import VALUE_LENGTH

MOMENTS = (Moment.HALF, Moment.END)


class BroughtAnswer(StrEnum):
    """How far a sign of success has come."""

    REACHED = "reached"
    PARTLY = "partly"
    NO = "no"
    TOO_EARLY = "too_early"


class BroughtProblem(StrEnum):
    """Why something said is refused."""

    NOT_OPEN = "brought_not_open"
    NOTHING_SAID = "brought_nothing_said"
    NO_ANSWER = "brought_no_answer"
    TOO_LONG = "brought_too_long"


@dataclass(frozen=True, slots=True)
class SignDraft:
    """What the mentee is about to say of one sign; without an answer nothing is said of it."""

    purpose_id: int
    answer: BroughtAnswer | None
    value_now: str = ""
    words: str = ""
    shared: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said at all."""
        return self.answer is None and not self.value_now and not self.words


def asks_of(course: Course, today: date, said: Collection[Moment]) -> list[Ask]:
    """What the mentee is asked today, or may still say anew; on the same days as ratings.

    The mentor reads it at once, so nothing closes it but its last day.
    """
    untils = {moment: open_until(course, moment, today) for moment in MOMENTS}
    return [Ask(moment, until, moment in said) for moment, until in untils.items() if until]


def check_said(drafts: Sequence[SignDraft], *, is_open: bool) -> None:
    """Refuse what nobody asked for, words without an answer, and more than a sentence."""
    if not is_open:
        raise DomainError(BroughtProblem.NOT_OPEN)
    if all(draft.is_empty for draft in drafts):
        raise DomainError(BroughtProblem.NOTHING_SAID)
    for draft in drafts:
        _check(draft)


def _check(draft: SignDraft) -> None:
    if draft.answer is None and not draft.is_empty:
        raise DomainError(BroughtProblem.NO_ANSWER, field=f"answer_{draft.purpose_id}")
    for name, text, most in (
        ("value", draft.value_now, VALUE_LENGTH),
        ("words", draft.words, WORDS_LENGTH),
    ):
        if len(text) > most:
            field = f"{name}_{draft.purpose_id}"
            raise DomainError(
                BroughtProblem.TOO_LONG, field=field, most=most, over=len(text) - most
            )

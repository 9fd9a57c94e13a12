"""What was said about one mentee in one programme: statements, answers, ends, agreements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from squad.framework.rules.model import Area, Autonomy, Evidence

# Answers stay possible this long after a pairing's end; then what has no answer lapses.
ANSWER_DAYS = 14


class Side(StrEnum):
    """Which of the pair."""

    MENTOR = "mentor"
    MENTEE = "mentee"

    @property
    def other(self) -> "Side":
        """The other one of the pair."""
        return Side.MENTEE if self is Side.MENTOR else Side.MENTOR


class AnswerKind(StrEnum):
    """What the other of the pair says to a statement."""

    CONFIRM = "confirm"
    LOOK_AGAIN = "look_again"
    UNDO = "undo"


class AnswerRefusal(StrEnum):
    """Why an answer cannot be given."""

    OWN_STATEMENT = "answer_own_statement"
    WITHDRAWN = "answer_withdrawn"
    CORRECTED = "answer_corrected"
    TOO_LATE = "answer_too_late"
    ALREADY_GIVEN = "answer_already_given"
    UNDO_FIRST = "answer_undo_first"
    NOTHING_TO_UNDO = "answer_nothing_to_undo"


@dataclass(frozen=True, slots=True)
class Observation:
    """One dated statement that a mentee did what a milestone says.

    `happened_on` is the programme's day; `known_at` and `withdrawn_at` are instants in UTC.
    `before` marks "already so before we began"; `corrects` names the statement it replaces.
    `last_answer_on`: the last day to answer it, of a statement made after its pairing ended.
    `imported` is told to readers and changes no figure.
    """

    id: int
    milestone: str
    autonomy: Autonomy
    evidence: Evidence
    happened_on: date
    known_at: datetime
    stated_by: Side
    pairing_id: int
    before: bool = False
    drill: bool = False
    corrects: int | None = None
    withdrawn_at: datetime | None = None
    last_answer_on: date | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said to a statement; `sequence` counts up within one statement."""

    observation_id: int
    sequence: int
    kind: AnswerKind
    known_at: datetime


@dataclass(frozen=True, slots=True)
class PairingEnd:
    """A pairing left its live states on `ended_on`, however it ended."""

    pairing_id: int
    ended_on: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class AgreementVersion:
    """A version that both signed: target stages by area, and the milestones set aside.

    An area that is missing from `targets`, or at 0, is outside of the target profile.
    """

    pairing_id: int
    in_force_at: datetime
    targets: Mapping[Area, int]
    set_aside: frozenset[str] = frozenset()
    number: int = 1


@dataclass(frozen=True, slots=True)
class History:
    """All that was said for one (mentee, programme), in any order."""

    observations: tuple[Observation, ...] = ()
    answers: tuple[Answer, ...] = ()
    ends: tuple[PairingEnd, ...] = ()
    agreements: tuple[AgreementVersion, ...] = field(default=())

    def known_before(self, upto: datetime) -> "History":
        """Exactly what was known before `upto` (exclusive)."""
        return History(
            tuple(_as_known(o, upto) for o in self.observations if o.known_at < upto),
            tuple(a for a in self.answers if a.known_at < upto),
            tuple(e for e in self.ends if e.known_at < upto),
            tuple(v for v in self.agreements if v.in_force_at < upto),
        )

    def answers_by_observation(self) -> dict[int, list[Answer]]:
        """The answers of each statement that has any, by its id."""
        grouped: dict[int, list[Answer]] = {}
        for answer in self.answers:
            grouped.setdefault(answer.observation_id, []).append(answer)
        return grouped

    def ended_on(self) -> dict[int, date]:
        """The day on which each ended pairing ended, by its id."""
        days: dict[int, date] = {}
        for end in self.ends:
            days[end.pairing_id] = min(end.ended_on, days.get(end.pairing_id, end.ended_on))
        return days


def _as_known(observation: Observation, upto: datetime) -> Observation:
    """The statement without a withdrawal that was not known yet."""
    if observation.withdrawn_at is None or observation.withdrawn_at < upto:
        return observation
    return replace(observation, withdrawn_at=None)


def answer_in_force(answers: Iterable[Answer]) -> Answer | None:
    """The answer with the greatest sequence among those of one statement; an undo leaves none."""
    last = max(answers, key=lambda answer: answer.sequence, default=None)
    if last is None or last.kind is AnswerKind.UNDO:
        return None
    return last


def last_day_to_answer(ended_on: date) -> date:
    """The last day on which a statement of a pairing that ended on `ended_on` can be answered."""
    return ended_on + timedelta(days=ANSWER_DAYS)


def lapses_after(observation: Observation, ended_on: date | None) -> date | None:
    """The last day on which a statement can be answered; None while no end is in sight.

    `ended_on`: the day on which its pairing ended, if it did.
    """
    if observation.last_answer_on is not None:
        return observation.last_answer_on
    return None if ended_on is None else last_day_to_answer(ended_on)


def may_answer(
    observation: Observation,
    answers: Iterable[Answer],
    kind: AnswerKind,
    *,
    by: Side,
    on: date,
    removed: bool = False,
    ended_on: date | None = None,
) -> AnswerRefusal | None:
    """None if `by` may answer `kind` on the programme's day `on`, else the reason why not.

    `answers` are those of this statement. `removed`: a correction of it was confirmed
    (see `removals`). `ended_on`: the day on which its pairing ended, if it did.
    """
    if by == observation.stated_by:
        return AnswerRefusal.OWN_STATEMENT
    if observation.withdrawn_at is not None:
        return AnswerRefusal.WITHDRAWN
    if removed:
        return AnswerRefusal.CORRECTED
    last = lapses_after(observation, ended_on)
    if last is not None and on > last:
        return AnswerRefusal.TOO_LATE
    return _follows(answer_in_force(answers), kind)


def _follows(current: Answer | None, kind: AnswerKind) -> AnswerRefusal | None:
    """None if `kind` may follow the answer in force, else the reason why not."""
    if current is None:
        return AnswerRefusal.NOTHING_TO_UNDO if kind is AnswerKind.UNDO else None
    if current.kind is kind:
        return AnswerRefusal.ALREADY_GIVEN
    if current.kind is AnswerKind.CONFIRM and kind is AnswerKind.LOOK_AGAIN:
        return AnswerRefusal.UNDO_FIRST
    return None


def agreement_order(version: AgreementVersion) -> tuple[datetime, int, int]:
    """The key by which the last of several agreement versions is the one in force."""
    return version.in_force_at, version.pairing_id, version.number


def agreement_in_force(
    agreements: Iterable[AgreementVersion], at: datetime
) -> AgreementVersion | None:
    """The last version that both had signed before `at`, also after its pairing ended."""
    signed = (version for version in agreements if version.in_force_at < at)
    return max(signed, key=agreement_order, default=None)

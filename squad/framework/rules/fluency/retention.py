"""What was shown again some months after a pairing ended, of what was held at its end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from squad.framework.rules.fluency.attainment import attainments, is_strong, removals
from squad.framework.rules.fluency.moves import carry, framework_at
from squad.framework.rules.fluency.statements import (
    AnswerKind,
    History,
    Observation,
    answer_in_force,
    last_day_to_answer,
)
from squad.framework.rules.model import Framework
from squad.kernel.dates import end_of_day


@dataclass(frozen=True, slots=True)
class Retention:
    """`again` of the `total` milestones held at the end were shown again, the last one on `on`."""

    pairing_id: int
    on: date
    again: int
    total: int
    codes: frozenset[str] = frozenset()
    """Those shown again."""


def held_at_end(framework: Framework, history: History, ended_on: date, tz: str) -> frozenset[str]:
    """What was held when the last answer after an end was possible, in today's codes.

    `tz`: a time zone.
    """
    upto = end_of_day(last_day_to_answer(ended_on), tz)
    held = (c for c, a in attainments(framework, history, upto).items() if a.held)
    codes = (carry(code, upto - timedelta.resolution, history.moves) for code in held)
    return frozenset(code for code in codes if code)


def retention(framework: Framework, history: History, upto: datetime, tz: str) -> Retention | None:
    """The newest retention check on what was known before `upto`; None before a first yes.

    It says what was shown again and confirmed, and never what was not.
    """
    known = history.known_before(upto)
    ended, framework = known.ended_on(), framework_at(framework, history.moves, upto)
    shown = [o for o in shown_again(framework, known.carried()) if o.pairing_id in ended]
    if not shown:
        return None
    pairing_id = max(o.pairing_id for o in shown)
    kept = held_at_end(framework, known, ended[pairing_id], tz)
    found = [o for o in shown if o.pairing_id == pairing_id and o.milestone in kept]
    if not found:
        return None
    again = {o.milestone for o in found}
    return Retention(
        pairing_id, max(o.happened_on for o in found), len(again), len(kept), frozenset(again)
    )


def shown_again(framework: Framework, known: History) -> list[Observation]:
    """The standing, strong, confirmed statements of retention checks."""
    answers, removed = known.answers_by_observation(), removals(known)
    found = []
    for o in known.observations:
        milestone = framework.milestones.get(o.milestone)
        answer = answer_in_force(answers.get(o.id, ()))
        stands = o.last_answer_on is not None and o.withdrawn_at is None and o.id not in removed
        yes = answer is not None and answer.kind is AnswerKind.CONFIRM
        if stands and yes and milestone is not None and is_strong(milestone, o):
            found.append(o)
    return found

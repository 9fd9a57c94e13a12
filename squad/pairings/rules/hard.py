"""The hard rules of matching: who may not be paired with whom, whatever the reasons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from squad.kernel.errors import DomainError

DEFAULT_DISTANCE = 2


class Refusal(StrEnum):
    """Why two people may not form a pairing."""

    ONESELF = "match_oneself"
    MENTOR_ABOVE = "match_mentor_above"
    OWN_BOSS = "match_own_boss"
    SAME_BOSS = "match_same_boss"
    MENTOR_INACTIVE = "match_mentor_inactive"
    MENTEE_INACTIVE = "match_mentee_inactive"
    SECOND_LIVE = "match_second_live"


class MatchNotice(StrEnum):
    """What is allowed but must be known before it is decided."""

    BOSS_FURTHER_UP = "match_boss_further_up"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the rules need to know of a person; ids are any integers."""

    id: int
    active: bool
    manager_id: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The refusals, in the order of the rules, and the notices, each with its parameters."""

    refusals: tuple[Refusal, ...] = ()
    notices: tuple[MatchNotice, ...] = ()
    distance: int | None = None
    """How many steps the mentee stands above the mentor in the reporting line, if at all."""

    @property
    def allowed(self) -> bool:
        """Whether no rule refuses."""
        return not self.refusals


def managers_above(person: PersonFacts, line: Mapping[int, int | None]) -> Iterator[int]:
    """The manager, the manager's manager and so on. A loop in the line is cut where it closes."""
    seen = {person.id}
    above = person.manager_id
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = line.get(above)


def steps_above(person: PersonFacts, other_id: int, line: Mapping[int, int | None]) -> int | None:
    """How many steps `other_id` stands above `person`: 1 is the own boss; None if not above."""
    for steps, manager_id in enumerate(managers_above(person, line), start=1):
        if manager_id == other_id:
            return steps
    return None


def judge(
    mentor: PersonFacts,
    mentee: PersonFacts,
    line: Mapping[int, int | None],
    *,
    mentee_has_other_live: bool,
    boss_distance: int = DEFAULT_DISTANCE,
) -> Verdict:
    """What the hard rules say of this mentor with this mentee.

    `line` gives each person's manager. `boss_distance` is how far above the mentor a mentee may not
    stand: 2 refuses the boss and the boss's boss; further up is allowed, with a notice.
    """
    distance = steps_above(mentor, mentee.id, line)
    too_near = distance is not None and distance <= boss_distance
    one_person = mentor.id == mentee.id
    broken = {
        Refusal.ONESELF: one_person,
        Refusal.MENTOR_ABOVE: steps_above(mentee, mentor.id, line) is not None,
        Refusal.OWN_BOSS: too_near,
        Refusal.SAME_BOSS: not one_person and _under_one_boss(mentor, mentee),
        Refusal.MENTOR_INACTIVE: not mentor.active,
        Refusal.MENTEE_INACTIVE: not mentee.active,
        Refusal.SECOND_LIVE: mentee_has_other_live,
    }
    further_up = distance is not None and not too_near
    return Verdict(
        refusals=tuple(refusal for refusal, holds in broken.items() if holds),
        notices=(MatchNotice.BOSS_FURTHER_UP,) if further_up else (),
        distance=distance,
    )


def check_match(verdict: Verdict) -> None:
    """Refuse the match with the first rule that it breaks, if it breaks one."""
    for refusal in verdict.refusals:
        raise DomainError(refusal, distance=verdict.distance)


def _under_one_boss(mentor: PersonFacts, mentee: PersonFacts) -> bool:
    return mentor.manager_id is not None and mentor.manager_id == mentee.manager_id

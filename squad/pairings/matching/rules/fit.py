"""Two people of a pool: what keeps them apart, else what speaks for them, in whole numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.pairings.matching.rules.enrolment import Temperament
from squad.pairings.matching.rules.weights import MOST_POINTS, Criterion, SiteWish, Weights
from squad.pairings.rules.hard import PersonFacts, Refusal, judge

SLOTS_TO_MEET = 2
"""Half hours in common without which two people cannot meet."""


class Apart(StrEnum):
    """What keeps two people of a pool apart, besides the hard rules that every pairing keeps."""

    TRIED = "match_tried"
    """One of the two declined, or their pairing ended, in this programme."""
    NO_LANGUAGE = "match_no_language"
    NO_HOURS = "match_no_hours"


class Left(StrEnum):
    """Why somebody whom nothing keeps apart from all others is left over."""

    NOBODY = "match_nobody"
    """There is nobody on the other side, or they are all paired."""
    PLACES_TAKEN = "match_places_taken"
    """Mentors who would do have given their places to others."""
    MENTEES_TAKEN = "match_mentees_taken"
    TAKEN_OUT = "match_taken_out"
    """By hand."""


EXCLUSIONS: tuple[Refusal | Apart, ...] = (*Refusal, *Apart)
"""In the order in which one is told."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a pool on one side, as matching reads them."""

    facts: PersonFacts
    function: str = ""
    site: str = ""
    languages: frozenset[str] = frozenset()
    slots: int = 0
    """Free half hours of a week, a bit each; 0 says any."""
    areas: frozenset[Area] = frozenset()
    """A mentor's strengths; what a mentee's purposes ask for."""
    networks: frozenset[NetworkKind] = frozenset()
    temperament: Temperament | None = None
    places: int = 0
    """A mentor's that are free."""

    @property
    def id(self) -> int:
        """The person."""
        return self.facts.id


@dataclass(frozen=True, slots=True)
class Pool:
    """Everybody who can be matched, each side by id, and what the programme says of them."""

    mentors: tuple[Member, ...]
    """Those with a free place."""
    mentees: tuple[Member, ...]
    """Those without a live pairing."""
    line: Mapping[int, int | None]
    """Each person's manager."""
    boss_distance: int
    weights: Weights
    tried: frozenset[tuple[int, int]] = frozenset()
    """(mentor, mentee) who are not matched again."""
    inactive: tuple[tuple[int, Side], ...] = ()
    """Enrolled, and no longer with the company."""

    @property
    def places(self) -> int:
        """All free places."""
        return sum(mentor.places for mentor in self.mentors)


def keeps_apart(pool: Pool, mentor: Member, mentee: Member) -> Refusal | Apart | None:
    """The first rule that keeps them apart; None where they may be matched."""
    verdict = judge(
        mentor.facts,
        mentee.facts,
        pool.line,
        mentee_has_other_live=False,
        boss_distance=pool.boss_distance,
    )
    if verdict.refusals:
        return verdict.refusals[0]
    if (mentor.id, mentee.id) in pool.tried:
        return Apart.TRIED
    if not mentor.languages & mentee.languages:
        return Apart.NO_LANGUAGE
    if not _can_meet(mentor.slots, mentee.slots):
        return Apart.NO_HOURS
    return None


def points(mentor: Member, mentee: Member, wish: SiteWish) -> dict[Criterion, int]:
    """What each criterion gives, 0 to 3, before its weight."""
    return {
        Criterion.STRENGTHS: min(MOST_POINTS, len(mentor.areas & mentee.areas)),
        Criterion.NETWORKS: min(MOST_POINTS, len(mentor.networks & mentee.networks)),
        Criterion.FUNCTION: MOST_POINTS * _differ(mentor.function, mentee.function),
        Criterion.SITE: MOST_POINTS * _as_wished(mentor.site, mentee.site, wish),
        Criterion.TEMPERAMENT: MOST_POINTS * _differ(mentor.temperament, mentee.temperament),
    }


def score_of(mentor: Member, mentee: Member, weights: Weights) -> int:
    """Points times weights, summed: 0 to `weights.best`."""
    given = points(mentor, mentee, weights.site_wish)
    return sum(weights.of(criterion) * given[criterion] for criterion in Criterion)


def reasons_for(pool: Pool, mentor: Member, mentee: Member) -> tuple[str, ...]:
    """What speaks for the two, as codes, some with what they share: `strengths:care,listening`.

    And what must be known before it is proposed: `match_boss_further_up`.
    """
    given = points(mentor, mentee, pool.weights.site_wish)
    areas = ",".join(area for area in Area if area in mentor.areas & mentee.areas)
    networks = ",".join(k for k in NetworkKind if k in mentor.networks & mentee.networks)
    words = {
        Criterion.STRENGTHS: f"strengths:{areas}",
        Criterion.NETWORKS: f"networks:{networks}",
        Criterion.FUNCTION: "other_function",
        Criterion.SITE: f"{pool.weights.site_wish}_site",
        Criterion.TEMPERAMENT: "contrast",
    }
    counted = (c for c in Criterion if given[c] and pool.weights.of(c))
    notices = judge(
        mentor.facts,
        mentee.facts,
        pool.line,
        mentee_has_other_live=False,
        boss_distance=pool.boss_distance,
    ).notices
    return (*(words[criterion] for criterion in counted), *notices)


def _can_meet(one: int, other: int) -> bool:
    return not one or not other or (one & other).bit_count() >= SLOTS_TO_MEET


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _as_wished(one: str, other: str, wish: SiteWish) -> bool:
    if wish is SiteWish.OTHER:
        return _differ(one, other)
    return bool(one) and one == other

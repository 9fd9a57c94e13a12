"""The best pairs of a whole pool, by arrays: the same rules as `rules/fit`, for all at once.

Imported by whoever runs it: the libraries take 40 MB, which no other page needs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.kernel.errors import DomainError
from squad.pairings.matching.rules.drafting import (
    MOST_CELLS,
    DraftProblem,
    LeftOver,
    MatchedPair,
    Matching,
    Reason,
)
from squad.pairings.matching.rules.enrolment import SLOTS_A_WEEK
from squad.pairings.matching.rules.fit import (
    EXCLUSIONS,
    SLOTS_TO_MEET,
    Apart,
    Left,
    Member,
    Pool,
    keeps_apart,
    reasons_for,
    score_of,
)
from squad.pairings.matching.rules.weights import MOST_POINTS, Criterion, SiteWish
from squad.pairings.rules.hard import Refusal, managers_above

Small = npt.NDArray[np.int8]
Scores = npt.NDArray[np.int64]
ADMISSIBLE = 0
_NUMBER = {code: number for number, code in enumerate(EXCLUSIONS, start=1)}


class Table:
    """Every mentee (rows) with every mentor (columns) of a pool, both in its order."""

    def __init__(self, pool: Pool) -> None:
        cells = len(pool.mentees) * pool.places
        if cells > MOST_CELLS:
            raise DomainError(DraftProblem.TOO_LARGE, mentees=len(pool.mentees), places=pool.places)
        self.pool = pool
        self.row = {member.id: number for number, member in enumerate(pool.mentees)}
        self.column = {member.id: number for number, member in enumerate(pool.mentors)}
        self.why = _why(pool, self.row, self.column)
        """0 where the two may be matched, else which of EXCLUSIONS keeps them apart, from 1."""
        self.scores = _scores(pool)

    def admissible(self) -> Iterator[tuple[int, int, int]]:
        """(mentor, mentee, score) of all who may be matched, by mentee and mentor."""
        for row, column in np.argwhere(self.why == ADMISSIBLE):
            mentor, mentee = self.pool.mentors[column], self.pool.mentees[row]
            yield mentor.id, mentee.id, int(self.scores[row, column])


def match(table: Table, locked: Mapping[int, int]) -> Matching:
    """The most pairs, and of those with as many the greatest sum of scores, around locked ones.

    `locked`: mentee → mentor. The same pool gives the same pairs: all is ordered by id.
    """
    pool = table.pool
    places = np.array([mentor.places for mentor in pool.mentors], dtype=np.int64)
    kept, unlocked = _keep(table, locked, places)
    found = {**kept, **_assign(table, places, [m for m in table.row if m not in kept])}
    pairs = [
        _pair(pool, table, found[member.id], member, locked=member.id in kept)
        for member in pool.mentees
        if member.id in found
    ]
    return Matching(pairs, _left_over(table, found), unlocked)


def _keep(
    table: Table, locked: Mapping[int, int], places: npt.NDArray[np.int64]
) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """The locked pairs that still may be, each on a place of its own; and the others."""
    kept: dict[int, int] = {}
    others = []
    for mentee_id, mentor_id in sorted(locked.items()):
        row, column = table.row.get(mentee_id), table.column.get(mentor_id)
        if row is None or column is None or table.why[row, column] or not places[column]:
            others.append((mentor_id, mentee_id))
            continue
        kept[mentee_id] = mentor_id
        places[column] -= 1
    return kept, others


def _assign(
    table: Table, places: npt.NDArray[np.int64], mentee_ids: Sequence[int]
) -> dict[int, int]:
    """Mentee → mentor, by assigning rows to places; one pair outweighs all scores together."""
    rows = np.array([table.row[mentee_id] for mentee_id in mentee_ids], dtype=np.int64)
    columns = np.repeat(np.arange(len(places)), np.minimum(places, len(rows)))
    if not (len(rows) and len(columns)):
        return {}
    one_pair = 1 + table.pool.weights.best * min(len(rows), len(columns))
    may = table.why[np.ix_(rows, columns)] == ADMISSIBLE
    # float64 is what the solver works in: whole numbers up to 2^53 stay exact in it.
    worth = np.where(may, table.scores[np.ix_(rows, columns)] + one_pair, 0).astype(np.float64)
    at, place = linear_sum_assignment(worth, maximize=True)
    return {
        mentee_ids[i]: table.pool.mentors[columns[j]].id
        for i, j in zip(at, place, strict=True)
        if may[i, j]
    }


def _pair(pool: Pool, table: Table, mentor_id: int, mentee: Member, *, locked: bool) -> MatchedPair:
    mentor = pool.mentors[table.column[mentor_id]]
    reasons = reasons_for(pool, mentor, mentee)
    score = score_of(mentor, mentee, pool.weights)
    return MatchedPair(mentor.id, mentee.id, score, reasons, locked)


def _left_over(table: Table, found: Mapping[int, int]) -> list[LeftOver]:
    pool, taken = table.pool, set(found.values())
    left = [
        LeftOver(m.id, Side.MENTEE, _counts(table.why[row], Left.PLACES_TAKEN))
        for row, m in enumerate(pool.mentees)
        if m.id not in found
    ]
    left += [
        LeftOver(m.id, Side.MENTOR, _counts(table.why[:, column], Left.MENTEES_TAKEN))
        for column, m in enumerate(pool.mentors)
        if m.id not in taken
    ]
    gone = {Side.MENTEE: Refusal.MENTEE_INACTIVE, Side.MENTOR: Refusal.MENTOR_INACTIVE}
    left += [LeftOver(id_, side, (Reason(gone[side]),)) for id_, side in pool.inactive]
    return sorted(left, key=lambda each: (each.side is Side.MENTOR, each.person_id))


def _counts(why: Small, taken: Left) -> tuple[Reason, ...]:
    """How many of the other side each rule keeps apart, and how many others took."""
    if not len(why):
        return (Reason(Left.NOBODY),)
    counts = np.bincount(why, minlength=len(EXCLUSIONS) + 1)
    codes = (taken, *EXCLUSIONS)
    return tuple(Reason(code, int(n)) for code, n in zip(codes, counts, strict=True) if n)


def _why(pool: Pool, row: Mapping[int, int], column: Mapping[int, int]) -> Small:
    why = np.zeros((len(pool.mentees), len(pool.mentors)), dtype=np.int8)
    why[~_can_meet(pool)] = _NUMBER[Apart.NO_HOURS]
    languages = sorted(frozenset().union(*(m.languages for m in (*pool.mentors, *pool.mentees))))
    speaks = _shared(pool, lambda member: [code in member.languages for code in languages])
    why[speaks == 0] = _NUMBER[Apart.NO_LANGUAGE]
    for mentor_id, mentee_id in chain(_related(pool), pool.tried):
        if mentee_id in row and mentor_id in column:
            i, j = row[mentee_id], column[mentor_id]
            rule = keeps_apart(pool, pool.mentors[j], pool.mentees[i])
            why[i, j] = _NUMBER[rule] if rule else ADMISSIBLE
    return why


def _related(pool: Pool) -> Iterator[tuple[int, int]]:
    """All (mentor, mentee) that a hard rule might refuse: one person, one line, or one boss.

    Few of all, and each of them is judged by the rule itself.
    """
    mentors = {mentor.id for mentor in pool.mentors}
    mentees = {mentee.id for mentee in pool.mentees}
    teams: dict[int | None, list[int]] = {}
    for mentor in pool.mentors:
        teams.setdefault(mentor.facts.manager_id, []).append(mentor.id)
        yield mentor.id, mentor.id
        above = mentees.intersection(managers_above(mentor.facts, pool.line))
        yield from ((mentor.id, mentee_id) for mentee_id in above)
    for mentee in pool.mentees:
        above = mentors.intersection(managers_above(mentee.facts, pool.line))
        yield from ((mentor_id, mentee.id) for mentor_id in above)
        if mentee.facts.manager_id is not None:
            team = teams.get(mentee.facts.manager_id, ())
            yield from ((mentor_id, mentee.id) for mentor_id in team)


def _can_meet(pool: Pool) -> npt.NDArray[np.bool_]:
    week = range(SLOTS_A_WEEK)
    common = _shared(pool, lambda member: [bool(member.slots >> n & 1) for n in week])
    any_mentee = np.array([not member.slots for member in pool.mentees], dtype=bool)
    any_mentor = np.array([not member.slots for member in pool.mentors], dtype=bool)
    meets: npt.NDArray[np.bool_] = common >= SLOTS_TO_MEET
    meets |= any_mentee[:, None]
    meets |= any_mentor[None, :]
    return meets


def _scores(pool: Pool) -> Scores:
    """Points times weights, as `score_of` has it."""
    weights = pool.weights
    site = _differ if weights.site_wish is SiteWish.OTHER else _alike
    areas = _shared(pool, lambda member: [area in member.areas for area in Area])
    networks = _shared(pool, lambda member: [kind in member.networks for kind in NetworkKind])
    given = {
        Criterion.STRENGTHS: np.minimum(areas, MOST_POINTS),
        Criterion.NETWORKS: np.minimum(networks, MOST_POINTS),
        Criterion.FUNCTION: MOST_POINTS * _differ(pool, lambda member: member.function),
        Criterion.SITE: MOST_POINTS * site(pool, lambda member: member.site),
        Criterion.TEMPERAMENT: MOST_POINTS * _differ(pool, lambda member: member.temperament or ""),
    }
    total = np.zeros((len(pool.mentees), len(pool.mentors)), dtype=np.int64)
    for criterion in Criterion:
        total += weights.of(criterion) * given[criterion].astype(np.int64)
    return total


def _shared(pool: Pool, flags: Callable[[Member], Sequence[bool]]) -> npt.NDArray[np.int16]:
    """How many flags each mentee has in common with each mentor."""
    if not (pool.mentees and pool.mentors):
        return np.zeros((len(pool.mentees), len(pool.mentors)), dtype=np.int16)
    mentees, mentors = (
        np.array([flags(member) for member in side], dtype=np.float32)
        for side in (pool.mentees, pool.mentors)
    )
    return (mentees @ mentors.T).astype(np.int16)


def _alike(pool: Pool, text: Callable[[Member], str]) -> npt.NDArray[np.int64]:
    """1 where both have the same text, 0 where they differ or one has none."""
    return _compared(pool, text, 1)


def _differ(pool: Pool, text: Callable[[Member], str]) -> npt.NDArray[np.int64]:
    """1 where both have a text, and not the same."""
    return _compared(pool, text, 0)


def _compared(pool: Pool, text: Callable[[Member], str], alike: int) -> npt.NDArray[np.int64]:
    mentees, mentors = (
        np.array([text(member) for member in side], dtype=object)
        for side in (pool.mentees, pool.mentors)
    )
    same: npt.NDArray[np.bool_] = mentees[:, None] == mentors[None, :]
    both: npt.NDArray[np.bool_] = (mentees != "")[:, None] & (mentors != "")[None, :]
    return (both & (same if alike else ~same)).astype(np.int64)

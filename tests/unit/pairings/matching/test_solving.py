"""The best pairs: hard rules on random pools, oracles for the total, the same result each time."""

from datetime import date
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.pairings.matching.rules.enrolment import HOURS, Temperament, free_slots
from squad.pairings.matching.rules.fit import Member, Pool, keeps_apart, score_of
from squad.pairings.matching.rules.weights import Criterion, SiteWish, Weights
from squad.pairings.matching.solving import Table, match
from squad.pairings.rules.hard import PersonFacts, judge

ZONES = ("Europe/Paris", "America/Toronto", "Asia/Kathmandu")


def subsets(of, **sizes):
    return st.frozensets(st.sampled_from(sorted(of)), **sizes)


@st.composite
def pools(draw, most=6, people=9):
    """A company with any reporting line, loops too; some of it on one side, the other, or both."""
    everybody = range(1, people + 1)
    line = {i: draw(st.none() | st.sampled_from(everybody)) for i in everybody}

    def member(id_, places=0):
        hours = draw(subsets(HOURS[:6], max_size=3))
        return Member(
            facts=PersonFacts(id_, True, line[id_]),
            function=draw(st.sampled_from(["", "Sales", "IT"])),
            site=draw(st.sampled_from(["", "Paris", "Lyon"])),
            languages=draw(subsets(["en", "fr"], min_size=1)),
            slots=free_slots(hours, draw(st.sampled_from(ZONES)), date(2027, 1, 4)),
            areas=draw(subsets(Area)),
            networks=draw(subsets(NetworkKind)),
            temperament=draw(st.none() | st.sampled_from(Temperament)),
            places=places,
        )

    mentors = sorted(draw(st.sets(st.sampled_from(everybody), max_size=most)))
    mentees = sorted(draw(st.sets(st.sampled_from(everybody), max_size=most)))
    weights = {criterion.value: draw(st.integers(0, 10)) for criterion in Criterion}
    return Pool(
        mentors=tuple(member(i, draw(st.integers(1, 3))) for i in mentors),
        mentees=tuple(member(i) for i in mentees),
        line=line,
        boss_distance=draw(st.integers(1, 3)),
        weights=Weights(**weights, site_wish=draw(st.sampled_from(SiteWish))),
        tried=frozenset(draw(st.sets(st.tuples(*[st.sampled_from(everybody)] * 2), max_size=4))),
    )


def brute_force(scores, mentees, places):
    """(pairs, total) of the best of all assignments, tried one by one."""
    best = {tuple(places.items()): (0, 0)}
    for mentee in mentees:
        after = {}
        for left, (pairs, total) in best.items():
            for mentor, free in (*left, (None, 1)):
                score = scores.get((mentor, mentee))
                if not free or (mentor is not None and score is None):
                    continue
                rest = tuple((m, n - (m == mentor)) for m, n in left)
                value = (pairs + (mentor is not None), total + (score or 0))
                after[rest] = max(value, after.get(rest, (0, 0)))
        best = after
    return max(best.values())


@given(pools(), st.randoms(use_true_random=False))
def test_the_best_of_all_around_what_is_locked(pool, random):
    table = Table(pool)
    fits = {(m, e): score for m, e, score in table.admissible()}
    for mentor, mentee in product(pool.mentors, pool.mentees):
        apart = keeps_apart(pool, mentor, mentee)
        assert ((mentor.id, mentee.id) in fits) == (apart is None)
        if apart is None:
            assert fits[mentor.id, mentee.id] == score_of(mentor, mentee, pool.weights)
    places = {mentor.id: mentor.places for mentor in pool.mentors}
    found = match(table, {})
    mentees = [mentee.id for mentee in pool.mentees]
    total = (len(found.pairs), sum(pair.score for pair in found.pairs))
    assert total == brute_force(fits, mentees, places)
    check_rules(pool, found, places)

    locked = {p.mentee_id: p.mentor_id for p in found.pairs if random.random() < 0.3}
    if mentees and places:
        locked[random.choice(mentees)] = random.choice(sorted(places))
    again = match(Table(pool), locked)
    kept = {p.mentee_id: p.mentor_id for p in again.pairs if p.locked}
    assert kept.items() | {(e, m) for m, e in again.unlocked} == locked.items()
    check_rules(pool, again, places)
    rest = {m: n - list(kept.values()).count(m) for m, n in places.items()}
    free = [(p.mentor_id, p.mentee_id) for p in again.pairs if not p.locked]
    others = [mentee for mentee in mentees if mentee not in kept]
    assert (len(free), sum(fits[pair] for pair in free)) == brute_force(fits, others, rest)


def check_rules(pool, found, places):
    """No pair breaks a rule, nobody is paired twice or forgotten, no mentor has too many."""
    members = {m.id: m for m in pool.mentors}, {m.id: m for m in pool.mentees}
    for pair in found.pairs:
        mentor, mentee = members[0][pair.mentor_id], members[1][pair.mentee_id]
        verdict = judge(mentor.facts, mentee.facts, pool.line, mentee_has_other_live=False,
                        boss_distance=pool.boss_distance)  # fmt: skip
        assert verdict.allowed
        assert mentor.languages & mentee.languages
        both = mentor.slots & mentee.slots
        assert not mentor.slots or not mentee.slots or both.bit_count() >= 2
    paired = [pair.mentee_id for pair in found.pairs]
    left = [each.person_id for each in found.left if each.side is Side.MENTEE]
    assert sorted(paired + left) == sorted(members[1])
    taken = [pair.mentor_id for pair in found.pairs]
    assert all(taken.count(mentor) <= places[mentor] for mentor in taken)
    unpaired = {each.person_id for each in found.left if each.side is Side.MENTOR}
    assert unpaired == set(places) - set(taken)
    for each in found.left:
        others = len(members[0] if each.side is Side.MENTEE else members[1])
        assert sum(reason.count for reason in each.reasons) == others


def random_pool(size, seed):
    random = np.random.default_rng(seed)

    def member(id_, places=0):
        return Member(
            facts=PersonFacts(id_, True, id_ // 4 or None),
            function=f"f{random.integers(5)}",
            languages=frozenset(random.choice(["en", "fr"], 1 + random.integers(2))),
            areas=frozenset(a for a in Area if random.integers(2)),
            places=places,
        )

    mentors = tuple(member(i, int(random.integers(1, 4))) for i in range(1, size))
    mentees = tuple(member(i) for i in range(size, 3 * size))
    line = {i: i // 4 or None for i in range(1, 3 * size)}
    return Pool(mentors, mentees, line, 2, Weights())


def test_a_middle_pool_agrees_with_a_linear_programme():
    """Sixty mentees: the assignment's linear programme, whose best corner is whole numbers."""
    pool = random_pool(30, seed=7)
    table = Table(pool)
    fits = list(table.admissible())
    mentees, mentors = ([m.id for m in side] for side in (pool.mentees, pool.mentors))
    one_pair = 1 + pool.weights.best * len(mentees)
    sums = np.zeros((len(mentees) + len(mentors), len(fits)))
    for at, (mentor, mentee, _score) in enumerate(fits):
        sums[mentees.index(mentee), at] = sums[len(mentees) + mentors.index(mentor), at] = 1
    limits = [1] * len(mentees) + [mentor.places for mentor in pool.mentors]
    solved = linprog([-(score + one_pair) for *_two, score in fits], sums, limits)
    found = match(table, {})
    assert sum(pair.score + one_pair for pair in found.pairs) == round(-solved.fun)
    assert match(Table(random_pool(30, seed=7)), {}) == found


def test_hours_meet_across_time_zones():
    """Nine in Toronto is fifteen in Paris; a Friday that ends there after midnight here wraps."""
    on = date(2027, 1, 4)
    paris = free_slots(["mon-afternoon"], "Europe/Paris", on)
    assert (paris & free_slots(["mon-morning"], "America/Toronto", on)).bit_count() == 6
    assert not paris & free_slots(["mon-afternoon"], "America/Toronto", on)
    assert free_slots([], "Europe/Paris", on) == 0

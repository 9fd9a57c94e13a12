"""What the hard rules need to know of people, and what they say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select

from squad.db.session import session
from squad.pairings.models import Pairing, PairingSummary
from squad.pairings.rules.hard import PersonFacts, Refusal, Verdict, judge
from squad.pairings.rules.states import LIVE
from squad.people.models import Person
from squad.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class LivePairing:
    """A live pairing with what its programme refuses."""

    id: int
    mentor_id: int
    mentee_id: int
    boss_distance: int
    broken_rules: str


def load_facts(ids: Collection[int]) -> Mapping[int, PersonFacts]:
    """These people and everyone above them in the reporting line, in one statement."""
    columns = (Person.id, Person.active, Person.manager_id)
    above = select(*columns).where(Person.id.in_(ids)).cte("above", recursive=True)
    # A set union: a loop in the line ends by itself.
    above = above.union(select(*columns).join(above, Person.id == above.c.manager_id))
    rows = session.execute(select(above.c.id, above.c.active, above.c.manager_id))
    return {row.id: PersonFacts(row.id, bool(row.active), row.manager_id) for row in rows}


def judge_match(
    *, programme: Programme, mentor_id: int, mentee_id: int, besides: int | None = None
) -> Verdict:
    """What the hard rules say of two people who exist; `besides`: a pairing that is their own."""
    facts = load_facts({mentor_id, mentee_id})
    return judge(
        facts[mentor_id],
        facts[mentee_id],
        {person.id: person.manager_id for person in facts.values()},
        mentee_has_other_live=_has_live(programme.id, mentee_id, besides),
        boss_distance=programme.boss_distance,
    )


def list_live(programme_id: int | None = None) -> list[LivePairing]:
    """Every live pairing, of every programme or of one."""
    query = (
        select(
            Pairing.id,
            Pairing.mentor_id,
            Pairing.mentee_id,
            Programme.boss_distance,
            PairingSummary.broken_rules,
        )
        .join(Programme, Programme.id == Pairing.programme_id)
        .join(PairingSummary, PairingSummary.pairing_id == Pairing.id)
        .where(Pairing.state.in_(LIVE))
    )
    if programme_id is not None:
        query = query.where(Pairing.programme_id == programme_id)
    return [LivePairing(*row) for row in session.execute(query)]


def find_broken(pairings: Collection[LivePairing]) -> Mapping[int, tuple[Refusal, ...]]:
    """The hard rules that each live pairing breaks as the roster stands now."""
    people = {p.mentor_id for p in pairings} | {p.mentee_id for p in pairings}
    facts = load_facts(people) if people else {}
    line = {person.id: person.manager_id for person in facts.values()}
    return {
        pairing.id: judge(
            facts[pairing.mentor_id],
            facts[pairing.mentee_id],
            line,
            mentee_has_other_live=False,
            boss_distance=pairing.boss_distance,
        ).refusals
        for pairing in pairings
    }


def _has_live(programme_id: int, mentee_id: int, besides: int | None) -> bool:
    live = exists().where(
        Pairing.programme_id == programme_id,
        Pairing.mentee_id == mentee_id,
        Pairing.state.in_(LIVE),
    )
    if besides is not None:
        live = live.where(Pairing.id != besides)
    return bool(session.scalar(select(live)))

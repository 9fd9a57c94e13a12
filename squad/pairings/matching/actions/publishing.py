"""A draft's pairs become proposals, each judged anew; what cannot be stays, and says why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.kernel.errors import DomainError
from squad.pairings.actions.expiry import expire_proposals
from squad.pairings.actions.proposals import add_proposal
from squad.pairings.matching.actions.drafts import check_pair, open_draft
from squad.pairings.matching.models import MatchPair
from squad.pairings.matching.queries.pool import load_pool
from squad.people.models import Person
from squad.people.queries import lock_roster
from squad.programmes.models import Programme

MOST_AT_ONCE = 250
"""Proposals of one press: some seconds, in which nobody else is proposed."""


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the pairs."""

    proposed: int
    failed: int


def publish_draft(
    *, programme_id: int, version: int, acknowledged: bool, by: Viewer, form: FormKey
) -> Published:
    """Propose the draft's pairs, so many at a time, by mentee; the same form again does nothing.

    `acknowledged`: what must be known of some of them was read; without it these stay.
    """
    demand(by, Permission.PROPOSE_PAIRING, Subject(programme_id=programme_id))
    sent = claim(person_id=by.person_id, action="publish_matching", form=form)
    lock_roster()
    programme = open_draft(programme_id, version, by)
    session.flush()
    pairs = _next_pairs(programme_id)
    failed = _propose(programme, pairs, acknowledged=acknowledged, by_id=by.person_id)
    published = Published(len(pairs) - failed, failed)
    sent.made = str(published.proposed)
    figures = {"proposed": published.proposed, "failed": failed}
    record("matching_published", by=by.person_id, programme=programme_id, **figures)
    return published


def _propose(
    programme: Programme, pairs: Sequence[MatchPair], *, acknowledged: bool, by_id: int
) -> int:
    """Propose each that may be; how many may not. Everybody else who proposes waits meanwhile."""
    pool = load_pool(programme)
    expire_proposals(programme=programme, mentee_ids=[pair.mentee_id for pair in pairs])
    taken: Counter[int] = Counter()
    failed = 0
    for pair in pairs:
        try:
            with session.begin_nested():
                add_proposal(
                    programme=programme,
                    mentor_id=pair.mentor_id,
                    mentee_id=pair.mentee_id,
                    acknowledged=acknowledged,
                    by_id=by_id,
                )
                check_pair(pool, pair.mentor_id, pair.mentee_id, taken[pair.mentor_id])
        except DomainError as refused:
            pair.problem = refused.code
            failed += 1
        else:
            taken[pair.mentor_id] += 1
            session.delete(pair)
    session.flush()
    return failed


def _next_pairs(programme_id: int) -> list[MatchPair]:
    """Those that have failed before come last, so that they keep no other waiting."""
    query = (
        select(MatchPair)
        .join(Person, Person.id == MatchPair.mentee_id)
        .where(MatchPair.programme_id == programme_id)
        .order_by(MatchPair.problem != "", Person.sort_key, MatchPair.id)
        .limit(MOST_AT_ONCE)
    )
    return list(session.scalars(query))

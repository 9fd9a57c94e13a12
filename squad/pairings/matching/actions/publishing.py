"""A draft's pairs become proposals, each judged anew; what cannot be stays, and says why."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.kernel.errors import DomainError
from squad.pairings.actions.proposals import propose_pairing
from squad.pairings.matching.actions.drafts import check_pair, open_draft
from squad.pairings.matching.models import MatchPair
from squad.pairings.matching.queries.pool import load_pool
from squad.people.models import Person
from squad.people.queries import lock_roster

MOST_AT_ONCE = 250
"""Proposals of one press: some seconds, in which nobody else is proposed."""


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the pairs."""

    proposed: int
    failed: int
    rest: int
    """Still to be proposed with the next press."""


def publish_draft(
    *, programme_id: int, version: int, acknowledged: bool, by: Viewer, form: FormKey
) -> Published:
    """Propose the draft's pairs, so many at a time, by mentee; the same form again does nothing.

    `acknowledged`: what must be known of some of them was read; without it these stay.
    """
    demand(by, Permission.PROPOSE_PAIRING, Subject(programme_id=programme_id))
    sent = claim(person_id=by.person_id, action="publish_matching", form=form)
    lock_roster()
    pool = load_pool(open_draft(programme_id, version, by))
    session.flush()
    taken: Counter[int] = Counter()
    pairs = _next_pairs(programme_id)
    for pair in pairs:
        try:
            with session.begin_nested():
                propose_pairing(
                    programme_id=programme_id,
                    mentor_id=pair.mentor_id,
                    mentee_id=pair.mentee_id,
                    acknowledged=acknowledged,
                    by=by,
                    form=FormKey(f"{form.key}.{pair.mentee_id}", form.body_hash),
                )
                check_pair(pool, pair.mentor_id, pair.mentee_id, taken[pair.mentor_id])
        except DomainError as refused:
            pair.problem = refused.code
        else:
            taken[pair.mentor_id] += 1
            session.delete(pair)
    session.flush()
    proposed = taken.total()
    published = Published(proposed, len(pairs) - proposed, _count_untried(programme_id))
    sent.made = str(proposed)
    figures = {"proposed": proposed, "failed": published.failed}
    record("matching_published", by=by.person_id, programme=programme_id, **figures)
    return published


def _count_untried(programme_id: int) -> int:
    return session.scalars(
        select(func.count(MatchPair.id)).where(
            MatchPair.programme_id == programme_id, MatchPair.problem == ""
        )
    ).one()


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

"""Changing a draft by hand: another mentor, an exchange, taking out, locking."""

from sqlalchemy import delete, func, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError, StaleVersionError
from squad.pairings.matching.models import MatchDraft, MatchLeftOver, MatchPair
from squad.pairings.matching.queries.pool import load_pool
from squad.pairings.matching.rules.drafting import DraftProblem
from squad.pairings.matching.rules.fit import Left, Pool, keeps_apart, reasons_for, score_of
from squad.programmes.actions import lock_programme
from squad.programmes.models import Programme
from squad.programmes.queries import refuse_archived


def choose_mentor(
    *, programme_id: int, version: int, mentee_id: int, mentor_id: int, by: Viewer
) -> None:
    """Give a mentee of the draft this mentor, who has a free place, and lock the pair."""
    programme = open_draft(programme_id, version, by)
    pool, pair = load_pool(programme), find_pair(programme_id, mentee_id)
    taken = select(func.count(MatchPair.id)).where(
        MatchPair.programme_id == programme_id,
        MatchPair.mentor_id == mentor_id,
        MatchPair.mentee_id != mentee_id,
    )
    check_pair(pool, mentor_id, mentee_id, session.scalars(taken).one())
    if pair is None:
        pair = MatchPair(programme_id=programme_id, mentee_id=mentee_id)
        session.add(pair)
    before = pair.mentor_id
    _set(pool, pair, mentor_id)
    _forget_left_over(programme_id, mentee_id, Side.MENTEE)
    _forget_left_over(programme_id, mentor_id, Side.MENTOR)
    if before is not None:
        _leave_over_if_alone(programme_id, before)
    record("match_changed", by=by.person_id, programme=programme_id, mentee=mentee_id)


def exchange_mentors(
    *, programme_id: int, version: int, mentee_id: int, other_id: int, by: Viewer
) -> None:
    """Let two mentees of the draft exchange their mentors, and lock both pairs."""
    programme = open_draft(programme_id, version, by)
    pool = load_pool(programme)
    pair, other = find_pair(programme_id, mentee_id), find_pair(programme_id, other_id)
    if pair is None or other is None:
        raise DomainError(DraftProblem.NOT_ADMISSIBLE)
    mine, theirs = pair.mentor_id, other.mentor_id
    check_pair(pool, theirs, mentee_id)
    check_pair(pool, mine, other_id)
    _set(pool, pair, theirs)
    _set(pool, other, mine)
    record("match_changed", by=by.person_id, programme=programme_id, mentee=mentee_id)


def take_out(*, programme_id: int, version: int, mentee_id: int, by: Viewer) -> None:
    """Take a pair out of the draft; its mentee waits for a mentor, or for the next run."""
    open_draft(programme_id, version, by)
    pair = find_pair(programme_id, mentee_id)
    if pair is None:
        return
    session.delete(pair)
    session.flush()
    _leave_over(programme_id, mentee_id, Side.MENTEE)
    _leave_over_if_alone(programme_id, pair.mentor_id)
    record("match_changed", by=by.person_id, programme=programme_id, mentee=mentee_id)


def lock_pair(*, programme_id: int, version: int, mentee_id: int, locked: bool, by: Viewer) -> None:
    """Keep a pair as it is in later runs, or no longer."""
    open_draft(programme_id, version, by)
    pair = find_pair(programme_id, mentee_id)
    if pair is not None:
        pair.locked = locked
    session.flush()
    record("match_changed", by=by.person_id, programme=programme_id, mentee=mentee_id)


def open_draft(programme_id: int, version: int, by: Viewer) -> Programme:
    """Hold a programme's draft, and count a change; refuses one that was changed meanwhile."""
    demand(by, Permission.PROPOSE_PAIRING, Subject(programme_id=programme_id))
    programme = lock_programme(programme_id)
    refuse_archived(programme_id)
    draft = session.scalars(
        select(MatchDraft)
        .where(MatchDraft.programme_id == programme_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if draft is None or draft.version != version:
        raise StaleVersionError
    draft.version += 1
    return programme


def find_pair(programme_id: int, mentee_id: int) -> MatchPair | None:
    """A mentee's pair in the draft."""
    return session.scalars(
        select(MatchPair).where(
            MatchPair.programme_id == programme_id, MatchPair.mentee_id == mentee_id
        )
    ).one_or_none()


def check_pair(pool: Pool, mentor_id: int, mentee_id: int, taken: int = 0) -> None:
    """Refuse two people who may not be matched; `taken`: places that others have of the mentor."""
    mentor = next((member for member in pool.mentors if member.id == mentor_id), None)
    mentee = next((member for member in pool.mentees if member.id == mentee_id), None)
    if mentor is None or mentee is None:
        raise DomainError(DraftProblem.NOT_ADMISSIBLE)
    apart = keeps_apart(pool, mentor, mentee)
    if apart is not None:
        raise DomainError(apart)
    if taken >= mentor.places:
        raise DomainError(DraftProblem.NO_PLACE)


def _set(pool: Pool, pair: MatchPair, mentor_id: int) -> None:
    mentor = next(member for member in pool.mentors if member.id == mentor_id)
    mentee = next(member for member in pool.mentees if member.id == pair.mentee_id)
    pair.mentor_id, pair.locked, pair.problem = mentor_id, True, ""
    pair.score = score_of(mentor, mentee, pool.weights)
    pair.reasons = " ".join(reasons_for(pool, mentor, mentee))
    session.flush()


def _leave_over_if_alone(programme_id: int, mentor_id: int) -> None:
    others = select(func.count(MatchPair.id)).where(
        MatchPair.programme_id == programme_id, MatchPair.mentor_id == mentor_id
    )
    if not session.scalars(others).one():
        _leave_over(programme_id, mentor_id, Side.MENTOR)


def _leave_over(programme_id: int, person_id: int, side: Side) -> None:
    session.merge(
        MatchLeftOver(
            programme_id=programme_id, person_id=person_id, side=side, reasons=Left.TAKEN_OUT
        )
    )
    session.flush()


def _forget_left_over(programme_id: int, person_id: int, side: Side) -> None:
    session.execute(
        delete(MatchLeftOver).where(
            MatchLeftOver.programme_id == programme_id,
            MatchLeftOver.person_id == person_id,
            MatchLeftOver.side == side,
        )
    )

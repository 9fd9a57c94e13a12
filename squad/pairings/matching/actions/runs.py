"""A run over the whole pool: worked out while nothing is locked, then stored as the draft."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.db.unit_of_work import reading_apart
from squad.kernel.clock import clock
from squad.kernel.errors import StaleVersionError
from squad.pairings.matching.models import MatchDraft, MatchLeftOver, MatchPair
from squad.pairings.matching.queries.pool import load_pool
from squad.pairings.matching.rules.drafting import Matching
from squad.programmes.actions import lock_programme
from squad.programmes.models import Programme
from squad.programmes.queries import refuse_archived

if TYPE_CHECKING:
    from squad.pairings.matching.solving import Table


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to, and of which draft it took the locked pairs."""

    programme_id: int
    table: "Table"
    matching: Matching
    version: int
    """The version of that draft; 0 where there was none."""


def run_matching(programme_id: int, *, version: int | None = None) -> Run:
    """Find the best pairs around those that are locked; writes nothing and holds no lock.

    `version`: of the draft that was looked at; raises StaleVersionError for another one.
    """
    from squad.pairings.matching.solving import Table, match

    with reading_apart():
        programme = session.scalars(select(Programme).where(Programme.id == programme_id)).one()
        current = _version(programme_id)
        pool = load_pool(programme)
        rows = session.execute(
            select(MatchPair.mentee_id, MatchPair.mentor_id).where(
                MatchPair.programme_id == programme_id, MatchPair.locked
            )
        )
        locked = {row.mentee_id: row.mentor_id for row in rows}
    if version is not None and version != current:
        raise StaleVersionError
    table = Table(pool)
    return Run(programme_id, table, match(table, locked), current)


def store_draft(run: Run, *, by: Viewer | None) -> None:
    """Keep a run as the programme's draft; raises StaleVersionError if that changed meanwhile."""
    programme_id, matching = run.programme_id, run.matching
    if by is not None:
        demand(by, Permission.PROPOSE_PAIRING, Subject(programme_id=programme_id))
    by_id = by.person_id if by else None
    lock_programme(programme_id)
    refuse_archived(programme_id)
    if _version(programme_id) != run.version:
        raise StaleVersionError
    for model in (MatchPair, MatchLeftOver):
        session.execute(delete(model).where(model.programme_id == programme_id))
    values = {"made_at": clock.now(), "made_by": by_id, "version": run.version + 1}
    session.merge(MatchDraft(programme_id=programme_id, **values))
    session.flush()
    for model, rows in ((MatchPair, _pairs(run)), (MatchLeftOver, _left_over(run))):
        if rows:
            session.execute(insert(model), rows)
    figures = {"pairs": len(matching.pairs), "left": len(matching.left)}
    record("match_drafted", by=by_id, programme=programme_id, **figures)


def _pairs(run: Run) -> list[dict[str, Any]]:
    return [
        {
            "programme_id": run.programme_id,
            "mentor_id": pair.mentor_id,
            "mentee_id": pair.mentee_id,
            "score": pair.score,
            "reasons": " ".join(pair.reasons),
            "locked": pair.locked,
            "problem": "",
        }
        for pair in run.matching.pairs
    ]


def _left_over(run: Run) -> list[dict[str, Any]]:
    return [
        {
            "programme_id": run.programme_id,
            "person_id": each.person_id,
            "side": each.side,
            "reasons": " ".join(map(str, each.reasons)),
        }
        for each in run.matching.left
    ]


def _version(programme_id: int) -> int:
    query = select(MatchDraft.version).where(MatchDraft.programme_id == programme_id)
    return session.scalar(query) or 0

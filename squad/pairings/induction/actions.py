"""Going through the induction."""

from collections.abc import Iterable

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.db.upsert import dialect_insert
from squad.kernel.clock import clock
from squad.pairings.induction.models import Induction
from squad.pairings.induction.rules import Point, is_complete, ticked_with
from squad.programmes.queries import refuse_archived


def tick_points(*, programme_id: int, codes: Iterable[str], by: Viewer) -> bool:
    """Keep what the mentor ticked, beside what they had; whether nothing is left.

    Two presses follow each other by the row's lock: neither loses a tick.
    """
    demand(by, Permission.DO_INDUCTION, Subject(programme_id=programme_id))
    own = {"person_id": by.person_id, "programme_id": programme_id}
    begun = dialect_insert(Induction).values(**own, ticked="").on_conflict_do_nothing()
    session.execute(begun)
    induction = session.scalars(
        select(Induction)
        .filter_by(**own)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    refuse_archived(programme_id)
    ticked = ticked_with([Point(code) for code in induction.ticked.split()], codes)
    induction.ticked = " ".join(ticked)
    if is_complete(ticked) and induction.done_at is None:
        induction.done_at = clock.now()
        record("induction_done", by=by.person_id, programme=programme_id)
    session.flush()
    return induction.done_at is not None

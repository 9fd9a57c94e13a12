"""What is stored of every milestone of some mentees."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from squad.coaching.models import Attainment
from squad.db.session import session
from squad.framework.rules import fluency
from squad.reports.shapes import ProgrammeCard


def load_attained(
    programme: ProgrammeCard, mentee_ids: Collection[int]
) -> dict[int, dict[str, fluency.Attainment]]:
    """What is stored of every milestone of some mentees; one statement."""
    rows: Sequence[Any] = ()
    if mentee_ids:
        rows = session.execute(
            select(
                Attainment.mentee_id,
                Attainment.milestone_code,
                Attainment.held,
                Attainment.held_since,
                Attainment.at_start,
                Attainment.refresh_due,
                Attainment.pending,
                Attainment.pending_until,
                Attainment.look_again,
            ).where(Attainment.programme_id == programme.id, Attainment.mentee_id.in_(mentee_ids))
        ).all()
    nothing = dict.fromkeys(programme.framework.milestones, fluency.Attainment())
    attained = {mentee_id: dict(nothing) for mentee_id in mentee_ids}
    for row in rows:
        if row.milestone_code in nothing:
            attained[row.mentee_id][row.milestone_code] = fluency.Attainment(*row[2:])
    return attained

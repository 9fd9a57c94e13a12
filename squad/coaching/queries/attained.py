"""How milestones stand for mentees, as it is stored."""

from collections.abc import Collection

from sqlalchemy import select

from squad.coaching.models import Attainment
from squad.coaching.queries.contexts import PairingContext
from squad.db.session import session
from squad.framework.rules import fluency

_ATTAINED = select(
    Attainment.mentee_id,
    Attainment.milestone_code,
    Attainment.held,
    Attainment.held_since,
    Attainment.at_start,
    Attainment.refresh_due,
    Attainment.pending,
    Attainment.pending_until,
    Attainment.look_again,
)


def load_attained(
    *, programme_id: int, mentee_ids: Collection[int]
) -> dict[int, dict[str, fluency.Attainment]]:
    """What is stored of each milestone of some mentees; one statement, none for nobody."""
    attained: dict[int, dict[str, fluency.Attainment]] = {each: {} for each in mentee_ids}
    if not attained:
        return attained
    chosen = Attainment.programme_id == programme_id, Attainment.mentee_id.in_(mentee_ids)
    rows = session.execute(_ATTAINED.where(*chosen))
    for row in rows:
        attained[row.mentee_id][row.milestone_code] = fluency.Attainment(*row[2:])
    return attained


def load_attained_of(context: PairingContext) -> dict[str, fluency.Attainment]:
    """What is stored of each milestone of a pairing's mentee; one statement."""
    mentee_id = context.pairing.mentee_id
    return load_attained(programme_id=context.programme.id, mentee_ids=[mentee_id])[mentee_id]

"""Putting the first words of a role away, for good."""

from squad.access.viewer import Viewer
from squad.accounts.models import FirstWords
from squad.accounts.rules.first_words import Part
from squad.db.session import session
from squad.db.upsert import dialect_insert
from squad.kernel.clock import clock


def put_first_words_away(*, by: Viewer, part: Part) -> None:
    """The person has read them; a second time changes nothing, also at the same instant."""
    away = dialect_insert(FirstWords).values(
        person_id=by.person_id, part=part, put_away_at=clock.now()
    )
    session.execute(away.on_conflict_do_nothing())

"""Second looks of a programme, with whether the milestone was held when they were said."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from squad.coaching.models import SecondLook, SecondLookAnswer, Span
from squad.db.session import session
from squad.pairings.models import Pairing
from squad.reports.shapes import SaidLook


def load_looks(programme_id: int, upto: datetime) -> tuple[SaidLook, ...]:
    """Every look as its last version before `upto` says, in the order in which they were said.

    Whether its milestone was held counts at the moment when it was first said: a later version
    says what was seen anew, not when. One statement.
    """
    said, first, later = SecondLookAnswer, aliased(SecondLookAnswer), aliased(SecondLookAnswer)
    held = exists().where(
        Span.mentee_id == Pairing.mentee_id,
        Span.programme_id == Pairing.programme_id,
        Span.subject == SecondLook.milestone_code,
        Span.from_at < first.known_at,
        or_(Span.to_at.is_(None), Span.to_at >= first.known_at),
    )
    newer = exists().where(
        later.second_look_id == SecondLook.id, later.number > said.number, later.known_at < upto
    )
    rows = session.execute(
        select(Pairing.mentee_id, first.known_at, said.verdict, held)
        .join(SecondLook, SecondLook.id == said.second_look_id)
        .join(first, (first.second_look_id == SecondLook.id) & (first.number == 1))
        .join(Pairing, Pairing.id == SecondLook.pairing_id)
        .where(Pairing.programme_id == programme_id, said.known_at < upto, ~newer)
        .order_by(first.known_at, SecondLook.id)
    )
    return tuple(SaidLook(*row) for row in rows)

"""Second looks of a programme, with whether the milestone was held when they were said."""

from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from squad.coaching.models import SecondLook, SecondLookAnswer, Span
from squad.db.session import session
from squad.db.types import UtcDateTime
from squad.pairings.models import Pairing
from squad.reports.shapes import SaidLook

Said, First = SecondLookAnswer, aliased(SecondLookAnswer, name="first")
Later = aliased(SecondLookAnswer, name="later")
_UPTO = bindparam("upto", type_=UtcDateTime())
_HELD = exists().where(
    Span.mentee_id == Pairing.mentee_id,
    Span.programme_id == Pairing.programme_id,
    Span.subject == SecondLook.milestone_code,
    Span.from_at < First.known_at,
    or_(Span.to_at.is_(None), Span.to_at >= First.known_at),
)
_NEWER = exists().where(
    Later.second_look_id == SecondLook.id, Later.number > Said.number, Later.known_at < _UPTO
)
# Built once: every report of a programme asks it.
_LOOKS = (
    select(Pairing.mentee_id, First.known_at, Said.verdict, _HELD)
    .join(SecondLook, SecondLook.id == Said.second_look_id)
    .join(First, (First.second_look_id == SecondLook.id) & (First.number == 1))
    .join(Pairing, Pairing.id == SecondLook.pairing_id)
    .where(Pairing.programme_id == bindparam("programme_id"), Said.known_at < _UPTO, ~_NEWER)
    .order_by(First.known_at, SecondLook.id)
)


def load_looks(programme_id: int, upto: datetime) -> tuple[SaidLook, ...]:
    """Every look as its last version before `upto` says, in the order in which they were said.

    Whether its milestone was held counts at the moment when it was first said: a later version
    says what was seen anew, not when. One statement.
    """
    rows = session.execute(_LOOKS, {"programme_id": programme_id, "upto": upto})
    return tuple(SaidLook(*row) for row in rows)

"""Second looks of a programme with what was held when they were said: a part of one statement."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import SelectBase, String, case, cast, exists, literal, or_, select
from sqlalchemy.orm import aliased

from squad.coaching.models import SecondLook, SecondLookAnswer, Span
from squad.pairings.models import Pairing
from squad.reports.shapes import SaidLook

LOOK, HELD, NOT_HELD = "look", "held", "not_held"


def select_looks(programme_id: int, upto: datetime) -> SelectBase:
    """Every look as its last version before `upto` says, with the columns of `load_times`.

    `whose` is the mentee, `known_at` when it was first said, `state` whether the milestone was
    held at that moment: a later version says what was seen anew, not when.
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
    return (
        select(
            literal(LOOK),
            Pairing.mentee_id,
            said.happened_on,
            said.happened_on,
            cast(case((held, HELD), else_=NOT_HELD), String),
            first.known_at,
            SecondLook.id,
            said.verdict,
        )
        .join(SecondLook, SecondLook.id == said.second_look_id)
        .join(first, (first.second_look_id == SecondLook.id) & (first.number == 1))
        .join(Pairing, Pairing.id == SecondLook.pairing_id)
        .where(Pairing.programme_id == programme_id, said.known_at < upto, ~newer)
    )


def looks_of(rows: Iterable[Any]) -> tuple[SaidLook, ...]:
    """The looks among those rows, in the order in which they were said."""
    return tuple(
        SaidLook(row.whose, row.known_at, row.said, held=row.state == HELD)
        for row in sorted(rows, key=lambda row: (row.known_at, row.id))
    )

"""Storing what follows from the statements, in the transaction of the statement."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy import insert as sql_insert

from squad.coaching.models import Attainment, Progress, Span
from squad.coaching.queries.history import load_ends, load_statements, load_stories
from squad.coaching.standing import INSTANT, attainment_rows, standing_of
from squad.db.batches import batched
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.db.upsert import upsert
from squad.framework.rules import fluency
from squad.framework.rules.model import Framework
from squad.kernel.clock import clock

SPAN_COLUMNS = (Span.id, Span.mentee_id, Span.subject, Span.value, Span.from_at, Span.to_at)


def store_standing(*, mentee_id: int, programme_id: int) -> None:
    """Store attainment, spans and progress anew: after answers, withdrawals, signatures, ends."""
    store_standings(programme_id=programme_id, mentee_ids=[mentee_id])


def store_standings(*, programme_id: int, mentee_ids: Sequence[int]) -> None:
    """The same for many mentees of a programme; as many statements as for one."""
    session.flush()
    now, stories = clock.now(), load_stories(programme_id=programme_id, mentee_ids=mentee_ids)
    standings = [
        standing_of(story, mentee_id=mentee_id, programme_id=programme_id, now=now)
        for mentee_id, story in stories.items()
    ]
    for some in batched([row for standing in standings for row in standing.attainments]):
        upsert(Attainment, some)
    for some in batched([standing.progress for standing in standings]):
        upsert(Progress, some)
    _store_spans(programme_id, mentee_ids, [row for each in standings for row in each.spans])
    touch(Touched.COURSE, [(programme_id, mentee_id) for mentee_id in mentee_ids])


def store_pending(
    *,
    mentee_id: int,
    programme_id: int,
    framework: Framework,
    codes: Collection[str],
    moved: bool,
) -> None:
    """Store attainment of these milestones alone, after new statements that nobody answered.

    An unanswered statement never changes what is held, so spans and progress stay as they are.
    Where the programme has moved, statements on other codes may count under these: all is stored.
    """
    if moved:
        store_standing(mentee_id=mentee_id, programme_id=programme_id)
        return
    session.flush()
    mentees = [mentee_id]
    said = load_statements(programme_id=programme_id, mentee_ids=mentees, codes=codes)
    ends = load_ends(programme_id=programme_id, mentee_ids=mentees)
    history = fluency.History(*said[mentee_id], tuple(ends.get(mentee_id, ())))
    key = {"mentee_id": mentee_id, "programme_id": programme_id}
    upsert(Attainment, attainment_rows(framework, history, clock.now() + INSTANT, key))


def _store_spans(
    programme_id: int, mentee_ids: Collection[int], wanted: Collection[dict[str, Any]]
) -> None:
    stored = session.execute(
        select(*SPAN_COLUMNS).where(
            Span.programme_id == programme_id, Span.mentee_id.in_(mentee_ids)
        )
    ).all()
    keys = {tuple(row)[1:]: row.id for row in stored}
    missing = [row for row in wanted if keys.pop(_span_key(row), None) is None]
    for some in batched(list(keys.values())):
        session.execute(delete(Span).where(Span.id.in_(some)))
    if missing:
        session.execute(sql_insert(Span), missing)


def _span_key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.key] for column in SPAN_COLUMNS[1:])

"""Storing what follows from the statements, in the transaction of the statement."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy import insert as sql_insert

from squad.coaching.models import Attainment, Progress, Span
from squad.coaching.queries.history import load_ends, load_statements, load_story
from squad.coaching.standing import INSTANT, attainment_rows, standing_of
from squad.db.session import session
from squad.db.upsert import upsert
from squad.framework.rules import fluency
from squad.framework.rules.model import Framework
from squad.kernel.clock import clock

SPAN_COLUMNS = (Span.id, Span.subject, Span.value, Span.from_at, Span.to_at)


def store_standing(*, mentee_id: int, programme_id: int) -> None:
    """Store attainment, spans and progress anew: after answers, withdrawals, signatures, ends."""
    session.flush()
    story = load_story(mentee_id=mentee_id, programme_id=programme_id)
    standing = standing_of(story, mentee_id=mentee_id, programme_id=programme_id, now=clock.now())
    upsert(Attainment, standing.attainments)
    upsert(Progress, [standing.progress])
    _store_spans(mentee_id, programme_id, standing.spans)


def store_pending(
    *, mentee_id: int, programme_id: int, framework: Framework, codes: Collection[str]
) -> None:
    """Store attainment of these milestones alone, after new statements that nobody answered.

    An unanswered statement never changes what is held, so spans and progress stay as they are.
    """
    session.flush()
    mentees = [mentee_id]
    said = load_statements(programme_id=programme_id, mentee_ids=mentees, codes=codes)
    ends = load_ends(programme_id=programme_id, mentee_ids=mentees)
    history = fluency.History(*said[mentee_id], tuple(ends.get(mentee_id, ())))
    key = {"mentee_id": mentee_id, "programme_id": programme_id}
    upsert(Attainment, attainment_rows(framework, history, clock.now() + INSTANT, key))


def _store_spans(mentee_id: int, programme_id: int, wanted: Collection[dict[str, object]]) -> None:
    stored = session.execute(
        select(*SPAN_COLUMNS).where(Span.mentee_id == mentee_id, Span.programme_id == programme_id)
    ).all()
    keys = {(row.subject, row.value, row.from_at, row.to_at): row.id for row in stored}
    missing = [
        row
        for row in wanted
        if keys.pop((row["subject"], row["value"], row["from_at"], row["to_at"]), None) is None
    ]
    if keys:
        session.execute(delete(Span).where(Span.id.in_(keys.values())))
    if missing:
        session.execute(sql_insert(Span), missing)

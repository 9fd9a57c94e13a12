"""Taking the row that has been due for longest, so that no two workers take the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, update

from squad.db.instants import database_now
from squad.db.session import session


def take_due(
    model: Any, *which: ColumnElement[bool], values: Mapping[str, Any], returning: Sequence[Any]
) -> tuple[Any, ...] | None:
    """Write `values` into the row of these whose `due_at` passed first; what it says then, or None.

    `values` set `due_at` to the end of a lease: a row whose worker died is due again by itself.
    """
    due = (
        select(model.id)
        .where(model.due_at <= database_now(), *which)
        .order_by(model.due_at, model.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = session.execute(
        update(model)
        .where(model.id == due.scalar_subquery())
        .values(values)
        .returning(*returning)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return tuple(taken) if taken else None

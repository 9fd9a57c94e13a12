"""Writing what happened."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import insert

from squad.audit.events import EVENTS
from squad.audit.models import AuditEvent, Receipt
from squad.db.session import session
from squad.kernel.clock import clock


def record(name: str, /, *, by: int | None, **details: int | str | bool | list[str] | None) -> None:
    """Add an event to the caller's transaction; its keys must be the declared ones."""
    _check_keys(name, details)
    values: dict[str, Any] = dict(details)
    session.add(AuditEvent(happened_at=clock.now(), name=name, actor_id=by, details=values))


def record_all(
    *, by: int | None, events: Sequence[tuple[str, Mapping[str, int | str | bool | None]]]
) -> None:
    """Add several events, each a name with its keys, in one statement."""
    now = clock.now()
    rows = []
    for name, details in events:
        _check_keys(name, details)
        row = {"happened_at": now, "name": name, "actor_id": by, "details": dict(details)}
        rows.append(row)
    if rows:
        session.execute(insert(AuditEvent), rows)


def _check_keys(name: str, details: Mapping[str, object]) -> None:
    if set(details) != EVENTS[name]:
        raise ValueError(f"event {name!r} takes exactly {sorted(EVENTS[name])}")


def keep_receipts(
    *,
    mentee_ids: Collection[int],
    programme_id: int,
    reader_id: int | None,
    opened_as: str,
    what: str,
) -> None:
    """Note that someone opened mentees' reports or rows; one statement, none for nobody.

    Called through `record_after`.
    """
    if not mentee_ids:
        return
    same = {
        "programme_id": programme_id,
        "reader_id": reader_id,
        "opened_as": opened_as,
        "what": what,
        "opened_at": clock.now(),
    }
    session.execute(insert(Receipt), [{"mentee_id": i, **same} for i in mentee_ids])

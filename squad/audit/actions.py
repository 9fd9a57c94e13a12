"""Writing what happened."""

from typing import Any

from squad.audit.events import EVENTS
from squad.audit.models import AuditEvent, Receipt
from squad.db.session import session
from squad.kernel.clock import clock


def record(name: str, /, *, by: int | None, **details: int | str | bool | list[str] | None) -> None:
    """Add an event to the caller's transaction; its keys must be the declared ones."""
    if set(details) != EVENTS[name]:
        raise ValueError(f"event {name!r} takes exactly {sorted(EVENTS[name])}")
    values: dict[str, Any] = dict(details)
    session.add(AuditEvent(happened_at=clock.now(), name=name, actor_id=by, details=values))


def keep_receipt(
    *, mentee_id: int, programme_id: int, reader_id: int, opened_as: str, what: str
) -> None:
    """Note that someone opened a mentee's report; called through `record_after`."""
    session.add(
        Receipt(
            mentee_id=mentee_id,
            programme_id=programme_id,
            reader_id=reader_id,
            opened_as=opened_as,
            what=what,
            opened_at=clock.now(),
        )
    )

"""One commit per unit of work: a request, a command, an import."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Intent = Literal["read", "write"]
_intent: ContextVar[Intent] = ContextVar("intent", default="read")
_after: ContextVar[list[Callable[[], None]] | None] = ContextVar("after", default=None)
log = logging.getLogger(__name__)


def intent() -> Intent:
    """Whether the transaction that begins now may write."""
    return _intent.get()


@contextmanager
def intending(value: Intent) -> Iterator[None]:
    """Transactions that begin inside may write, or may not."""
    token = _intent.set(value)
    try:
        yield
    finally:
        _intent.reset(token)


@contextmanager
def reading_apart() -> Iterator[None]:
    """Read in a transaction of its own that has ended when the block ends.

    For slow work between reading and writing, as hashing a password is: no lock is held during
    it. Only for when nothing was written yet.
    """
    from squad.db.session import session

    _check_nothing_is_written()
    session.rollback()
    with intending("read"):
        try:
            yield
        finally:
            session.rollback()


@contextmanager
def writing_apart() -> Iterator[None]:
    """Write in a short transaction of its own, committed when the block ends.

    For what must be known to other requests before the slow work that it counts: a try to sign in.
    Only for when nothing else was written yet.
    """
    from squad.db.session import session

    _check_nothing_is_written()
    session.rollback()
    with intending("write"):
        try:
            yield
            session.commit()
        finally:
            session.rollback()


def _check_nothing_is_written() -> None:
    from squad.db.session import session

    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was written already: it would be lost")


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Commit once at the end, or nothing at all; then what was recorded to happen after."""
    from squad.db.session import session

    if intent() == "read":
        # What was read before this began a transaction that cannot write.
        session.rollback()
    with collecting() as after, intending("write"):
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            run_after(after)
            raise
        run_after(after)


@contextmanager
def collecting() -> Iterator[list[Callable[[], None]]]:
    """Collect what `record_after` is given."""
    collected: list[Callable[[], None]] = []
    token = _after.set(collected)
    try:
        yield collected
    finally:
        _after.reset(token)


def record_after(write: Callable[[], None]) -> None:
    """Write this in a short transaction of its own, after this one, whatever its outcome.

    For what must outlive the outcome: failed sign-ins, refusals, receipts, last seen.
    """
    collected = _after.get()
    if collected is None:
        raise RuntimeError("record_after needs a unit of work around it")
    collected.append(write)


def run_after(writes: list[Callable[[], None]]) -> None:
    """Run what was collected, all in one short transaction."""
    from squad.db.session import session

    if not writes:
        return
    pending = list(writes)
    writes.clear()
    with intending("write"):
        try:
            for write in pending:
                write()
            session.commit()
        except Exception:
            session.rollback()
            log.exception("after_record_failed")
            raise

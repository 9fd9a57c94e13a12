"""The life of a request: one unit of work, committed before the answer leaves."""

import logging
import time
from typing import Any

from flask import Flask, Response, abort, g, request

from squad.db import unit_of_work as work
from squad.db.session import session
from squad.kernel.ids import new_key

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
log = logging.getLogger("squad.requests")


def configure_lifecycle(app: Flask) -> None:
    """Open the unit of work first, settle it last."""
    app.before_request(_open)
    app.before_request(_refuse_nul)
    app.after_request(_settle)
    app.teardown_request(_close)


def _open() -> None:
    g.request_id = new_key()[:12]
    g.started = time.perf_counter()
    writing = request.method not in SAFE_METHODS
    g.work_scopes = [work.collecting(), work.intending("write" if writing else "read")]
    g.after, _ = (scope.__enter__() for scope in g.work_scopes)


def _refuse_nul() -> None:
    """No query holds a NUL: PostgreSQL refuses it in any text, so it is refused at the door."""
    if any("\0" in value for value in request.args.values()):
        abort(400)


def _settle(response: Response) -> Response:
    """Commit what an unsafe, successful request did; undo everything else."""
    if "work_scopes" not in g:
        return response
    commits = request.method not in SAFE_METHODS and response.status_code < 400
    if commits:
        session.commit()
    else:
        session.rollback()
    _run_after(committed=commits)
    log.info(
        "request",
        extra={
            "method": request.method,
            "endpoint": request.endpoint,
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.started) * 1000, 1),
            "request_id": g.request_id,
        },
    )
    response.headers["X-Request-Id"] = g.request_id
    return response


def _run_after(*, committed: bool) -> None:
    """Write what outlives the outcome. Where that fails, so does an answer that saved nothing.

    A report is not shown without its receipt. But what was saved is saved: the page must not say
    that nothing was; the failure is in the log.
    """
    try:
        work.run_after(g.after)
    except Exception:
        if not committed:
            raise


def _close(_error: Any) -> None:
    session.rollback()
    for scope in reversed(g.pop("work_scopes", [])):
        scope.__exit__(None, None, None)

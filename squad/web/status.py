"""/healthz and /readyz, for whoever watches the server."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from squad.access.declare import public
from squad.db.schema import is_at_head

blueprint = Blueprint("status", __name__)


@public
def show_health() -> ResponseReturnValue:
    """The process serves."""
    return {"status": "ok"}


@public
def show_readiness() -> ResponseReturnValue:
    """The database answers, at the newest migration."""
    ready = is_at_head()
    return {"status": "ok" if ready else "not ready"}, 200 if ready else 503


blueprint.add_url_rule("/healthz", "show_health", show_health)
blueprint.add_url_rule("/readyz", "show_readiness", show_readiness)

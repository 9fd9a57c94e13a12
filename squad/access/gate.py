"""The gate: deny by default. No stamp, no answer."""

from flask import Flask, abort, current_app, request
from flask_login import current_user

from squad.access.declare import declared_access
from squad.access.policy import may
from squad.access.viewer import Viewer


def configure_gate(app: Flask) -> None:
    """Check every request's endpoint before its view."""
    app.before_request(_check)


def _check() -> None:
    if request.endpoint is None:
        return
    access = declared_access(current_app.view_functions.get(request.endpoint))
    if access is None:
        abort(403)
    if access.kind == "public":
        return
    if not current_user.is_authenticated:
        abort(401)
    if access.permission is not None and not may(viewer(), access.permission):
        abort(403)


def viewer() -> Viewer:
    """The signed-in person of this request."""
    person = current_user._get_current_object()  # noqa: SLF001  Flask-Login's own way
    if not isinstance(person, Viewer):
        abort(401)
    return person

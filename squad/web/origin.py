"""What another site makes a browser send is refused, beside the token that every form carries.

OWASP ASVS 3.5.1. Old clients send neither header: for them the token alone decides.
"""

from urllib.parse import urlsplit

from flask import Flask, current_app, request
from werkzeug.exceptions import Forbidden

from squad.web.lifecycle import SAFE_METHODS

PORTS = {"http": 80, "https": 443}
Origin = tuple[str, str, int | None]


class CrossSiteError(Forbidden):
    """A request that may change something comes from a page of another site."""


def configure_origin(app: Flask) -> None:
    """Look where a request comes from before anything else does."""
    app.before_request(_refuse_cross_site)


def _refuse_cross_site() -> None:
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "").strip().lower() == "cross-site":
        raise CrossSiteError
    origin = request.headers.get("Origin")
    if origin is not None and not _is_own(origin):
        raise CrossSiteError


def _is_own(origin: str) -> bool:
    """Whether it is the address asked for, as a trusted proxy tells it, or SQUAD_BASE_URL."""
    own = (request.host_url, current_app.config["SETTINGS"].base_url)
    read = _origin_of(origin)
    return read is not None and read in {_origin_of(address) for address in own}


def _origin_of(address: str) -> Origin | None:
    """Scheme, host and port; None for « null » and for what is no address."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port

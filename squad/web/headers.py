"""Strict headers on every answer, errors included."""

from flask import Flask, Response, current_app, g, request
from flask_login import current_user

from squad.kernel.ids import new_key

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def configure_headers(app: Flask) -> None:
    """Set them on whatever leaves."""
    app.after_request(_set)


def nonce() -> str:
    """This answer's nonce for a script element."""
    if "nonce" not in g:
        g.nonce = new_key()
    return str(g.nonce)


def _set(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce()))
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if current_app.config["SETTINGS"].secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static_file":
        headers.setdefault("Cache-Control", "no-store")
        if current_user:
            response.vary.add("Cookie")
    return response

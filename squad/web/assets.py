"""Static files under hashed names, the stylesheets as one bundle, compressed once."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import brotli
from flask import Flask, Response, abort, current_app, request, url_for

from squad.access.declare import public
from squad.resources import STATIC
from squad.web.compression import ENCODINGS

YEAR = 31_536_000
BUNDLE = "app.css"
OWN_ADDRESS = re.compile(r"/static/([\w./-]+)")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file's bytes and the digest in its name."""

    body: bytes
    digest: str


@cache
def _names() -> frozenset[str]:
    files = (path for path in STATIC.rglob("*") if path.is_file())
    return frozenset({BUNDLE, *(path.relative_to(STATIC).as_posix() for path in files)})


def find_asset(name: str) -> Asset | None:
    """The static file `name`, or the bundle of all stylesheets in order of their names.

    Only names of files are remembered: anyone may ask for any other, for ever.
    """
    return _read_asset(name) if name in _names() else None


def get_asset(name: str) -> Asset:
    """The static file `name`, which is part of the program: FileNotFoundError where it is not."""
    asset = find_asset(name)
    if asset is None:
        raise FileNotFoundError(name)
    return asset


@cache
def _read_asset(name: str) -> Asset:
    if name == BUNDLE:
        parts = [sheet.read_text("utf-8") for sheet in sorted((STATIC / "css").glob("*.css"))]
        return _asset(OWN_ADDRESS.sub(_hashed_address, "\n".join(parts)).encode())
    return _asset((STATIC / name).read_bytes())


def _hashed_address(match: re.Match[str]) -> str:
    return f"/static/{get_asset(match[1]).digest}/{match[1]}"


@cache
def _encoded(name: str, encoding: str) -> bytes | None:
    """The file of that name as small as it gets, or None where that gains nothing."""
    body = get_asset(name).body
    small = brotli.compress(body) if encoding == "br" else gzip.compress(body, mtime=0)
    return bytes(small) if len(small) < 0.9 * len(body) else None


def _asset(body: bytes) -> Asset:
    return Asset(body, hashlib.sha256(body).hexdigest()[:12])


def asset_url(name: str) -> str:
    """The address of a static file; it changes with the content."""
    return url_for("static_file", name=name, digest=get_asset(name).digest)


@public
def send_asset(digest: str, name: str) -> Response:
    """A static file, kept by browsers for a year under its hashed address."""
    asset = find_asset(name)
    if asset is None or asset.digest != digest:
        abort(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    encoding = request.accept_encodings.best_match(ENCODINGS)
    encoded = _encoded(name, encoding) if encoding else None
    response = current_app.response_class(encoded or asset.body, mimetype=kind)
    response.vary.add("Accept-Encoding")
    if encoded and encoding:
        response.content_encoding = encoding
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.set_etag(f"{asset.digest}-{encoding}" if encoded else asset.digest)
    return response


def configure_assets(app: Flask) -> None:
    """Serve them, and let templates name them."""
    app.add_url_rule("/static/<digest>/<path:name>", "static_file", send_asset)
    names: dict[str, Any] = {"asset": asset_url}
    app.jinja_env.globals.update(names)

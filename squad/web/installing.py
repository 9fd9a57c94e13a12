"""What makes an app of the pages: its manifest, its worker, and the page without network.

The worker keeps static files and two pages that hold nobody's data: they are fetched without
cookies, and drawn without a viewer even for those who bring one.
"""

import hashlib
from functools import cache
from typing import Any

import msgspec
from flask import Blueprint, Flask, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from squad.access.declare import public
from squad.access.gate import viewer
from squad.kernel.languages import READ_IN
from squad.resources import PACKAGE, STATIC, TEMPLATES
from squad.web.assets import asset_url, get_asset
from squad.web.languages import language, locale_of
from squad.web.phone_keys import phone_key

blueprint = Blueprint("installing", __name__)
WORKER = "js/service-worker.js"
PAPER = "#faf8f7"
"""The token `paper`: what the phone shows before the first page does."""
SCRIPTS = ("app", "kept", "offline", "write-offline")
FILES = (
    "app.css",
    "icon.svg",
    *(f"js/{name}.js" for name in SCRIPTS),
    *(path.relative_to(STATIC).as_posix() for path in sorted(STATIC.glob("fonts/*.woff2"))),
)


@public
def show_manifest() -> ResponseReturnValue:
    """The app as a phone installs it, in the language of the page that named it."""
    asked = _asked_language()
    with force_locale(locale_of(asked)):
        manifest = {
            "id": "/",
            "name": "Tweet Squad",
            "short_name": "Tweet Squad",
            "description": _(
                "Young mentors coach senior staff on social networks, and both see what changed."
            ),
            "lang": asked,
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                _icon("icon-192", 192, "any"),
                _icon("icon-512", 512, "any"),
                _icon("icon-maskable-512", 512, "maskable"),
            ],
        }  # fmt: skip
    return _sent(msgspec.json.encode(manifest), "application/manifest+json")


@public
def send_worker() -> ResponseReturnValue:
    """The worker, at the root so that it speaks for all pages; it changes with each deployment."""
    shell = {
        "cache": f"squad-shell-{_asked_language()}-{deployed()}",
        "offline": url_for("installing.show_offline", lang=_asked_language()),
        "log": url_for("coaching.write_offline", lang=_asked_language()),
        "files": [asset_url(name) for name in FILES],
    }
    head = b"const SHELL = " + msgspec.json.encode(shell) + b";\n"
    return _sent(head + get_asset(WORKER).body, "text/javascript")


@public
def show_offline() -> ResponseReturnValue:
    """What can be done without network, and what is kept."""
    return render_template("installing/show_offline.html", current_viewer=None)


@cache
def deployed() -> str:
    """A digest of whatever the worker keeps: files, templates, translations."""
    whole = hashlib.sha256()
    for folder, kind in ((STATIC, "*"), (TEMPLATES, "*.html"), (PACKAGE / "translations", "*.mo")):
        for path in sorted(path for path in folder.rglob(kind) if path.is_file()):
            whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:12]


def _asked_language() -> str:
    asked = request.args.get("lang")
    return str(asked if asked in READ_IN else language())


def _icon(name: str, size: int, purpose: str) -> dict[str, Any]:
    address = asset_url(f"icons/{name}.png")
    return {
        "src": address,
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def _sent(body: bytes, kind: str) -> Response:
    return current_app.response_class(body, mimetype=kind)


def phone_owner() -> str | None:
    """To whom this browser seals what it keeps: the public half of the signed-in person's key."""
    return phone_key(viewer()).public if current_user.is_authenticated else None


blueprint.add_url_rule("/app.webmanifest", view_func=show_manifest)
blueprint.add_url_rule("/service-worker.js", view_func=send_worker)
blueprint.add_url_rule("/offline", view_func=show_offline)


def configure_installing(app: Flask) -> None:
    """Let the head of each page name what is installed, and whose phone it is."""
    app.jinja_env.globals["phone_owner"] = phone_owner

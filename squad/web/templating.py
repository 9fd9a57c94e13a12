"""What every template may call."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask_login import current_user
from jinja2 import StrictUndefined

from squad.kernel.ids import new_key
from squad.kernel.languages import READ_IN, written_in
from squad.kernel.text import capital, elides
from squad.web import drawings, formats
from squad.web.headers import nonce
from squad.web.languages import language
from squad.web.navigation import navigation


def configure_templating(app: Flask) -> None:
    """Strict templates with one set of names."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    names: dict[str, Any] = {
        "draw": drawings,
        "elides": elides,
        "format_day": formats.format_day,
        "format_day_short": formats.format_day_short,
        "format_month": formats.format_month,
        "format_time": formats.format_time,
        "format_minutes": formats.format_minutes,
        "format_count": formats.format_count,
        "in_zone": formats.in_zone,
        "language": language,
        "navigation": navigation,
        "new_form_key": new_key,
        "nonce": nonce,
        "read_in": READ_IN,
    }
    app.jinja_env.globals.update(names)
    app.jinja_env.filters.update(capital=capital, mailto=_mailto, written_in=written_in)
    app.context_processor(_viewer)


def _mailto(addresses: str | Sequence[str]) -> str:
    """A link that writes to these: what stands in one of them names no other."""
    each = [addresses] if isinstance(addresses, str) else addresses
    return f"mailto:{','.join(quote(address, safe='@') for address in each)}"


def _viewer() -> dict[str, Any]:
    return {"current_viewer": current_user if current_user.is_authenticated else None}

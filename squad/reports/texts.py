"""gettext with types: the library's own are unknown to the type checker."""

from typing import Any

import flask_babel


def gettext(text: str, **values: Any) -> str:
    """`text` in the reader's language, its placeholders filled in."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, count: int, **values: Any) -> str:
    """The same for a count, which is also the placeholder `num`."""
    return str(flask_babel.ngettext(one, many, count, **values))


def pgettext(context: str, text: str, **values: Any) -> str:
    """`text` as it is meant in `context`."""
    return str(flask_babel.pgettext(context, text, **values))

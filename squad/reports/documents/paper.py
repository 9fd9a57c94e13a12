"""Paper: the drawings of the pages with the colours of print, and links that lead nowhere."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape

from markupsafe import Markup, escape

from squad.framework.rules.model import Area
from squad.reports.links import Traces
from squad.reports.tracing import Figure
from squad.resources import STATIC
from squad.web.contrast import themes

_SHEETS = ("20-drawings.css", "21-charts.css")
_TOKEN = re.compile(r"--([\w-]+): ([^;]+);")
_USE = re.compile(r"var\(--([\w-]+)\)")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Unlinked(Traces):
    """Traces of a report on paper: a figure is its words alone."""

    def url(
        self,
        figure: Figure,
        *,
        on: date | None = None,
        area: Area | None = None,
        stage: int | None = None,
    ) -> str:
        return ""

    def link(self, figure: Figure, text: object, *, on: date | None = None) -> Markup:
        return escape(text)


UNLINKED = Unlinked("", {})


def colours() -> dict[str, str]:
    """The colours of paper, `#rrggbb` by the name of their token."""
    return dict(themes()["paper"])


def plain(words: object) -> str:
    """What somebody reads of a text that a page would get: no tags, no entities."""
    return unescape(_TAG.sub("", str(words)))


def drawn(svg: Markup, words: int = 18) -> str:
    """A drawing of the pages as a file of its own, which knows its colours and faces.

    `words`: size of what is written in it, in its px; more than on a screen, for it is set smaller.
    """
    head, rest = str(svg).split(">", 1)
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{_style(words)}</style>{rest}'


@cache
def _style(words: int) -> str:
    """The sheets of drawings with the values of paper in the place of tokens."""
    folder = STATIC / "css"
    tokens = (folder / "01-tokens.css").read_text("utf-8")
    light = dict(_TOKEN.findall(tokens[: tokens.index("@media")]))
    values = {**light, **themes()["paper"], "t-chart": f"{words}px"}
    sheets = "\n".join((folder / name).read_text("utf-8") for name in _SHEETS)
    return _USE.sub(lambda used: values[used[1]], sheets)

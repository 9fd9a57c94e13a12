"""What the head of each page offers; connected in slices.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import g, request, url_for
from flask_login import current_user

from squad.access.viewer import Viewer

WIDE_ITEMS = 6
"""More links than these do not stand in one line: the rest waits behind "More"."""


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link as a slice names it; `count` says how much waits behind it."""

    endpoint: str
    label: str
    values: Mapping[str, Any] = field(default_factory=dict)
    count: int = 0


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link as a page shows it."""

    label: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Navigation:
    """The head's links: all of them for a phone's menu, in two parts for a wide page."""

    items: Sequence[NavigationItem]

    @property
    def wide(self) -> Sequence[NavigationItem]:
        """Those that stand in the line."""
        return self.items if len(self.items) <= WIDE_ITEMS else self.items[: WIDE_ITEMS - 1]

    @property
    def more(self) -> Sequence[NavigationItem]:
        """Those behind "More"."""
        return self.items[len(self.wide) :]

    @property
    def waiting_in_more(self) -> int:
        """How much waits behind them."""
        return sum(item.count for item in self.more)


Source = Callable[[Viewer], list[NavigationLink]]
_sources: list[Source] = []


def use_navigation(*sources: Source) -> None:
    """Take the links from these functions, in this order."""
    _sources[:] = sources


def navigation() -> Navigation:
    """The links for the person of this request; made once a page."""
    if "navigation" not in g:
        g.navigation = Navigation(_items() if current_user.is_authenticated else ())
    made: Navigation = g.navigation
    return made


def _items() -> list[NavigationItem]:
    person: Viewer = current_user._get_current_object()  # noqa: SLF001  Flask-Login's own way
    return [_item(link) for source in _sources for link in source(person)]


def _item(link: NavigationLink) -> NavigationItem:
    here = request.endpoint == link.endpoint and (request.view_args or {}) == link.values
    return NavigationItem(link.label, url_for(link.endpoint, **link.values), here, link.count)

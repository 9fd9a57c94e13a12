"""What the head of each page offers; slices add their items through app.py."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request, url_for
from flask_login import current_user

from squad.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One link of the head; `count` says how much waits behind it."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


Source = Callable[[Viewer], list[tuple[str, str]]]
_sources: list[Source] = []


def use_navigation(*sources: Source) -> None:
    """Take the items from these functions: viewer → [(endpoint, label)], in this order."""
    _sources[:] = sources


def navigation() -> list[NavigationItem]:
    """The items for the person of this request."""
    if not current_user.is_authenticated:
        return []
    person: Viewer = current_user._get_current_object()  # noqa: SLF001  Flask-Login's own way
    pairs = [pair for source in _sources for pair in source(person)]
    return [
        NavigationItem(label, url_for(endpoint), request.endpoint == endpoint)
        for endpoint, label in pairs
    ]

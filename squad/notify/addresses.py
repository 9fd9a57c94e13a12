"""Addresses within the application, for words that are made with or without a request."""

from typing import Any

from flask import current_app

from squad.notify.carrier import carrier


def path_to(endpoint: str, **values: Any) -> str:
    """The path of an endpoint."""
    return current_app.url_map.bind("").build(endpoint, values)


def absolute(path: str) -> str:
    """A path as an address that can be sent."""
    return f"{carrier.base_url}{path}"

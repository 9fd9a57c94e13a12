"""Stamps on views. They only declare; the gate enforces, and refuses a view without one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from squad.access.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])
STAMP = "declared_access"


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declares: `public`, `signed_in`, or one permission."""

    kind: str
    permission: Permission | None = None

    def __str__(self) -> str:
        return self.permission.value if self.permission else self.kind


def public(view: View) -> View:
    """Anyone may, signed in or not."""
    setattr(view, STAMP, Access("public"))
    return view


def signed_in(view: View) -> View:
    """Anyone who is signed in may."""
    setattr(view, STAMP, Access("signed_in"))
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Whoever holds the permission may; which objects, the view's query decides."""

    def stamp(view: View) -> View:
        setattr(view, STAMP, Access("permission", permission))
        return view

    return stamp


def declared_access(view: Callable[..., Any] | None) -> Access | None:
    """The stamp of a view, or None."""
    return getattr(view, STAMP, None)

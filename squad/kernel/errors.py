"""Errors that rules raise: codes with parameters, never sentences."""

from enum import StrEnum
from typing import Any


class DomainError(Exception):
    """A rule said no. `code` finds the sentence in the slice's messages, `params` fill it in.

    `field` names the form field that the sentence belongs to, where there is one.
    """

    def __init__(self, code: StrEnum | str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(str(code))
        self.code = str(code)
        self.field = field
        self.params = params

    def __repr__(self) -> str:
        return f"DomainError({self.code!r}, {self.params!r})"


class ArchivedError(DomainError):
    """Something was to be written into an archived programme. Met anywhere, it is one page."""

    def __init__(self) -> None:
        super().__init__("programme_archived")


class ConflictError(Exception):
    """A save met another one. No DomainError: it is answered with both texts, not a sentence."""


class StaleVersionError(ConflictError):
    """Somebody else saved this record meanwhile; `theirs` describes what it holds now."""

    def __init__(self, theirs: Any = None) -> None:
        super().__init__("stale_version")
        self.theirs = theirs


class RepeatedFormError(ConflictError):
    """The same form was sent again with the same content: `first` is what it made."""

    def __init__(self, first: str) -> None:
        super().__init__("repeated_form")
        self.first = first


class ReusedKeyError(ConflictError):
    """The same form was sent again with other content: `first` is what it made before."""

    def __init__(self, first: str) -> None:
        super().__init__("reused_key")
        self.first = first

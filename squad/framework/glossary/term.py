"""A word of the glossary, and a chapter of words."""

from dataclasses import dataclass

from flask_babel import LazyString


@dataclass(frozen=True, slots=True)
class Term:
    """A word under which one finds it: `code` is its anchor on the page."""

    code: str
    name: LazyString
    meaning: LazyString
    more: LazyString | None = None
    """A second paragraph."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Terms that belong together, in the order in which they are met."""

    code: str
    name: LazyString
    terms: tuple[Term, ...]

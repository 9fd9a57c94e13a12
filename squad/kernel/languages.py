"""The languages that people read in, and what is written in which."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

LANGUAGES = ("en", "fr")
"""What every visible text is written in."""
READ_IN: Mapping[str, str] = {"en": "English", "fr": "Français", "fr-CA": "Français (Canada)"}
"""What a person may choose, each by its own name."""


def written_in(language: str) -> str:
    """The language of the texts that are read: a country has none of its own."""
    return language.partition("-")[0]


@lru_cache(maxsize=256)  # a page asks hundreds of times
def read_language(text: str) -> str | None:
    """The language that a tag means, exactly or without its country: "FR_be" → "fr"."""
    tag = text.replace("_", "-").casefold()
    known = {language.casefold(): language for language in READ_IN}
    return known.get(tag) or known.get(written_in(tag))


def first_read(tags: Iterable[str]) -> str | None:
    """The language of the first tag that means one."""
    return next((language for tag in tags if (language := read_language(tag))), None)

"""One table of a document: values of the kind asked for, problems collected."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from squad.framework.rules.document.problems import Flaw, Problem
from squad.framework.rules.model import Text
from squad.kernel.languages import LANGUAGES

Value = TypeVar("Value")
Kind = TypeVar("Kind", bound=StrEnum)

REQUIRED: Any = object()
NAME = re.compile(r"(?=.{1,40}\Z)[a-z]+(-[a-z]+)*")
"""A code in words, which also stands in addresses and columns."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What no text holds but by mistake, and PostgreSQL or a spreadsheet may not take."""
LARGEST = 1_000_000
"""No number of a framework is larger, and some that are cannot even be printed."""


def repeated(values: Iterable[str]) -> list[str]:
    """The values that stand there more than once, in order."""
    return sorted(value for value, times in Counter(values).items() if times > 1)


class Table:
    """A table of TOML or JSON; each getter notes what is wrong and returns a harmless value."""

    def __init__(self, raw: object, *, file: str, where: str, problems: list[Problem]) -> None:
        self.file, self.where, self.problems = file, where, problems
        self.raw: dict[str, Any] = raw if isinstance(raw, dict) else {}
        self._asked: set[str] = set()
        if not isinstance(raw, dict):
            self.flaw(Flaw.WRONG_TYPE, expected="table")

    def flaw(self, flaw: Flaw, key: str = "", **params: object) -> None:
        """Note a problem at `key` of this table."""
        where = ".".join(part for part in (self.where, key) if part)
        self.problems.append(Problem(self.file, where, flaw, params))

    def _value(self, key: str, kind: type[Value], empty: Value, default: Any) -> Value:
        self._asked.add(key)
        if key not in self.raw:
            if default is not REQUIRED:
                return default  # type: ignore[no-any-return]  # the caller's own value
            self.flaw(Flaw.MISSING_KEY, key)
            return empty
        value = self.raw[key]
        # `True` is an int for Python, never for an author.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.flaw(Flaw.WRONG_TYPE, key, expected=kind.__name__)
            return empty
        return value

    def string(self, key: str, default: Any = REQUIRED) -> str:
        """A string, of characters that can be read."""
        value = self._value(key, str, "", default)
        return self._readable(key, value) if isinstance(value, str) else value

    def _readable(self, key: str, value: str) -> str:
        found = CONTROL.search(value)
        if found is None:
            return value
        self.flaw(Flaw.CONTROL_CHARACTER, key, character=f"U+{ord(found.group()):04X}")
        return CONTROL.sub("", value)

    def whole(self, key: str, default: Any = REQUIRED) -> int:
        """A whole number, of a size that a framework may have a use for."""
        value = self._value(key, int, 0, default)
        if abs(value) > LARGEST:
            self.flaw(Flaw.WRONG_TYPE, key, expected=f"int < {LARGEST}")
            return 0
        return value

    def flag(self, key: str, default: Any = REQUIRED) -> bool:
        """True or false."""
        return self._value(key, bool, False, default)

    def strings(self, key: str, default: Any = REQUIRED) -> tuple[str, ...]:
        """A list of strings, none of them twice."""
        values: list[Any] = self._value(key, list, [], default)
        kept = [self._readable(key, value) for value in values if isinstance(value, str)]
        if len(kept) != len(values):
            self.flaw(Flaw.WRONG_TYPE, key, expected="list of str")
        for value in repeated(kept):
            self.flaw(Flaw.DUPLICATE, key, value=value)
        return tuple(kept)

    def kinds(self, key: str, kind: type[Kind]) -> frozenset[Kind]:
        """A list of an enumeration's values."""
        known = {member.value for member in kind}
        values = self.strings(key)
        for value in values:
            if value not in known:
                self.flaw(Flaw.UNKNOWN_VALUE, key, value=value)
        return frozenset(kind(value) for value in values if value in known)

    def text(self, key: str, *, optional: bool = False) -> Text:
        """A text in every language; {} where an optional one is absent."""
        if optional and key not in self.raw:
            self._asked.add(key)
            return {}
        found_before = len(self.problems)
        inner = self.inner(key)
        return {} if len(self.problems) > found_before else inner.languages()

    def languages(self) -> Text:
        """This table itself as a text: one string a language and nothing else."""
        found = {}
        for language in LANGUAGES:
            if language not in self.raw:
                self._asked.add(language)
                self.flaw(Flaw.MISSING_LANGUAGE, language, language=language)
            else:
                found[language] = self.string(language)
        self.finish()
        return found

    def table(self, key: str, raw: object) -> "Table":
        """The table `raw`, which stands at `key` of this one."""
        where = ".".join(part for part in (self.where, key) if part)
        return Table(raw, file=self.file, where=where, problems=self.problems)

    def inner(self, key: str) -> "Table":
        """The table that stands at `key`."""
        raw: dict[str, Any] = self._value(key, dict, {}, REQUIRED)
        return self.table(key, raw)

    def optional(self, key: str) -> "Table | None":
        """The table that stands at `key`, if there is one."""
        self._asked.add(key)
        return self.inner(key) if key in self.raw else None

    def tables(self, key: str, name: str = "", default: Any = REQUIRED) -> Iterator["Table"]:
        """The tables of a list; each is called by its `name` key, or by its position from 1."""
        values: list[Any] = self._value(key, list, [], default)
        for position, raw in enumerate(values, start=1):
            called = raw.get(name) if name and isinstance(raw, dict) else None
            yield self.table(called if isinstance(called, str) else f"{key}[{position}]", raw)

    def finish(self) -> None:
        """Note each key that nobody asked for: most often a misspelling."""
        for key in self.raw:
            if key not in self._asked:
                self.flaw(Flaw.UNKNOWN_KEY, key)


def present(**optional: Any) -> dict[str, Any]:
    """The optional keys of a table as it is written: those that hold something."""
    return {name: value for name, value in optional.items() if value}

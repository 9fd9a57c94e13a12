"""What is shown of an import before anything is done: words, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 300
"""Longer lists are cut, and say how many more there are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the file, or one person: who, and what would happen."""

    who: str
    details: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What would happen to several alike."""

    code: str
    title: str
    entries: Sequence[Entry]

    @property
    def shown(self) -> Sequence[Entry]:
        """Those that are shown one by one."""
        return self.entries[:SHOWN]

    @property
    def said_of_all(self) -> tuple[str, ...]:
        """The details of every entry where they are the same: said once, not at each."""
        details = {entry.details for entry in self.entries}
        return details.pop() if len(self.entries) > 1 and len(details) == 1 else ()

    @property
    def more(self) -> int:
        """How many are not."""
        return max(0, len(self.entries) - SHOWN)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a human can say; one of the options."""

    name: str
    words: str
    options: tuple[tuple[str, str], ...]
    answer: str | None
    """The value of the option that was chosen."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan as a page and a terminal show it. Its fingerprint comes back with the yes."""

    fingerprint: str
    counts: tuple[tuple[str, int], ...]
    """What would be done, in figures."""
    groups: tuple[Group, ...]
    problems: Sequence[str] = ()
    """One sentence each, with its line: with any of them nothing is done."""
    notices: Sequence[str] = ()
    ignored_columns: Sequence[str] = ()
    questions: tuple[Question, ...] = ()
    number_to_type: int | None = None
    nothing_to_do: bool = False

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Those that nobody answered yet."""
        return tuple(question for question in self.questions if question.answer is None)

    @property
    def can_be_confirmed(self) -> bool:
        """Allowed if there is something to do, and no problem or question is left."""
        return not (self.problems or self.open_questions or self.nothing_to_do)

    @property
    def problems_shown(self) -> Sequence[str]:
        """Those that are shown one by one."""
        return self.problems[:SHOWN]

    @property
    def more_problems(self) -> int:
        """How many are not."""
        return max(0, len(self.problems) - SHOWN)

"""A table that two month ends could be subtracted from grows by five people or not at all: pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from squad.reports.rules import LEAST_PEOPLE


class Counted(Protocol):
    """One person's part of a table."""

    @property
    def mentee_id(self) -> int:
        """Of whom it speaks."""

    @property
    def by_id(self) -> int:
        """Who says it."""


T = TypeVar("T", bound=Counted)


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """Whoever came into a table at one month's end, each with what counts of them since."""

    on: date
    new: Sequence[T]


def steps(
    at: Callable[[date], Iterable[T]], ends: Iterable[date], least: int = LEAST_PEOPLE
) -> list[Step[T]]:
    """How a table grows over month ends; `at` gives what each person could add at one of them.

    What is new waits for an end at which it speaks of `least` people and comes from `least`
    people. Each person comes in once, and what they add never changes.
    """
    known: set[int] = set()
    found: list[Step[T]] = []
    for end in ends:
        new = [each for each in at(end) if each.mentee_id not in known]
        if len(new) >= least and len({each.by_id for each in new}) >= least:
            known |= {each.mentee_id for each in new}
            found.append(Step(end, new))
    return found

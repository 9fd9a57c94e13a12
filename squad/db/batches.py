"""Long lists in portions: each database takes only so many values in one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
PORTION = 1000


def batched(items: Sequence[Item], size: int = PORTION) -> Iterator[Sequence[Item]]:
    """The items in order, at most `size` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]

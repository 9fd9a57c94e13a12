"""Which tables of groups may be shown, beside each other and those of earlier months: pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from squad.reports.rules import Group, figures_shown, month_ends_upto, nested, partition_since

Begun = Mapping[tuple[str, date], int]
"""People by their value and the day on which they came in."""
Combined = Mapping[tuple[str, ...], int]
"""People by their values of all tables, in order."""


def tables_shown(
    tables: Sequence[Begun], combined: Combined, on: date
) -> list[tuple[Group, ...] | None]:
    """The groups of each table that may be shown at the month's end `on`; None: withheld.

    A table is withheld where a group of it could be subtracted from one of an earlier table, or
    the other way round, so that fewer than five people are left.
    """
    found: list[tuple[Group, ...] | None] = []
    for index, begun in enumerate(tables):
        groups = partition_since(_over_time(begun, on))
        apart = groups is not None and not any(
            _tell(groups, index, other, at, combined)
            for at, other in enumerate(found)
            if other is not None
        )
        found.append(groups if apart else None)
    return found


def _over_time(begun: Begun, on: date) -> list[Mapping[str, int]]:
    """People by value at each month's end of which figures are shown, up to `on`."""
    if not begun:
        return [{}]
    ends = month_ends_upto(min(day for _, day in begun), on)
    found = []
    for end in [*(day for day in ends if day < on), on]:
        counts: Counter[str] = Counter()
        for (value, day), people in begun.items():
            counts[value] += people if day <= end else 0
        if figures_shown(counts.total()):
            found.append(counts)
    return list(found) or [{}]


def _tell(
    groups: Sequence[Group], index: int, others: Sequence[Group], at: int, combined: Combined
) -> bool:
    """Whether two tables, subtracted, tell of a few people."""
    group_of = {value: group for group in groups for value in group.members}
    other_of = {value: group for group in others for value in group.members}
    both: Counter[tuple[Group, Group]] = Counter()
    for values, people in combined.items():
        both[group_of[values[index]], other_of[values[at]]] += people
    sizes = {group: group.count for group in groups}
    other_sizes = {group: group.count for group in others}
    turned = {(other, group): people for (group, other), people in both.items()}
    return nested(sizes, other_sizes, both) or nested(other_sizes, sizes, turned)

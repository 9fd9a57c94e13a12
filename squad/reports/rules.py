"""Suppression: what a table may show of groups whose people its reader cannot open one by one."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# Fewer people than this are never shown as a group.
LEAST_PEOPLE = 5
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Group:
    """A group that may be shown: its people, and the values that it stands for."""

    value: str
    members: tuple[str, ...]
    count: int

    @property
    def merged(self) -> bool:
        """Whether several values, or a small one, hide behind "other"."""
        return self.members != (self.value,)


def partition(people: Mapping[str, int], least: int = LEAST_PEOPLE) -> tuple[Group, ...] | None:
    """The groups that may be shown of a partition of people by one value, or None: withheld.

    Values with fewer than `least` people merge into "other", and a value that is itself called so
    goes with them; if that stays under `least`, the smallest other group joins it. Fewer than two
    groups left: the partition is withheld. Every table of this partition must use these very
    groups: two different mergers could be subtracted.
    """
    present = {value: count for value, count in people.items() if count > 0}
    small = sorted(value for value, count in present.items() if count < least)
    if small:
        small += [value for value in present if value.casefold() == OTHER and value not in small]
    large = sorted(
        (value for value in present if value not in small), key=lambda v: (present[v], v)
    )
    if small and large and sum(present[value] for value in small) < least:
        small.append(large.pop(0))
    groups = [Group(value, (value,), present[value]) for value in sorted(large)]
    if small:
        groups.append(Group(OTHER, tuple(sorted(small)), sum(present[v] for v in small)))
    return tuple(groups) if len(groups) > 1 else None


def figures_shown(mentees: int, least: int = LEAST_PEOPLE) -> bool:
    """Whether any figure of a programme with so many mentees may be shown, totals by side too."""
    return mentees >= least


def last_month_end(today: date) -> date:
    """The last day of the month before that of `today`: the newest day that groups only shows."""
    return today.replace(day=1) - timedelta(days=1)


def month_ends_upto(first: date, last: date) -> list[date]:
    """The last days of months from that of `first` on, none after `last`."""
    ends: list[date] = []
    day = first
    while (end := day.replace(day=calendar.monthrange(day.year, day.month)[1])) <= last:
        ends.append(end)
        day = end + timedelta(days=1)
    return ends


def month_end_shown(wanted: date, today: date) -> date:
    """The newest month end that is neither after `wanted` nor still to come to its end."""
    _, days = calendar.monthrange(wanted.year, wanted.month)
    own_end = wanted.replace(day=days)
    newest = wanted if wanted == own_end else last_month_end(wanted)
    return min(newest, last_month_end(today))

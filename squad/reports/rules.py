"""Suppression: what a table may show of groups whose people its reader cannot open one by one."""

import calendar
from collections.abc import Collection, Mapping, Sequence
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


def partition(
    people: Mapping[str, int], least: int = LEAST_PEOPLE, together: Collection[str] = ()
) -> tuple[Group, ...] | None:
    """The groups that may be shown of a partition of people by one value, or None: withheld.

    Values with fewer than `least` people merge into "other", and a value that is itself called so
    goes with them; if that stays under `least`, the smallest other group joins it. Fewer than two
    groups left: the partition is withheld. `together`: values that merge whatever their size.
    Every table of this partition must use these very
    groups: two different mergers could be subtracted.
    """
    present = {value: count for value, count in people.items() if count > 0}
    small = sorted(v for v, count in present.items() if count < least or v in together)
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


def partition_since(
    ends: Sequence[Mapping[str, int]], least: int = LEAST_PEOPLE
) -> tuple[Group, ...] | None:
    """The groups that may be shown at the last of some month ends; `ends`: people by value at each.

    What was shown at an earlier one stays readable. Two values that were one group would else be
    told apart by subtracting the one that has become large: where that would single out fewer than
    `least` people, what was put together stays together, else the partition is withheld.
    """
    shown: list[tuple[Mapping[str, int], tuple[Group, ...]]] = []
    groups = None
    for counts in ends:
        groups = partition(counts, least)
        if groups and _splits(shown, counts, groups, least):
            together = {
                v for _, was in shown for group in was if group.merged for v in group.members
            }
            groups = partition(counts, least, together)
            if groups and _splits(shown, counts, groups, least):
                groups = None
        if groups:
            shown.append((counts, groups))
    return groups


def _splits(
    shown: Sequence[tuple[Mapping[str, int], tuple[Group, ...]]],
    counts: Mapping[str, int],
    groups: Sequence[Group],
    least: int,
) -> bool:
    """Whether a group, subtracted from one shown earlier, singles out people of that one."""
    return any(
        singles_out(before, group.members, counts, other.members, least)
        for before, was in shown
        for group in was
        for other in groups
    )


def singles_out(
    before: Mapping[str, int],
    members: Collection[str],
    after: Mapping[str, int],
    others: Collection[str],
    least: int = LEAST_PEOPLE,
) -> bool:
    """Whether the later group, less the earlier one, would tell of a few people of either.

    Of the earlier one's people some are not in the later one: fewer than `least`, and so few have
    come into the later one since that they do not hide them.
    """
    common = [value for value in members if value in others]
    left = sum(before.get(value, 0) for value in members if value not in others)
    come = sum(after.get(v, 0) for v in others) - sum(before.get(v, 0) for v in common)
    return bool(common) and 0 < left < least and come < least


def nested(
    sizes: Mapping[Group, int],
    others: Mapping[Group, int],
    both: Mapping[tuple[Group, Group], int],
    least: int = LEAST_PEOPLE,
) -> bool:
    """Whether a group of one table, less groups of another that lie in it, is of too few people.

    `both`: how many people are in a group of the one table and in one of the other.
    """
    return any(
        0 < size - sum(n for other, n in others.items() if both.get((group, other)) == n) < least
        for group, size in sizes.items()
    )


def figures_shown(mentees: int, least: int = LEAST_PEOPLE) -> bool:
    """Whether any figure of a programme with so many mentees may be shown, totals by side too."""
    return mentees >= least


def sides_shown(people: Sequence[int], least: int = LEAST_PEOPLE) -> list[bool]:
    """For each month, whether it may be told who called sessions off; `people`: at its end.

    The month after one of too few people goes with it: the programme's total, less the months
    that are shown, would else tell of those few.
    """
    enough = [count >= least for count in people]
    before = [True, *enough][:-1]
    return [own and earlier for own, earlier in zip(enough, before, strict=True)]


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

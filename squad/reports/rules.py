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


def tells_of_few(
    both: Mapping[tuple[int, int], int],
    sizes: Sequence[int],
    known: Sequence[int],
    later: Sequence[int],
    least: int = LEAST_PEOPLE,
) -> bool:
    """Whether groups of two tables, subtracted, would tell of fewer than `least` people.

    `both`: how many people of the earlier table are in a group of it and in one of the later;
    `sizes`: of the earlier one's groups; `known`: how many of each later group were there already,
    of `later` people. Two groups that share people tell of those whom only one of them holds, where
    these are fewer than `least` on either side; so does a group, less all groups of the other table
    that lie in it. Whoever has come in since can hide others, and is not told of alone: the
    programme's total tells that too.
    """
    gone: dict[int, int] = {}
    come: dict[int, int] = {}
    for (one, other), people in both.items():
        left, others = sizes[one] - people, known[other] - people
        new = later[other] - known[other]
        if (left or others) and left < least and others + new < least:
            return True
        if not others and new < least:
            gone[one] = gone.get(one, sizes[one]) - people
        if not left and new < least:
            come[other] = come.get(other, known[other]) - people
    return any(0 < rest < least for rest in (*gone.values(), *come.values()))


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

"""The figures of groups, out of how many people are alike in all that they are grouped by: pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from squad.reports.cohort_shapes import GroupFigures, Ladder, Partition
from squad.reports.grouping import tables_shown
from squad.reports.rules import Group


@dataclass(frozen=True, slots=True)
class Alike:
    """How many people are alike in all that they are grouped by, on one rung."""

    values: Mapping[Partition, str]
    begun_in: date
    """The first day of the month in which it became known that both had accepted."""
    rung: int
    people: int
    targets_met: int | None
    """None, like the two below: not counted as of that day."""
    held: int | None
    total: int | None


Cells = dict[Group, list[int]]
"""The people of each group: places in the list of those who are alike."""


def all_groups(alike: Sequence[Alike]) -> tuple[GroupFigures, ...]:
    """Every group of every partition, however small."""
    found: list[GroupFigures] = []
    for by in Partition:
        counts = _counts(alike, by)
        groups = [Group(value, (value,), count) for value, count in sorted(counts.items())]
        found += _figures(by, _cells(groups, alike, by), alike)
    return tuple(found)


def groups_shown(alike: Sequence[Alike]) -> tuple[GroupFigures, ...]:
    """The partitions that may be shown at a month's end, beside all that was shown before.

    A withheld partition is one without a value.
    """
    kinds: Counter[tuple[tuple[str, ...], date]] = Counter()
    for each in alike:
        kinds[tuple(each.values[by] for by in Partition), each.begun_in] += each.people
    tables = tables_shown(kinds) or [None for _ in Partition]
    found: list[GroupFigures] = []
    for by, groups in zip(Partition, tables, strict=True):
        if groups is None:
            found.append(GroupFigures(by, None))
        else:
            found += _figures(by, _cells(groups, alike, by), alike)
    return tuple(found)


def _counts(alike: Iterable[Alike], by: Partition) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for each in alike:
        counts[each.values[by]] += each.people
    return counts


def _cells(groups: Iterable[Group], alike: Sequence[Alike], by: Partition) -> Cells:
    cells: Cells = {group: [] for group in groups}
    group_of = {value: group for group in cells for value in group.members}
    for place, each in enumerate(alike):
        if (group := group_of.get(each.values[by])) is not None:
            cells[group].append(place)
    return cells


def _figures(by: Partition, cells: Cells, alike: Sequence[Alike]) -> list[GroupFigures]:
    return [_group(by, group, [alike[n] for n in places]) for group, places in cells.items()]


def _group(by: Partition, group: Group, people: Sequence[Alike]) -> GroupFigures:
    return GroupFigures(
        by=by,
        value=group.value,
        mentees=sum(each.people for each in people),
        ladder=_ladder(people),
        merged=group.merged,
        targets_met=_sum(each.targets_met for each in people),
        held=_sum(each.held for each in people),
        total=_sum(each.total for each in people),
    )


def _ladder(people: Sequence[Alike]) -> Ladder:
    rungs = [sum(each.people for each in people if each.rung == rung) for rung in range(4)]
    return (rungs[0], rungs[1], rungs[2], rungs[3])


def _sum(counts: Iterable[int | None]) -> int | None:
    """The sum; None where it is not counted."""
    known = list(counts)
    return None if None in known else sum(count for count in known if count is not None)

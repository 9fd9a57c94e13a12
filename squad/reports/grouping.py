"""People in groups: exact for whoever may open each person, else as suppression allows. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from squad.kernel.dates import day_of, end_of_day
from squad.kernel.languages import written_in
from squad.reports.cohort_shapes import GroupFigures, Partition, ladder_of
from squad.reports.rules import Group, figures_shown, month_ends_upto, nested, partition_since
from squad.reports.shapes import Member

VALUES: Mapping[Partition, Callable[[Member], str]] = {
    Partition.FUNCTION: lambda m: m.person.function,
    Partition.SITE: lambda m: m.person.site,
    Partition.LEVEL: lambda m: m.person.level,
    Partition.LANGUAGE: lambda m: written_in(m.person.language),
    Partition.PURPOSE: lambda m: m.purpose,
}
Cells = dict[Group, list[Member]]


def all_groups(members: Sequence[Member]) -> tuple[GroupFigures, ...]:
    """Every group of every partition, however small."""
    found: list[GroupFigures] = []
    for by, value_of in VALUES.items():
        counts = _counts(members, value_of)
        groups = [Group(value, (value,), count) for value, count in sorted(counts.items())]
        found += [_figures(by, *cell) for cell in _cells(groups, members, value_of).items()]
    return tuple(found)


def groups_shown(
    members: Sequence[Member], *, on: date, time_zone: str
) -> tuple[GroupFigures, ...]:
    """The partitions that may be shown at the month's end `on`, beside all that was shown before.

    A partition whose groups could be subtracted from those of an earlier one in the order of
    `Partition`, so that fewer than five people are left, is withheld.
    """
    tables: list[list[set[int]]] = []
    found: list[GroupFigures] = []
    for by, value_of in VALUES.items():
        groups = partition_since(list(_over_time(members, value_of, on, time_zone)))
        cells = _cells(groups or (), members, value_of)
        own = [{member.person.id for member in people} for people in cells.values()]
        if not cells or any(nested(own, table) or nested(table, own) for table in tables):
            found.append(GroupFigures(by, None))
            continue
        tables.append(own)
        found += [_figures(by, *cell) for cell in cells.items()]
    return tuple(found)


def _over_time(
    members: Sequence[Member], value_of: Callable[[Member], str], on: date, time_zone: str
) -> Iterable[Mapping[str, int]]:
    """People by value at each month's end of which figures are shown, up to `on`."""
    known = [member.since for member in members if member.since]
    earlier = month_ends_upto(day_of(min(known), time_zone), on) if known else []
    for end in (day for day in earlier if day < on):
        upto = end_of_day(end, time_zone)
        then = [member for member in members if member.since and member.since < upto]
        if figures_shown(len(then)):
            yield _counts(then, value_of)
    yield _counts(members, value_of)


def _counts(members: Iterable[Member], value_of: Callable[[Member], str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for member in members:
        counts[value_of(member)] = counts.get(value_of(member), 0) + 1
    return counts


def _cells(
    groups: Iterable[Group], members: Sequence[Member], value_of: Callable[[Member], str]
) -> Cells:
    cells: Cells = {group: [] for group in groups}
    group_of = {value: group for group in cells for value in group.members}
    for member in members:
        if (group := group_of.get(value_of(member))) is not None:
            cells[group].append(member)
    return cells


def _figures(by: Partition, group: Group, people: Sequence[Member]) -> GroupFigures:
    counted = [member.counted for member in people]
    return GroupFigures(
        by=by,
        value=group.value,
        mentees=len(people),
        ladder=ladder_of([int(each.headline) for each in counted]),
        merged=group.merged,
        targets_met=sum(each.target_met for each in counted),
        held=sum(each.held for each in counted),
        total=sum(each.total for each in counted),
    )

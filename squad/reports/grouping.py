"""Which tables of groups may be shown, beside each other and those of earlier months: pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations_with_replacement

from squad.reports.rules import LEAST_PEOPLE, Group, figures_shown, partition, tells_of_few

Kinds = Mapping[tuple[tuple[str, ...], date], int]
"""People by their values of all tables, in order, and the first day of the month they came in."""
Pairs = Mapping[tuple[int, int], Counter[tuple[str, str]]]
"""For every two tables, and each with itself: people by their values of both."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table that can be read: which one, its groups, and who was there at its month's end."""

    table: int
    groups: tuple[Group, ...]
    pairs: Pairs


def tables_shown(kinds: Kinds) -> list[tuple[Group, ...] | None]:
    """The groups of each table that may be shown once all these have come in; None: withheld.

    What was shown at an earlier month's end stays readable, so the ends are gone through; but for
    those before which nobody came in, as they show what the one before them does. A table is
    withheld where one of its groups, and one of any table that can be read already, tell of fewer
    than five people when subtracted: whatever that one divides by, at the same end or earlier.
    """
    tables = range(max((len(values) for values, _ in kinds), default=0))
    shown: list[_Shown] = []
    found: list[tuple[Group, ...] | None] = [None for _ in tables]
    for pairs in _month_ends(kinds, tables):
        for table in tables:
            found[table] = groups = _beside(shown, table, pairs)
            if groups:
                shown.append(_Shown(table, groups, pairs))
    return found


def _month_ends(kinds: Kinds, tables: range) -> Iterator[Pairs]:
    """Who had come by the end of each month in which anybody came, where figures are shown."""
    sides = list(combinations_with_replacement(tables, 2))
    pairs = {side: Counter[tuple[str, str]]() for side in sides}
    came: dict[date, dict[tuple[str, ...], int]] = {}
    for (values, month), n in kinds.items():
        came.setdefault(month, {})[values] = n
    people = 0
    for _, new in sorted(came.items()):
        columns = list(zip(*new, strict=True))
        pairs = {side: Counter(counts) for side, counts in pairs.items()}
        for (one, other), counts in pairs.items():
            for own, there, n in zip(columns[one], columns[other], new.values(), strict=True):
                counts[own, there] += n
        people += sum(new.values())
        if figures_shown(people):
            yield pairs


def _beside(shown: Sequence[_Shown], table: int, pairs: Pairs) -> tuple[Group, ...] | None:
    """The groups of a table that may be read beside all that can be read already.

    Where its groups may not, what this table once put together stays together; else it is withheld.
    """
    people = {value: n for (value, _), n in pairs[table, table].items()}
    for together in ((), _put_together(each for each in shown if each.table == table)):
        groups = partition(people, together=together)
        if groups and not any(_tell(each, table, groups) for each in shown):
            return groups
    return None


def _put_together(shown: Iterable[_Shown]) -> Collection[str]:
    return {
        value for each in shown for group in each.groups if group.merged for value in group.members
    }


def _tell(shown: _Shown, table: int, groups: Sequence[Group]) -> bool:
    """Whether a table and one that was shown, subtracted, tell of a few people."""
    then = {value: n for (value, _), n in shown.pairs[table, table].items()}
    known = [sum(then.get(value, 0) for value in group.members) for group in groups]
    # Groups into which enough people have come tell of nobody: they need no look.
    place = {
        value: at
        for at, group in enumerate(groups)
        if group.count - known[at] < LEAST_PEOPLE
        for value in group.members
    }
    if not place:
        return False
    was_in = {value: at for at, group in enumerate(shown.groups) for value in group.members}
    both: Counter[tuple[int, int]] = Counter()
    for (was, now), people in _turned(shown.pairs, shown.table, table):
        if now in place:
            both[was_in[was], place[now]] += people
    sizes = [group.count for group in shown.groups]
    return tells_of_few(both, sizes, known, [group.count for group in groups])


def _turned(pairs: Pairs, one: int, other: int) -> Iterable[tuple[tuple[str, str], int]]:
    """People by their values of two tables, in this order."""
    if one <= other:
        return pairs[one, other].items()
    return (((there, own), people) for (own, there), people in pairs[other, one].items())

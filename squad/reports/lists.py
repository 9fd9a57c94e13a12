"""Lists of people: what narrows them, their order, their pages. Pure."""

from collections.abc import Iterable, Sequence

from squad.kernel.text import fold, search_words
from squad.pairings.rules.states import PairingState
from squad.reports.cohort_shapes import Choices
from squad.reports.shapes import Filters, Member, Sort

LAST_OF_ALL = 1
Key = tuple[str | int, ...]


def choices_of(members: Sequence[Member]) -> Choices:
    """What the list can be narrowed to, in order."""
    states = {m.pairing.state for m in members}
    return Choices(
        functions=tuple(sorted({m.person.function for m in members} - {""}, key=fold)),
        sites=tuple(sorted({m.person.site for m in members} - {""}, key=fold)),
        states=tuple(state for state in PairingState if state in states),
    )


def listed(members: Iterable[Member], filters: Filters, sort: Sort) -> list[Member]:
    """The people who fit, in order."""
    words = search_words(filters.name)
    fitting = [
        m
        for m in members
        if (not filters.function or m.person.function == filters.function)
        and (not filters.site or m.person.site == filters.site)
        and (not filters.state or m.pairing.state.value == filters.state)
        and (not filters.silent or m.silent)
        and (filters.only is None or m.person.id == filters.only)
        and all(word in m.person.sort_key for word in words)
    ]
    return sorted(fitting, key=lambda m: sort_key(m, sort))


def sort_key(member: Member, sort: Sort) -> Key:
    """Where a person stands in a list; no stage and no progress among the keys."""
    person = member.person
    name: Key = (person.sort_key, person.id)
    if sort is Sort.FUNCTION:
        return (int(not person.function), fold(person.function), *name)
    if sort is Sort.SITE:
        return (int(not person.site), fold(person.site), *name)
    if sort is Sort.LAST:
        last = member.sessions.last
        return (-last.toordinal() if last else LAST_OF_ALL, *name)
    if sort is Sort.SILENT:
        days = member.days_silent
        return (-days if days is not None else LAST_OF_ALL, *name)
    return name


def after_cursor(
    members: Sequence[Member], sort: Sort, cursor: Sequence[str | int]
) -> list[Member]:
    """The people after the last one of the page before; a cursor of another list is ignored."""
    if not cursor or cursor[0] != sort.value:
        return list(members)
    last = tuple(cursor[1:])
    try:
        return [m for m in members if sort_key(m, sort) > last]
    except TypeError:
        return list(members)

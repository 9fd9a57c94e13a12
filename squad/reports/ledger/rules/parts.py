"""What people add to a programme's figures beside a course of their own: pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from squad.coaching.rules.brought import BroughtAnswer
from squad.reports.ledger.rules.course import Entries, entries_of
from squad.reports.ledger.rules.measures import Measure, sign


class Part(StrEnum):
    """What of them counts; stored by its value."""

    MENTOR = "mentor"
    """That they are a mentor of somebody."""
    SIGNS = "signs"
    """What they share of what it brought."""


@dataclass(frozen=True, slots=True)
class ToldShare:
    """What stands shared of a sign of success, from a day on."""

    purpose_id: int
    order: tuple[int, int, int]
    """By moment, number and row: of those to one sign the last counts, whenever it was shared."""
    answer: BroughtAnswer
    on: date


def as_mentor(since: date) -> Entries:
    """One mentor more, from the day on which a first pairing of theirs was accepted by both."""
    return {(Measure.MENTORS, since): 1}


def as_sharing(shares: Iterable[ToldShare]) -> Entries:
    """The answers to the signs of one person, from each day on which something was shared."""
    latest: dict[int, ToldShare] = {}
    course = []
    for day, of_day in groupby(sorted(shares, key=lambda each: each.on), lambda each: each.on):
        for each in of_day:
            before = latest.get(each.purpose_id, each)
            latest[each.purpose_id] = max(before, each, key=lambda share: share.order)
        answers = Counter(sign(each.answer) for each in latest.values())
        course.append((day, {Measure.SHARING: 1, **answers}))
    return entries_of(course)

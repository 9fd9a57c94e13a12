"""Kept views: what one may hold, which day it shows, what of it a reader gets. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from squad.kernel.errors import DomainError
from squad.pairings.rules.states import PairingState
from squad.reports.rules import last_month_end
from squad.reports.shapes import Filters, Reader, Sort

LONGEST_NAME = 80
MOST_VIEWS = 50
"""Of one programme: a list of more is searched, not read."""


class ShownDay(StrEnum):
    """The day that a view shows."""

    TODAY = "today"
    """Whenever it is opened."""
    MONTH_END = "month_end"
    """The last one, whenever it is opened."""
    FIXED = "fixed"


class ViewProblem(StrEnum):
    """Why a view cannot be kept."""

    NAMELESS = "view_nameless"
    NAME_TOO_LONG = "view_name_too_long"
    NAME_TAKEN = "view_name_taken"
    TOO_MANY = "view_too_many"


@dataclass(frozen=True, slots=True)
class ViewDraft:
    """A view as somebody asks for it."""

    name: str
    filters: Filters
    sort: Sort
    shown_day: ShownDay
    fixed_on: date | None = None
    """The day of a FIXED one, of no other."""


def check_name(name: str) -> None:
    """Refuse a name that nobody can read, or that fills the page."""
    if not any(sign.isalnum() for sign in name):
        raise DomainError(ViewProblem.NAMELESS, field="view_name")
    if len(name) > LONGEST_NAME:
        raise DomainError(ViewProblem.NAME_TOO_LONG, field="view_name", most=LONGEST_NAME)


def without_people(
    filters: Filters, *, functions: Collection[str], sites: Collection[str]
) -> Filters:
    """What a view may hold: nothing in it can be the name of a person.

    The word searched for is never kept, and a function or a site only if the programme has it.
    """
    return Filters(
        function=filters.function if filters.function in functions else "",
        site=filters.site if filters.site in sites else "",
        state=filters.state if filters.state in {state.value for state in PairingState} else "",
        silent=filters.silent,
    )


def reads_people(reader: Reader, *, named: bool) -> bool:
    """Whether the reader has a list of people that could be narrowed."""
    return named or reader is Reader.COORDINATOR


def shown_to(filters: Filters, reader: Reader, *, named: bool) -> Filters:
    """What of a view's filters this reader gets: by their own rights, whoever kept it."""
    if not reads_people(reader, named=named):
        return Filters()
    return replace(filters, silent=filters.silent and reader is Reader.COORDINATOR)


def day_to_ask(shown_day: ShownDay, fixed_on: date | None, today: date) -> date | None:
    """The day that a view asks for when it is opened `today`; None: the usual one."""
    return {
        ShownDay.TODAY: None,
        ShownDay.MONTH_END: last_month_end(today),
        ShownDay.FIXED: fixed_on,
    }[shown_day]

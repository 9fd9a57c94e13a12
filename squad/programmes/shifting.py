"""The days of a programme's next edition, out of those of the one before: pure."""

from collections.abc import Iterable
from datetime import date
from itertools import count

from squad.programmes.rules import ONE_DAY, Period

FEBRUARY_28 = 28


def years_later(day: date, years: int) -> date:
    """The same day of another year; 29 February is the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=FEBRUARY_28)


def next_dates(starts_on: date, ends_on: date, today: date) -> tuple[date, date]:
    """The same days of the first year in which they lie after the earlier ones, and ahead."""
    latest = max(ends_on + ONE_DAY, today)
    years = next(years for years in count(1) if years_later(starts_on, years) >= latest)
    return years_later(starts_on, years), years_later(ends_on, years)


def closed_anew(closed: Iterable[Period], starts_on: date, ends_on: date) -> tuple[Period, ...]:
    """Closed periods, on the same days of the years in which they touch these dates, in order.

    Of two that would overlap then, the earlier one is kept.
    """
    found = sorted(
        moved
        for period in closed
        for years in range(
            starts_on.year - period.ends_on.year, ends_on.year - period.starts_on.year + 1
        )
        for moved in (_moved(period, years),)
        if moved.starts_on <= ends_on and moved.ends_on >= starts_on
    )
    kept: list[Period] = []
    for period in found:
        if not kept or period.starts_on > kept[-1].ends_on:
            kept.append(period)
    return tuple(kept)


def _moved(period: Period, years: int) -> Period:
    return Period(years_later(period.starts_on, years), years_later(period.ends_on, years))

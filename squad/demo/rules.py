"""The demo's days: counted from the Monday of one week, written "@-133", "@+8"."""

import re
from datetime import date, timedelta
from typing import Any

_IN_TEXT = re.compile(r"@([+-]?\d+)\b")


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def date_text(text: str, monday: date) -> str:
    """`text` with every mark replaced by the day that it means, as 2026-12-01."""
    return _IN_TEXT.sub(lambda found: _day(found[1], monday).isoformat(), text)


def dated(value: Any, monday: date) -> Any:
    """A parsed document in which every text that is a mark alone has become a date."""
    if isinstance(value, dict):
        return {name: dated(each, monday) for name, each in value.items()}
    if isinstance(value, list):
        return [dated(each, monday) for each in value]
    if isinstance(value, str) and (found := _IN_TEXT.fullmatch(value)):
        return _day(found[1], monday)
    return value


def _day(number: str, monday: date) -> date:
    return monday + timedelta(days=int(number))

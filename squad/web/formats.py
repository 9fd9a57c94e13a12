"""Days, times, lengths and counts as each language writes them."""

from datetime import date, datetime, time
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import get_group_symbol
from flask_babel import gettext as _

from squad.kernel.typography import NO_BREAK
from squad.web.languages import language, locale_of


def conventions() -> str:
    """Whose months, weekdays and numbers the reader gets: English is that of the texts."""
    spoken = language()
    return "en_GB" if spoken == "en" else locale_of(spoken)


def format_day(day: date, *, year: bool = True, weekday: bool = False) -> str:
    """« 1er décembre 2026 », "1 December 2026"; with the weekday before it on request.

    No line breaks between the day and its month.
    """
    pattern = ("EEEE " if weekday else "") + f"d{NO_BREAK}MMMM" + (" y" if year else "")
    return _written(day, pattern, conventions())


@lru_cache(maxsize=4096)  # a page of charts writes the same few months hundreds of times
def _written(day: date, pattern: str, locale: str) -> str:
    text = format_date(day, pattern, locale=locale)
    if day.day == 1 and locale.startswith("fr"):
        return text.replace(f"1{NO_BREAK}", f"1er{NO_BREAK}", 1)
    return text


def format_day_short(day: date) -> str:
    """« 1er déc. », "1 Dec"."""
    return _written(day, f"d{NO_BREAK}MMM", conventions())


def format_month(day: date) -> str:
    """« déc. », "Dec"."""
    return _written(day, "MMM", conventions())


def format_month_name(day: date) -> str:
    """« décembre », "December"."""
    return _written(day, "MMMM", conventions())


def format_time(moment: time | datetime) -> str:
    """« 8 h 30 », « 18 h », "8:30"."""
    if conventions().startswith("fr"):
        past = f"{NO_BREAK}{moment.minute:02d}" if moment.minute else ""
        return f"{moment.hour}{NO_BREAK}h{past}"
    return f"{moment.hour}:{moment.minute:02d}"


def format_minutes(minutes: int) -> str:
    """« 3 h 45 », "45 min": a length of time."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return str(_("%(minutes)s min", minutes=rest)).replace(" ", NO_BREAK)
    return f"{hours}{NO_BREAK}h{NO_BREAK}{rest:02d}"


def format_count(number: int) -> str:
    """A whole number with the language's separators."""
    return f"{number:,}".replace(",", _between_thousands(conventions()))


@cache
def _between_thousands(locale: str) -> str:
    return get_group_symbol(locale)


def in_zone(moment: datetime, time_zone: str) -> datetime:
    """`moment` on the clock of `time_zone`."""
    return moment.astimezone(ZoneInfo(time_zone))

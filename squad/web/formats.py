"""Days, times, lengths and counts as each language writes them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.dates import format_skeleton
from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import gettext as _

NO_BREAK = "\u00a0"


def _locale() -> str:
    locale = get_locale()
    return str(locale) if locale else "en"


def format_day(day: date, *, year: bool = True, weekday: bool = False) -> str:
    """« 1er décembre 2026 », "1 December 2026"; with the weekday before it on request.

    No line breaks between the day and its month.
    """
    french = _locale().startswith("fr")
    pattern = ("EEEE " if weekday else "") + f"d{NO_BREAK}MMMM" + (" y" if year else "")
    text = babel_date(day, pattern, locale="fr" if french else "en_GB")
    return _first_of_month(text, day) if french else text


def _first_of_month(text: str, day: date) -> str:
    return text.replace(f"1{NO_BREAK}", f"1er{NO_BREAK}", 1) if day.day == 1 else text


def format_day_short(day: date) -> str:
    """« 1er déc. », "1 Dec"."""
    french = _locale().startswith("fr")
    text = babel_date(day, f"d{NO_BREAK}MMM", locale="fr" if french else "en_GB")
    return _first_of_month(text, day) if french else text


def format_month(day: date) -> str:
    """« déc. », "Dec"."""
    return format_skeleton("MMM", day, locale="fr" if _locale().startswith("fr") else "en_GB")


def format_month_name(day: date) -> str:
    """« décembre », "December"."""
    return babel_date(day, "MMMM", locale="fr" if _locale().startswith("fr") else "en_GB")


def format_time(moment: time | datetime) -> str:
    """« 8 h 30 », « 18 h », "8:30"."""
    if _locale().startswith("fr"):
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
    return format_decimal(number, locale="fr" if _locale().startswith("fr") else "en_GB")


def in_zone(moment: datetime, time_zone: str) -> datetime:
    """`moment` on the clock of `time_zone`."""
    return moment.astimezone(ZoneInfo(time_zone))

"""Cells to values, as people write them in French and in English. A doubt is refused, not guessed.

Each parser takes the text of one cell that is not blank and raises ValueProblem.
"""

import re
import unicodedata
from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from squad.files.problems import ValueCode, ValueProblem
from squad.kernel.languages import read_language
from squad.kernel.text import fold

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
)
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}")
_IN_WORDS = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)? ?([a-z]+)\.? (\d{4})")
_MONTH_IN_FRONT = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?")
_SERIAL_START = date(1899, 12, 30)  # Excel's day 0, with its imaginary 29 February 1900 behind us
_MONTHS = (
    "janvier janv jan january",
    "fevrier fevr fev february feb",
    "mars mar march",
    "avril avr april apr",
    "mai may",
    "juin june jun",
    "juillet juil july jul",
    "aout august aug",
    "septembre sept september sep",
    "octobre oct october",
    "novembre nov november",
    "decembre dec december",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
YES = frozenset(["yes", "y", "oui", "o", "vrai", "true", "1", "x", "✓", "✔", "actif", "active"])
NO = frozenset(["no", "n", "non", "faux", "false", "0", "inactif", "inactive"])
LANGUAGES = {
    "fr": ["fr", "fra", "fre", "francais", "french"],
    "en": ["en", "eng", "anglais", "english"],
}
_LANGUAGE_OF = {name: code for code, names in LANGUAGES.items() for name in names}
_REGION = re.compile(r"([a-z]{2,3})[-_]([a-z0-9_-]{2,12})(?:\.utf-?8)?")
_VARIANT = re.compile(r"([a-z]+) ?\((.{1,40})\)")
_INTEGER = re.compile(r"([+-]?)([0-9]{1,3}(?: [0-9]{3})*|[0-9]{1,9})(?:[.,]0+)?")
_EMAIL = re.compile(
    r"(?=.{3,254}$)(?=[^@]{1,64}@)"
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)


def clean(text: str) -> str:
    """One line of text: composed, without invisible characters, spaces collapsed, NBSP a space."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def parse_date(text: str) -> date:
    """2026-12-01, 01/12/2026, 1.12.2026, « 1er décembre 2026 », 1 Dec 2026, Excel's 46357.

    Day before month; 12/25/2026 is refused, and so is a year of two digits.
    """
    plain = clean(text)
    numbers = _numbers(plain)
    if numbers is None:
        raise ValueProblem(
            ValueCode.DATE_SHORT_YEAR if _SHORT_YEAR.fullmatch(plain) else ValueCode.BAD_DATE,
            plain[:40],
        )
    year, month, day = numbers
    if month > 12 and 1 <= day <= 12 and not _ISO.fullmatch(plain):
        raise ValueProblem(ValueCode.DATE_MONTH_FIRST, plain[:40])
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueProblem(ValueCode.NO_SUCH_DAY, plain[:40]) from None


def _numbers(plain: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(plain):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _DAY_FIRST.fullmatch(plain):
        return int(match[4]), int(match[3]), int(match[1])
    if match := _SERIAL.fullmatch(plain):
        day = _SERIAL_START + timedelta(days=int(match[1]))
        return day.year, day.month, day.day
    words = fold(plain)
    if (match := _IN_WORDS.fullmatch(words)) and match[2] in MONTHS:
        return int(match[3]), MONTHS[match[2]], int(match[1])
    if (match := _MONTH_IN_FRONT.fullmatch(words)) and match[1] in MONTHS:
        return int(match[3]), MONTHS[match[1]], int(match[2])
    return None


def parse_yes_no(text: str) -> bool:
    """Yes, oui, vrai, true, 1, x · no, non, faux, false, 0."""
    word = fold(clean(text))
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueProblem(ValueCode.BAD_YES_NO, clean(text)[:40])


def parse_email(text: str) -> str:
    """An address in lower case, without spaces around or hidden in it; plain syntax only."""
    address = clean(text).casefold().removeprefix("mailto:")
    if not _EMAIL.fullmatch(address):
        raise ValueProblem(ValueCode.BAD_EMAIL, clean(text)[:80])
    return address


def parse_language(text: str) -> str:
    """What a person may read in, from fr, fr_FR, fr-CA, français (Canada), French, anglais …"""
    word, country = fold(clean(text)), ""
    if match := _REGION.fullmatch(word) or _VARIANT.fullmatch(word):
        word, country = match[1], match[2]
    if word not in _LANGUAGE_OF:
        raise ValueProblem(ValueCode.UNKNOWN_LANGUAGE, clean(text)[:40])
    code = _LANGUAGE_OF[word]
    return read_language(f"{code}-{'CA' if country == 'canada' else country}") or code


def parse_time_zone(text: str) -> str:
    """An IANA name, in its own spelling: europe/paris → Europe/Paris."""
    name = _time_zones().get(clean(text).replace(" ", "_").casefold())
    if name is None:
        raise ValueProblem(ValueCode.UNKNOWN_TIME_ZONE, clean(text)[:40])
    return name


@cache
def _time_zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def parse_integer(text: str) -> int:
    """A whole number of at most nine digits: 45, 1 200, 45,0."""
    match = _INTEGER.fullmatch(clean(text))
    if not match:
        raise ValueProblem(ValueCode.BAD_NUMBER, clean(text)[:40])
    return int(match[1] + match[2].replace(" ", ""))

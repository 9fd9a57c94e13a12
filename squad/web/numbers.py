"""Numbers as sentences say them."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_pgettext as _p

from squad.web.formats import format_count

_WORDS: Mapping[int, LazyString] = {
    1: _p("number", "one"),
    2: _p("number", "two"),
    3: _p("number", "three"),
    4: _p("number", "four"),
    5: _p("number", "five"),
    6: _p("number", "six"),
    7: _p("number", "seven"),
    8: _p("number", "eight"),
    9: _p("number", "nine"),
    10: _p("number", "ten"),
}


def in_words(number: int) -> str:
    """A small number as a word, a larger one in figures."""
    return str(_WORDS[number]) if number in _WORDS else format_count(number)

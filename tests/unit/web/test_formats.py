"""Days, times and lengths as each language writes them, and where no line may break."""

from datetime import date, time

import pytest
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import Babel, force_locale

from squad.kernel.text import capital, elides
from squad.web import formats

FIRST, TENTH = date(2026, 12, 1), date(2026, 11, 10)


@pytest.fixture
def in_language():
    app = Flask(__name__)
    Babel(app)

    def said(language, function, *values, **options):
        with app.test_request_context(), force_locale(language):
            return function(*values, **options)

    return said


@pytest.mark.parametrize(
    ("language", "day", "text"),
    [
        ("fr", FIRST, "mardi 1er\u00a0décembre 2026"),
        ("fr", TENTH, "mardi 10\u00a0novembre 2026"),
        ("en", TENTH, "Tuesday 10\u00a0November 2026"),
    ],
)
def test_no_line_breaks_between_a_day_and_its_month(in_language, language, day, text):
    assert in_language(language, formats.format_day, day, weekday=True) == text


def test_the_short_day_holds_together(in_language):
    assert in_language("fr", formats.format_day_short, FIRST) == "1er\u00a0déc."
    assert in_language("en", formats.format_day_short, FIRST) == "1\u00a0Dec"


def test_a_full_hour_says_no_minutes_in_french(in_language):
    assert in_language("fr", formats.format_time, time(18, 0)) == "18\u00a0h"
    assert in_language("fr", formats.format_time, time(8, 30)) == "8\u00a0h\u00a030"
    assert in_language("en", formats.format_time, time(18, 0)) == "18:00"


def test_a_length_holds_together(in_language):
    assert in_language("en", formats.format_minutes, 45) == "45\u00a0min"
    assert in_language("fr", formats.format_minutes, 120) == "2\u00a0h\u00a000"


@pytest.mark.parametrize("language", ["en", "fr", "fr_CA"])
@pytest.mark.parametrize("count", [0, 999, 1000, 1234567])
def test_thousands_are_parted_as_the_language_does(in_language, language, count):
    assert in_language(language, formats.format_count, count) == format_decimal(
        count, locale=language
    )


def test_a_line_begins_with_a_capital():
    assert capital("jeudi 3 décembre, 12 h 15") == "Jeudi 3 décembre, 12 h 15"
    assert capital("élodie") == "Élodie"
    assert capital("") == ""


@pytest.mark.parametrize(
    ("name", "cut"), [("Inès", 1), ("Élodie", 1), ("Hélène", 1), ("Claire", 0)]
)
def test_french_cuts_de_before_a_vowel(name, cut):
    assert elides(name) is bool(cut)

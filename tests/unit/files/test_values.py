"""Values as people write them; a doubt is refused with its own code."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.files.problems import ValueCode, ValueProblem
from squad.files.values import (
    clean,
    parse_date,
    parse_email,
    parse_integer,
    parse_language,
    parse_time_zone,
    parse_yes_no,
)

DAY = date(2026, 12, 1)


def code_of(parse, text):
    with pytest.raises(ValueProblem) as caught:
        parse(text)
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01", "2026-12-1", "2026/12/01", "2026-12-01T00:00:00", "2026-12-01 09:30",
        "01/12/2026", "1/12/2026", "01.12.2026", "01-12-2026", " 01/12/2026\u00a0",
        "01/12/2026 09:30", "1 décembre 2026", "1er décembre 2026", "1ER DÉCEMBRE 2026",
        "1\u00a0déc. 2026", "1 December 2026", "1st December 2026", "1 Dec 2026",
        "December 1, 2026", "Dec. 1st, 2026", "46357", "46357.5", "46357,25",
    ],
)  # fmt: skip
def test_dates(text):
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12/25/2026", ValueCode.DATE_MONTH_FIRST),
        ("12-31-2026", ValueCode.DATE_MONTH_FIRST),
        ("2026-25-12", ValueCode.NO_SUCH_DAY),
        ("31/02/2026", ValueCode.NO_SUCH_DAY),
        ("0/12/2026", ValueCode.NO_SUCH_DAY),
        ("29 février 2027", ValueCode.NO_SUCH_DAY),
        ("01/12/26", ValueCode.DATE_SHORT_YEAR),
        ("1.12.26", ValueCode.DATE_SHORT_YEAR),
        ("tomorrow", ValueCode.BAD_DATE),
        ("01/12-2026", ValueCode.BAD_DATE),
        ("12", ValueCode.BAD_DATE),
        ("99999", ValueCode.BAD_DATE),
        ("1 brumaire 2026", ValueCode.BAD_DATE),
        ("٠١/١٢/٢٠٢٦x", ValueCode.BAD_DATE),
    ],
)
def test_dates_refused(text, code):
    assert code_of(parse_date, text) == code


@given(st.dates(date(1960, 1, 1), date(2100, 12, 31)))
def test_every_day_in_every_form(day):
    forms = [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%B} {day.year}",
        str((day - date(1899, 12, 30)).days),
    ]
    assert {parse_date(form) for form in forms} == {day}


@pytest.mark.parametrize("text", ["yes", "Oui", "VRAI", "true", "1", "x", "X ", "o", "\u00a0oui"])
def test_yes(text):
    assert parse_yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "Non", "FAUX", "false", "0", "n"])
def test_no(text):
    assert parse_yes_no(text) is False


@pytest.mark.parametrize("text", ["maybe", "2", "", "ouinon"])
def test_neither_yes_nor_no(text):
    assert code_of(parse_yes_no, text) == ValueCode.BAD_YES_NO


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Helene.Roy@Example.COM ", "helene.roy@example.com"),
        ("h@x.fr\u00a0", "h@x.fr"),
        ("\ufeffh@x.fr\u200b", "h@x.fr"),
        ("o'neil+squad@mail.x-y.co.uk", "o'neil+squad@mail.x-y.co.uk"),
        ("mailto:h@x.fr", "h@x.fr"),
    ],
)
def test_emails(text, address):
    assert parse_email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "h", "h@", "@x.fr", "h@x", "h@@x.fr", "h x@x.fr", "h@x..fr", ".h@x.fr", "h.@x.fr",
        "h..r@x.fr", "hélène@x.fr", "h@-x.fr", "h@x.fr, i@x.fr", "H <h@x.fr>", "h@x.1",
        "h" * 65 + "@x.fr", "h@" + "x" * 64 + ".fr", "h@x.fr\nBcc: i@x.fr",
        "h@" + "x." * 130 + "fr",
    ],
)  # fmt: skip
def test_emails_refused(text):
    assert code_of(parse_email, text) == ValueCode.BAD_EMAIL


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "fr"), ("FR", "fr"), ("fr-FR", "fr"), ("fr-CA", "fr-CA"), ("fr_CA.UTF-8", "fr-CA"),
        ("fr-BE", "fr"), ("Français (Canada)", "fr-CA"), ("en-CA", "en"),
        ("français", "fr"), ("Francais", "fr"), ("French", "fr"), ("French (Canada)", "fr-CA"),
        ("Français (France)", "fr"), ("en", "en"), ("en-GB", "en"), ("anglais", "en"),
        ("English", "en"), ("ENG", "en"),
    ],
)  # fmt: skip
def test_languages(text, code):
    assert parse_language(text) == code


@pytest.mark.parametrize("text", ["de", "de-CH", "", "frisian", "fr-", "français!"])
def test_languages_refused(text):
    assert code_of(parse_language, text) == ValueCode.UNKNOWN_LANGUAGE


def test_time_zones():
    assert parse_time_zone("Europe/Paris") == "Europe/Paris"
    assert parse_time_zone(" america/new york ") == "America/New_York"
    assert code_of(parse_time_zone, "Paris") == ValueCode.UNKNOWN_TIME_ZONE
    assert code_of(parse_time_zone, "../../etc/passwd") == ValueCode.UNKNOWN_TIME_ZONE


@pytest.mark.parametrize(
    ("text", "number"),
    [("45", 45), ("-3", -3), ("1 200", 1200), ("1\u202f200", 1200), ("45.0", 45), ("45,00", 45)],
)
def test_integers(text, number):
    assert parse_integer(text) == number


@pytest.mark.parametrize("text", ["", "4,5", "1 20", "x", "1e3", "1234567890", "٤٥", "4 5"])
def test_integers_refused(text):
    assert code_of(parse_integer, text) == ValueCode.BAD_NUMBER


@given(
    st.text(),
    st.sampled_from(
        [parse_date, parse_email, parse_integer, parse_language, parse_time_zone, parse_yes_no]
    ),
)
def test_no_text_breaks_a_parser(text, parse):
    with contextlib.suppress(ValueProblem):
        assert parse(text) is not None


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


def test_cleaning():
    assert clean("  He\u0301le\u0300ne\u00a0\u202f Roy\u200b\n") == "Hélène Roy"

"""Codes to close a session with, and the notice of one that is called off."""

from datetime import UTC, date, datetime, timedelta

import pytest

from squad.coaching.rules.closing import CODE_LIFETIME, CodeState, code_state, plain_code
from squad.coaching.rules.log import Notice
from squad.coaching.rules.planned import notice_of

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("418207", "418207"),
        ("418 207", "418207"),
        ("418\u00a0207", "418207"),
        ("418-207", "418207"),
        ("041820", "041820"),
        ("41820", None),
        ("4182077", None),
        ("41820a", None),
        ("٤١٨٢٠٧", None),
        ("", None),
    ],
)
def test_six_digits_however_they_are_spaced(typed, code):
    assert plain_code(typed) == code


def test_code_works_once_for_ten_minutes():
    expires_at = NOW + CODE_LIFETIME
    just_before = expires_at - timedelta(microseconds=1)
    assert code_state(expires_at=expires_at, used_at=None, now=just_before) is CodeState.LIVE
    assert code_state(expires_at=expires_at, used_at=None, now=expires_at) is CodeState.EXPIRED
    assert code_state(expires_at=expires_at, used_at=NOW, now=NOW) is CodeState.USED
    assert code_state(expires_at=expires_at, used_at=NOW, now=expires_at) is CodeState.USED


@pytest.mark.parametrize(
    ("today", "notice"),
    [
        (date(2026, 12, 1), Notice.TWO_DAYS_OR_MORE),
        (date(2026, 12, 13), Notice.TWO_DAYS_OR_MORE),
        (date(2026, 12, 14), Notice.DAY_BEFORE),
        (date(2026, 12, 15), Notice.SAME_DAY),
        (date(2026, 12, 16), Notice.NONE),
    ],
)
def test_notice_is_counted_in_days(today, notice):
    assert notice_of(date(2026, 12, 15), today) is notice

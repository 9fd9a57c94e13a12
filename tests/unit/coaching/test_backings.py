"""What may back a statement, until when, and who may take it away."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules.backings import (
    MOST_BYTES_OF_A_PAIRING,
    MOST_OF_A_STATEMENT,
    PART_BYTES,
    BackingDraft,
    BackingProblem,
    check_addition,
    check_backing,
    may_remove,
    part_sizes,
)
from squad.files.media import KeptFile, MediaKind
from squad.kernel.errors import DomainError
from squad.programmes.rules import Period

MONDAY = date(2026, 11, 2)
LINK = BackingDraft(link="https://example.org/a")
FILE = BackingDraft(file=KeptFile(MediaKind.PNG, b"1234"))


def problem(check, *args, **values):
    try:
        check(*args, **values)
    except DomainError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org/", "javascript:alert(1)", "https://", "https:///x", "ftp://a.example/",
        "https://a b.example/", "https://a.example/\u202egnp", "//a.example/",
        "https://a.example/" + "x" * 2000, "data:text/html,x", "https://[1",
    ],
)  # fmt: skip
def test_a_link_is_a_secure_web_address(link):
    draft = BackingDraft(link=link)
    assert problem(check_backing, draft, standing=0, bytes_of_pairing=0) == BackingProblem.LINK_FORM


def test_there_is_a_most_for_a_statement_and_for_a_pairing():
    both = BackingDraft(link=LINK.link, file=FILE.file)
    least = MOST_OF_A_STATEMENT - 1
    assert problem(check_backing, LINK, standing=least, bytes_of_pairing=0) is None
    assert problem(check_backing, both, standing=least, bytes_of_pairing=0) == (
        BackingProblem.TOO_MANY
    )
    full = MOST_BYTES_OF_A_PAIRING - 4
    assert problem(check_backing, FILE, standing=0, bytes_of_pairing=full) is None
    assert problem(check_backing, LINK, standing=0, bytes_of_pairing=full + 4) is None
    assert problem(check_backing, FILE, standing=0, bytes_of_pairing=full + 1) == (
        BackingProblem.PAIRING_FULL
    )


def adding(days, **changed):
    values = {"mine": True, "standing": True, "awaits": False, "stated_on": MONDAY}
    values |= {"today": MONDAY + timedelta(days=days), **changed}
    return problem(check_addition, **values)


def test_it_can_be_backed_for_seven_days_or_while_it_awaits_an_answer():
    assert adding(7) is None
    assert adding(8) == BackingProblem.TOO_LATE
    assert adding(80, awaits=True) is None
    assert adding(9, stopped=[Period(MONDAY, MONDAY + timedelta(days=3))]) is None


def test_only_its_author_and_only_while_it_stands():
    assert adding(0, mine=False, awaits=True) == BackingProblem.NOT_YOURS
    assert adding(0, standing=False, awaits=True) == BackingProblem.NOT_STANDING


def test_who_added_it_and_whom_it_is_about_may_remove_it():
    assert may_remove(person_id=1, by_id=1, mentee_id=2)
    assert may_remove(person_id=2, by_id=1, mentee_id=2)
    assert not may_remove(person_id=1, by_id=2, mentee_id=2)
    assert not may_remove(person_id=3, by_id=None, mentee_id=2)


@given(st.integers(1, 50 * PART_BYTES))
def test_the_parts_make_the_whole(size):
    parts = part_sizes(size)
    assert sum(parts) == size
    assert all(0 < part <= PART_BYTES for part in parts)
    assert all(part == PART_BYTES for part in parts[:-1])

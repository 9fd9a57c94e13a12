"""How often second looks agree with the pairs: what a programme may know of it, on every day."""

from datetime import timedelta

import pytest

from squad.coaching.models import SecondLook, SecondLookAnswer
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.programmes.rules import ReadingMode
from squad.reports.contract import cohort_json
from squad.reports.queries.cohort import Ask, load_cohort
from squad.reports.queries.programmes import find_by_code
from squad.reports.shapes import Reader
from tests.factories.reports import noon

DAY = timedelta(days=1)
CODE = "purpose-1a"
NONE_YET = "Fewer than ten looks so far, or of fewer than 5 people: no rate is shown."


def pairings_of(make, programme, today, people):
    """Pairs that have held the milestone for fifty days."""
    made = []
    for number in range(people):
        pairing = make.pairing(
            programme, mentee=make.person(f"Mentee Number{number}"), since=today - 90 * DAY
        )
        make.said(pairing, CODE, on=today - 51 * DAY, confirmed_on=today - 50 * DAY)
        made.append(pairing)
    return made


def look(pairing, asked, *said, code=CODE):
    """A look with its versions, each (day, verdict)."""
    with unit_of_work():
        offer = SecondLook(
            pairing_id=pairing.id, milestone_code=code, asked_id=asked.id,
            happened_on=said[0][0], known_at=noon(said[0][0]), purposes="", state="answered",
        )  # fmt: skip
        session.add(offer)
        session.flush()
        for number, (day, verdict) in enumerate(said, start=1):
            session.add(
                SecondLookAnswer(
                    second_look_id=offer.id, number=number, verdict=verdict, words="",
                    happened_on=day, known_at=noon(day),
                )
            )  # fmt: skip


def rate(as_of=None):
    ask = Ask(as_of=as_of, size=None)
    cohort = load_cohort(find_by_code("spring"), Reader.COORDINATOR, ask)
    return cohort_json(cohort)["second_looks"]


@pytest.fixture
def programme(make, today):
    return make.programme("spring", starts_on=today - 100 * DAY)


@pytest.fixture
def pairs(make, programme, today):
    return pairings_of(make, programme, today, 6)


@pytest.fixture
def ten(make, pairs, today):
    """Ten looks of five people, the last of them twenty days ago; two differ."""
    for number in range(10):
        verdict = "together" if number in {3, 7} else "alone"
        look(pairs[number % 5], make.person(), (today - (29 - number) * DAY, verdict))


def test_a_rate_is_known_once_its_tenth_look_can_no_longer_be_corrected(ten, today):
    assert rate() == {"looks": 10, "agreed": 8}
    assert rate(today - 12 * DAY) == {"looks": 10, "agreed": 8}
    assert rate(today - 13 * DAY) is None, "on that day it can still be corrected"


def test_what_moves_it_is_five_more_of_five_people(ten, pairs, make, today):
    for pairing in (*pairs[:4], pairs[0]):
        look(pairing, make.person(), (today - 10 * DAY, "not_seen"))
        assert rate() == {"looks": 10, "agreed": 8}
    look(pairs[5], make.person(), (today - 9 * DAY, "could_not"))
    assert rate() == {"looks": 10, "agreed": 8}
    look(pairs[5], make.person(), (today - 9 * DAY, "not_seen"))
    assert rate() == {"looks": 16, "agreed": 8}
    assert rate(today - 2 * DAY) == {"looks": 10, "agreed": 8}


def test_the_newest_version_counts_from_the_moment_of_the_first(pairs, make, today):
    for number in range(9):
        look(pairs[number % 5], make.person(), (today - 30 * DAY, "alone"))
    look(pairs[4], make.person(), (today - 20 * DAY, "alone"), (today - 14 * DAY, "not_seen"))
    assert rate() == {"looks": 10, "agreed": 9}
    assert rate(today - 12 * DAY) == {"looks": 10, "agreed": 9}
    assert rate(today - 13 * DAY) is None


def test_it_compares_with_what_was_held_when_it_was_said(pairs, make, today):
    before = today - 60 * DAY
    for number in range(5):
        look(pairs[number], make.person(), (before, "alone"))
    for number in range(5):
        look(pairs[number], make.person(), (before, "not_seen"))
    assert rate() == {"looks": 10, "agreed": 5}


def test_ten_looks_of_four_people_are_too_few(pairs, make, today):
    for number in range(12):
        look(pairs[number % 4], make.person(), (today - 30 * DAY, "alone"))
    assert rate() is None


def test_looks_of_another_programme_are_not_in_it(ten, make, today):
    other = pairings_of(make, make.programme("autumn"), today, 5)
    for pairing in other:
        look(pairing, make.person(), (today - 20 * DAY, "alone"))
    assert rate() == {"looks": 10, "agreed": 8}


def test_in_groups_only_it_is_of_the_last_month_end(programme, pairs, make, today):
    with unit_of_work():
        session.add(programme)
        programme.reading_mode = ReadingMode.GROUPS_ONLY
    last = today.replace(day=1) - DAY
    for number in range(10):
        look(pairs[number % 5], make.person(), (last - 7 * DAY, "alone"))
    ask = Ask(size=None)
    assert load_cohort(find_by_code("spring"), Reader.HR, ask).second_looks is None
    for number in range(10):
        look(pairs[number % 5], make.person(), (last - 8 * DAY, "alone"))
    shown = load_cohort(find_by_code("spring"), Reader.HR, ask).second_looks
    assert (shown.looks, shown.agreed) == (10, 10)


def test_both_readers_read_the_same_and_nothing_else_of_it(
    ten, programme, make, visitor_of, statements
):
    for person in (make.coordinator(programme), make.hr_viewer(programme)):
        visitor = visitor_of(person)
        with statements() as sent:
            page = visitor.get("reports.show_cohort")
        assert len(sent) <= 23, "\n".join(sent)
        assert "10 looks, agreed with the pair in 8." in page.text
        assert "%" not in page.text.partition("A second pair of eyes")[2]


def test_below_it_the_page_says_so(pairs, programme, make, visitor_of):
    page = visitor_of(make.hr_viewer(programme)).get("reports.show_cohort")
    assert NONE_YET in page.text
    assert rate() is None

"""Home of who looks after a programme: who needs them today and why; whether it works."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.pairings.models import Pairing
from squad.slices import sweep

TUESDAY = datetime(2026, 12, 1, 7, 20, tzinfo=UTC)
TODAY = TUESDAY.date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def programme(make):
    return make.programme(starts_on=TODAY - 90 * DAY, planned_sessions=2)


@pytest.fixture
def home_of(make, programme, visitor_of):
    def opened(role="coordinator"):
        return visitor_of(getattr(make, role)(programme)).get("home.show_home")

    return opened


def reviewed(make, programme, **values):
    pairing = make.pairing(programme, since=TODAY - 60 * DAY)
    make.coaching_session(pairing, on=TODAY - 50 * DAY)
    make.coaching_session(pairing, on=TODAY - 40 * DAY, **values)
    return pairing


def test_a_pair_that_held_all_its_sessions_is_asked_for_its_review_alone(make, programme, home_of):
    pairing = reviewed(make, programme)
    page = home_of()
    assert page.h1 == "One pair needs you today."
    assert "Closing reviews" in page.text
    assert "Two sessions are held, as planned; the review comes next." in page.text
    assert page.links()["Complete the pairing Claire Dumas"] == f"/pairings/{pairing.id}/complete"
    assert "Silent pairings" not in page.text


def test_a_pair_that_plans_another_session_is_asked_for_nothing(make, programme, home_of):
    reviewed(make, programme, next_at=TUESDAY + 3 * DAY)
    page = home_of()
    assert page.h1.endswith("people cannot sign in yet.")
    assert "Closing reviews" not in page.text


def test_a_silence_says_whether_it_is_long(make, programme, home_of):
    for name, days in (("Claire Dumas", 30), ("Denis Faucher", 60)):
        pairing = make.pairing(programme, mentee=make.person(name), since=TODAY - 70 * DAY)
        make.coaching_session(pairing, on=TODAY - days * DAY)
    text = home_of().text
    rest = "and none planned soon."
    assert f"Denis Faucher, with Inès Garnier 60 days No session since 2 October, {rest} L" in text
    assert f"Claire Dumas, with Inès Garnier 30 days No session since 1 November, {rest} W" in text
    assert text.index("Denis Faucher, with") < text.index("Claire Dumas, with")


def test_a_proposal_that_nobody_can_accept_any_more_is_proposed_again(
    make, programme, home_of, now
):
    """Also once the sweep has closed it, which that first page brings along."""
    lapsed = make.pairing(programme, state="proposed")
    now.shift(9 * DAY)
    for state in ("proposed", "expired"):
        assert session.get(Pairing, lapsed.id).state == state
        page = home_of()
        assert "Was open until 8 December." in page.text
        again = page.links()["Propose again, or somebody else Claire Dumas"]
        assert again.startswith("/pairings/new")
        with unit_of_work():
            sweep()
    make.pairing(programme, mentee=make.mentee_of(lapsed), state="proposed")
    assert "Was open until" not in home_of().text


def test_a_proposal_with_days_left_is_for_the_two_to_answer(make, programme, home_of):
    pairing = make.pairing(programme, state="proposed")
    make.account(make.mentor_of(pairing))
    make.account(make.mentee_of(pairing))
    page = home_of()
    assert page.h1 == "One proposal is being read; nobody needs you today."


def test_a_no_is_told_until_somebody_else_is_proposed(make, programme, visitor_of):
    pairing = make.pairing(programme, state="declined", ended_on=TODAY)
    visitor = visitor_of(make.coordinator(programme))
    page = visitor.get("home.show_home")
    assert page.h1 == "One pair needs you today."
    assert "Closed by a no. Propose somebody else" in page.text
    make.pairing(programme, mentee=make.person("Ann Abel"), state="proposed")
    text = visitor.get("home.show_home").text
    assert text.index("Closed by a no.") < text.index("for Ann Abel")
    make.pairing(programme, mentee=make.mentee_of(pairing), state="proposed")
    assert "Closed by a no." not in visitor.get("home.show_home").text


def test_who_cannot_sign_in_is_one_step_away(make, programme, home_of):
    make.pairing(programme)
    page = home_of()
    assert page.links()["Claire Dumas"].startswith("/people/")


@pytest.mark.parametrize("count", [1, 12])
def test_a_coordinators_home_costs_the_same_with_many_pairs(
    make, programme, visitor_of, statements, count
):
    person = make.coordinator(programme)
    for number in range(count):
        for state in ("active", "proposed", "accepted"):
            make.pairing(programme, mentee=make.person(f"Ann {state} {number}"), state=state)
    visitor = visitor_of(person)
    with statements() as sent:
        page = visitor.get("home.show_home")
    assert len(sent) == 12, "\n".join(sent)
    assert page.h1 == f"{'Two' if count == 1 else '24'} pairs need you today."
    assert page.text.count("Write to the two") == min(2 * count, 8) + min(count, 8)
    assert ("All 24" in page.links()) is (count == 12)
    assert ("All 12" in page.links()) is (count == 12)


def test_hr_reads_a_sentence_three_figures_and_goes_to_the_report(make, programme, home_of):
    over = make.person("Odile Petit")
    make.pairing(programme, mentee=over, state="completed", ended_on=TODAY)
    make.pairing(programme)
    page = home_of("hr_viewer")
    assert page.h1 == "2 people are at the start of the ladder."
    assert "Pairing under way 1 2 people have been paired so far." in page.text
    assert "Target met 0 of 2" in page.text
    assert "Odile" not in page.text


def test_hr_reads_no_figure_of_too_few_people(make, visitor_of):
    programme = make.programme(reading_mode="groups_only")
    make.pairing(programme)
    page = visitor_of(make.hr_viewer(programme)).get("home.show_home")
    assert page.h1 == "Too few people for figures about a group."
    assert "Pairings under way" not in page.text
    assert "As of 30 November 2026" in page.text
    assert page.links()["Open the report"] == f"/reports?programme={programme.code}"


def test_hr_of_a_programme_without_pairs_reads_that(home_of):
    page = home_of("hr_viewer")
    assert page.h1 == "Nobody has accepted a pairing yet."
    assert "Target met" not in page.text


def test_whoever_coordinates_one_and_reads_another_finds_both(make, programme, visitor_of):
    person, other = make.coordinator(programme), make.programme()
    make.role(person, other, "hr_viewer")
    make.pairing(other)
    page = visitor_of(person).get("home.show_home")
    assert page.h1 == "Everything is ready to begin."
    assert "1 person is at the start of the ladder." in page.text
    labels = list(page.links())
    assert len(labels) == len(set(labels))


def test_beneath_ones_own_pairs_a_programme_is_told_in_short(make, programme, visitor_of):
    person = make.coordinator(programme)
    for number in range(5):
        make.pairing(programme, person, make.person(f"Ann Abel{number}"), since=TODAY - 70 * DAY)
    page = visitor_of(person).get("home.show_home")
    assert page.h1 == "Ann, no date yet."
    assert "Five pairs need you today." in page.text
    assert page.text.count("Write to the two") == 3
    assert "All 5" in page.links()
    assert page.links()["Log the session"].startswith("/sessions/new")

"""My people, my mentor, the programme's pairings: what they hold and what they cost."""

from datetime import timedelta

import pytest

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.people.models import Person


def warm(visitor):
    """The first page of a sign-in notes when it was last seen; the later ones do not."""
    visitor.get("pairings.list_pairings")


@pytest.mark.parametrize("number", [5, 200])
def test_a_mentors_pairings_cost_the_same_for_few_and_for_many(
    make, visitor_of, statements, number
):
    programme, ines = make.programme(), make.person("Inès Garnier")
    many(make, programme, ines, number)
    visitor = visitor_of(ines)
    warm(visitor)
    with statements() as sent:
        page = visitor.get("pairings.list_pairings")
    assert len(sent) <= 6, "\n".join(sent)
    assert "Mentee 000" in page.text


@pytest.mark.parametrize("number", [5, 200])
def test_a_coordinators_list_costs_the_same_for_few_and_for_many(
    make, visitor_of, statements, number
):
    programme = make.programme()
    many(make, programme, make.person("Inès Garnier"), number)
    visitor = visitor_of(make.coordinator(programme))
    warm(visitor)
    with statements() as sent:
        visitor.get("pairings.list_pairings")
    assert len(sent) <= 6, "\n".join(sent)


def many(make, programme, mentor, number):
    """Pairings added in one go: two hundred commits would take a while."""
    from squad.pairings.models import Pairing, PairingSummary

    def row(n):
        name = f"Mentee {n:03}"
        return Person(
            name=name, list_name=name, sort_key=name.lower(), email=f"m{n}@example.org",
            language="en", function="Sales", level="", site="", time_zone="Europe/Paris",
            created_at=programme.created_at,
        )  # fmt: skip

    with unit_of_work():
        people = [row(n) for n in range(number)]
        session.add_all(people)
        session.flush()
        pairings = [
            Pairing(
                programme_id=programme.id,
                mentor_id=mentor.id,
                mentee_id=p.id,
                state="active",
            )
            for p in people
        ]
        session.add_all(pairings)
        session.flush()
        session.add_all([PairingSummary(pairing_id=p.id) for p in pairings])


def test_pages_follow_each_other_without_loss(make, visitor_of):
    programme, ines = make.programme(), make.person("Inès Garnier")
    many(make, programme, ines, 120)
    for person in (ines, make.coordinator(programme)):
        visitor = visitor_of(person)
        page, seen = visitor.get("pairings.list_pairings"), []
        while page is not None:
            links = page.links()
            seen += [text.split()[1] for text in links if text.startswith("Mentee ")]
            after = next((links[text] for text in links if text.startswith("Next")), None)
            page = visitor.get_path(after) if after else None
        assert seen == [f"{n:03}" for n in range(120)]


def test_a_broken_cursor_begins_at_the_start(make, visitor_of):
    pairing = make.pairing()
    visitor = visitor_of(make.mentor_of(pairing))
    for cursor in ("x", "WzEsMl0=", "WyJhIiwgMSwgMl0="):
        assert "Claire Dumas" in visitor.get("pairings.list_pairings", own=cursor).text


def test_names_are_found_without_accents_and_states_narrow(make, visitor_of):
    programme = make.programme()
    make.pairing(programme, make.person("Inès Garnier"), make.person("Hélène Roy"))
    make.pairing(programme, mentee=make.person("Ole Berg"), state="ended")
    visitor = visitor_of(make.coordinator(programme))
    assert "Ole Berg" not in visitor.get("pairings.list_pairings").text
    assert "Ole Berg" in visitor.get("pairings.list_pairings", state="all").text
    assert "Ole Berg" in visitor.get("pairings.list_pairings", state="ended").text
    for words in ("helene", "ROY hel", "ines"):
        assert "Hélène Roy" in visitor.get("pairings.list_pairings", q=words).text
    none = visitor.get("pairings.list_pairings", q="100%_")
    assert "No pairing like this." in none.text


def test_a_programme_is_listed_to_its_own_coordinator_only(make, visitor_of):
    pairing = make.pairing()
    other = make.coordinator(make.programme())
    page = visitor_of(other).get("pairings.list_pairings", programme=pairing.programme_id)
    assert "Claire Dumas" not in page.text
    for person in (make.administrator(), make.person()):
        page = visitor_of(person).get("pairings.list_pairings", programme=pairing.programme_id)
        assert "Claire Dumas" not in page.text
        assert "No pairing yet" in page.text


def test_mentor_and_mentee_read_each_others_names(make, visitor_of):
    pairing = make.pairing()
    assert "Claire Dumas" in visitor_of(make.mentor_of(pairing)).get("pairings.list_pairings").text
    assert "Inès Garnier" in visitor_of(make.mentee_of(pairing)).get("pairings.list_pairings").text


@pytest.mark.parametrize("state", ["declined", "expired", "withdrawn"])
def test_who_coordinates_reads_of_their_own_proposal_only_that_it_is_closed(
    make, visitor_of, state
):
    programme = make.programme()
    samira = make.coordinator(programme)
    closed = {"state": state, "expires_on": clock.today(programme.time_zone) - timedelta(days=1)}
    make.pairing(programme, samira, make.person("Claire Dumas"), **closed)
    make.pairing(programme, mentee=make.person("Ole Berg"), **closed)
    visitor = visitor_of(samira)
    seen = set()
    for asked in ("declined", "expired", "withdrawn", "all"):
        table = visitor.get("pairings.list_pairings", state=asked).tree.find(".//table")
        rows = ["".join(row.itertext()) for row in table.iter("tr")] if table is not None else []
        (own,) = (row for row in rows if "Claire" in row)
        assert [asked in {state, "all"}] == [any("Ole Berg" in row for row in rows)]
        seen.add(" ".join(own.split()))
    assert len(seen) == 1
    assert "Closed" in seen.pop()
    home = visitor.get("home.show_home").text
    assert "Claire Dumas" not in home
    assert ("Ole Berg" in home) is (state in {"expired", "declined"})

"""Ratings in groups: only where it was said before anyone accepted, and from five people on."""

from datetime import timedelta

import pytest

from squad.coaching.models import Rating
from squad.coaching.rules.ratings import Moment
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.reports.rules import last_month_end
from tests.factories.reports import noon

DAY = timedelta(days=1)


def rated(pairing, moment, side, on, levels, number=1):
    """What one of the two said of a moment, by area."""
    with unit_of_work():
        session.add_all(
            Rating(
                pairing_id=pairing.id, moment=Moment(moment), side=Side(side), number=number,
                area=area, level=str(level), words="", happened_on=on, known_at=noon(on),
            )
            for area, level in levels.items()
        )  # fmt: skip


def whole(pairing, on, *, start=0, then=0, end=2, mentor=1, area=Area.PURPOSE):
    """All of a pairing that came to its end on a day."""
    for moment, side, level in (
        ("start", "mentee", start), ("then", "mentee", then), ("end", "mentee", end),
        ("end", "mentor", mentor),
    ):  # fmt: skip
        rated(pairing, moment, side, on, {area: level})


@pytest.fixture
def counted(make, today):
    """A programme that said so: one pairing goes on, five are completed."""
    programme = make.programme("spring", ratings_in_groups=True)
    since = last_month_end(today) - 80 * DAY
    return programme, [
        make.pairing(
            programme, make.person(), make.person(f"Mentee {n}"), since=since,
            **({"state": "completed", "ended_on": last_month_end(today)} if n else {}),
        )
        for n in range(6)
    ]  # fmt: skip


@pytest.fixture
def hr(counted, make, visitor_of):
    return visitor_of(make.hr_viewer(counted[0]))


def figures(visitor, **asked):
    return visitor.get("reports.export_cohort", format_="json", **asked).response.get_json()[
        "ratings"
    ]


def area(found, code="purpose"):
    return next(a for a in found["areas"] if a["area"] == code)


def test_five_people_are_counted_together_at_the_months_end(counted, hr, today):
    _, pairings = counted
    for pairing in pairings[1:]:
        whole(pairing, last_month_end(today))
    found = figures(hr)
    assert found["as_of"] == last_month_end(today).isoformat()
    assert area(found)["before_then_after"] == {
        "asked": 5, "answered": 5, "missing": 0,
        "stages": {
            "before": {"0": 5, "1": 0, "2": 0, "3": 0},
            "then": {"0": 5, "1": 0, "2": 0, "3": 0},
            "after": {"0": 0, "1": 0, "2": 5, "3": 0},
        },
    }  # fmt: skip
    assert area(found)["after_by_mentor"]["stages"]["after_by_mentor"]["1"] == 5
    assert area(found)["half_by_mentee"] is None
    assert area(found, "care")["before_then_after"] is None
    page = hr.get("reports.show_ratings")
    assert "What people say is not what was seen" in page.text
    assert "because of" not in page.text
    rows = [[c.text for c in r] for r in page.tree.iter("tr")]
    assert ["After", "0", "0", "5", "0"] in rows
    assert "Before, then and after: 5 people of 5 asked, 0 missing." in page.text
    for pairing in pairings:
        assert f"Mentee {pairings.index(pairing)}" not in page.text
    assert "What the pairs say" in hr.get("reports.show_cohort").text
    text = hr.get("reports.export_table", table="ratings", format_="csv").html
    assert "spring" in text
    assert '"After",5,5,0,0,0,5,0' in text


def test_four_are_not_shown_and_their_number_neither(counted, hr, today):
    for pairing in counted[1][1:5]:
        whole(pairing, last_month_end(today))
    assert area(figures(hr))["before_then_after"] is None
    assert "Nothing can be shown yet" in hr.get("reports.show_ratings").text


def test_what_one_of_the_two_may_not_read_yet_is_not_counted(counted, hr, today):
    for pairing in counted[1][1:]:
        for moment in ("start", "then", "end"):
            rated(pairing, moment, "mentee", last_month_end(today), {Area.PURPOSE: 1})
    assert figures(hr)["areas"] == [
        {"area": a.value, "before_then_after": None, "after_by_mentor": None,
         "half_by_mentee": None, "half_by_mentor": None}
        for a in Area
    ]  # fmt: skip


def test_before_alone_or_after_alone_is_never_counted(counted, hr, today):
    for pairing in counted[1][1:]:
        for moment, side in (("then", "mentee"), ("end", "mentee"), ("end", "mentor")):
            rated(pairing, moment, side, last_month_end(today), {Area.PURPOSE: 1})
    found = area(figures(hr))
    assert found["before_then_after"] is None
    assert found["after_by_mentor"]["answered"] == 5


def test_this_months_ratings_wait_for_its_end(counted, hr, today):
    for pairing in counted[1][1:]:
        whole(pairing, today)
    assert area(figures(hr))["before_then_after"] is None


def test_a_programme_that_did_not_say_so_is_not_counted(make, visitor_of, today):
    programme = make.programme("quiet")
    for n in range(6):
        pairing = make.pairing(programme, make.person(), make.person(f"Mentee {n}"))
        whole(pairing, last_month_end(today))
    for person in (make.hr_viewer(programme), make.coordinator(programme)):
        visitor = visitor_of(person)
        assert figures(visitor) is None
        assert "are not counted" in visitor.get("reports.show_ratings").text
        visitor.get("reports.export_table", table="ratings", format_="csv", status=404)


def test_mentees_read_that_it_is_counted(counted, make, visitor_of):
    page = visitor_of(make.mentee_of(counted[1][0])).get("reports.show_hr_view")
    assert "for the whole programme together, how many chose each stage" in page.text


@pytest.mark.parametrize("people", [1, 20])
def test_the_page_costs_the_same_with_many(make, visitor_of, statements, today, people):
    programme = make.programme("spring", ratings_in_groups=True)
    for n in range(people):
        pairing = make.pairing(programme, make.person(), make.person(f"Mentee {n}"))
        whole(pairing, last_month_end(today))
    hr = visitor_of(make.hr_viewer(programme))
    hr.get("reports.show_ratings")
    with statements() as sent:
        hr.get("reports.show_ratings")
    assert len(sent) == 11, "\n".join(sent)
